package dev.lockstep.source.layout;

import dev.lockstep.model.Script;
import dev.lockstep.source.Layout.HistoryTable;
import dev.lockstep.source.Layout.Manner;
import dev.lockstep.source.MigrationSource.SourceFile;
import dev.lockstep.source.SourceFiles;
import dev.lockstep.source.Substitution;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code environments/development.properties} says, which the tool reads unless it is told of another environment:
 * settings, and what stands for <code>${name}</code>. Environment variables and system properties that begin with
 * {@code MIGRATIONS_} beat the file. An unknown name is left as it is, and so is one behind a backslash.
 */
final class MyBatisEnvironment implements Substitution {
    private static final String FOLDER = "environments/";
    private static final String FILE = FOLDER + "development.properties";
    private static final String PREFIX = "migrations_";
    private static final Pattern SETTING = Pattern.compile(
            "time_zone|delimiter|script_char_set|full_line_delimiter"
                    + "|send_full_script|auto_commit|remove_crs|ignore_warnings|driver_path|driver|url|username|password|hook_.*");
    private static final Pattern VARIABLE = Pattern.compile("\\\\\\$\\{|\\$\\{((?:\\\\}|[^}])*)}");

    private final Map<String, String> properties;
    private final List<String> notes;

    private MyBatisEnvironment(Map<String, String> properties, List<String> notes) {
        this.properties = properties;
        this.notes = notes;
    }

    static MyBatisEnvironment of(SourceFiles files) {
        List<SourceFile> all =
                files.all().stream().filter(MyBatisEnvironment::isOne).toList();
        Optional<Script> chosen = (all.size() == 1
                        ? all.stream()
                        : all.stream().filter(file -> file.path().equals(FILE)))
                .map(SourceFile::script)
                .findFirst()
                .or(() -> files.beside().apply("../" + FILE));
        Map<String, String> properties = chosen.map(MyBatisEnvironment::read).orElse(Map.of());
        return new MyBatisEnvironment(properties, notes(chosen, all.size(), properties));
    }

    /** Whether the file is one of the environments. */
    static boolean isOne(SourceFile file) {
        return file.path().matches(FOLDER + "[^/]+\\.properties");
    }

    private static Map<String, String> read(Script file) {
        Properties read = Folders.properties(file);
        System.getenv().forEach((name, value) -> override(read, name, value));
        System.getProperties().stringPropertyNames().forEach(name -> override(read, name, System.getProperty(name)));
        Map<String, String> properties = new TreeMap<>();
        for (String name : read.stringPropertyNames()) {
            Matcher matcher = VARIABLE.matcher(read.getProperty(name));
            properties.put(
                    name,
                    matcher.replaceAll(
                            found -> Matcher.quoteReplacement(replaced(found, List.of(ambient(), System.getenv())))));
        }
        return properties;
    }

    private static Map<String, String> ambient() {
        Map<String, String> all = new TreeMap<>();
        System.getProperties().stringPropertyNames().forEach(name -> all.put(name, System.getProperty(name)));
        return all;
    }

    private static void override(Properties properties, String name, String value) {
        String key = name.toLowerCase(Locale.ROOT);
        if (key.startsWith(PREFIX) && key.length() > PREFIX.length()) {
            properties.setProperty(key.substring(PREFIX.length()), value);
        }
    }

    private static List<String> notes(Optional<Script> chosen, int count, Map<String, String> properties) {
        List<String> notes = new ArrayList<>();
        if (chosen.isPresent() && count > 1) {
            notes.add("settings and variables are those of " + chosen.get().name() + " and of no other environment;"
                    + " --placeholder NAME=VALUE sets another value");
        } else if (chosen.isEmpty() && count > 1) {
            notes.add(
                    "no environment is called development, so none is read; --placeholder NAME=VALUE sets a variable");
        }
        List<String> hooks = properties.keySet().stream()
                .filter(name -> name.startsWith("hook_"))
                .toList();
        if (!hooks.isEmpty()) {
            notes.add("hooks are not run here: " + String.join(", ", hooks));
        }
        if ("false".equals(properties.get("ignore_warnings"))) {
            notes.add("warnings of the database do not stop a migration here, though ignore_warnings is false");
        }
        if (Boolean.parseBoolean(properties.get("remove_crs"))) {
            notes.add("statements keep the ends of their lines here, though remove_crs is true");
        }
        return notes;
    }

    List<String> notes() {
        return notes;
    }

    /** The order is that of numbers; the table may have another name. */
    Manner manner() {
        Manner manner = Manner.OWN.filling(this);
        return properties.containsKey("changelog")
                ? manner.keeping(new HistoryTable("mybatis", properties.get("changelog")))
                : manner;
    }

    boolean is(String setting) {
        return Boolean.parseBoolean(properties.get(setting));
    }

    /** What ends a statement where a script says nothing else. */
    String delimiter() {
        return properties.getOrDefault("delimiter", ";");
    }

    /** Whether statements end in a way that the scripts have to be told of. */
    boolean isOwnDelimiter() {
        return !is("send_full_script")
                && !is("full_line_delimiter")
                && !delimiter().equals(";");
    }

    /** What the scripts are written in. */
    Charset charset() {
        return Optional.ofNullable(properties.get("script_char_set"))
                .map(Charset::forName)
                .orElse(StandardCharsets.UTF_8);
    }

    @Override
    public Pattern pattern() {
        return VARIABLE;
    }

    /** What the user sets comes first. A setting is no variable. */
    @Override
    public Optional<String> value(MatchResult placeholder, Facts facts) {
        Map<String, String> variables = new TreeMap<>(properties);
        variables.keySet().removeIf(SETTING.asMatchPredicate());
        return Optional.of(replaced(placeholder, List.of(facts.given(), variables)));
    }

    private static String replaced(MatchResult variable, List<Map<String, String>> known) {
        if (variable.group(1) == null) {
            return "${";
        }
        String name = variable.group(1).replace("\\}", "}");
        return known.stream()
                .filter(values -> values.containsKey(name))
                .map(values -> values.get(name))
                .findFirst()
                .orElse("${" + name + "}");
    }
}

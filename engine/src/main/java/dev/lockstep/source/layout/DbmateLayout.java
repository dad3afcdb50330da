package dev.lockstep.source.layout;

import dev.lockstep.model.Direction;
import dev.lockstep.model.Policies;
import dev.lockstep.model.Script;
import dev.lockstep.model.Version;
import dev.lockstep.source.Layout;
import dev.lockstep.source.MigrationSource.SourceFile;
import dev.lockstep.source.SourceFiles;
import dev.lockstep.source.Translation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The files of dbmate: every {@code .sql} file in the folder whose name begins with digits, its version. A line
 * {@code -- migrate:up} begins what applies it, {@code -- migrate:down} what takes it back; {@code transaction:false}
 * behind a mark has its statements commit each by itself. There may be several such pairs, each up section and each down
 * section a transaction of its own. The order is that of the file names, as text.
 */
public final class DbmateLayout implements Layout {
    private static final Pattern NAME = Pattern.compile("(?<version>\\d+)(?<rest>.*)\\.sql");
    private static final Pattern UP = Pattern.compile("--\\s*migrate:up(\\s.*)?");
    private static final Pattern MARK = Pattern.compile("--\\s*migrate:(?<direction>up|down)(?<options>\\s.*)?");
    private static final Pattern OPTION = Pattern.compile("(?<!\\S)transaction:(?<value>[^\\s:]*)(?!\\S)");

    /** Found as a service. */
    public DbmateLayout() {}

    @Override
    public String name() {
        return "dbmate";
    }

    @Override
    public Optional<Sign> sign(SourceFiles files, DialectNames dialects) {
        List<SourceFile> named = files.all().stream()
                .filter(file ->
                        Folders.isOnTop(file) && NAME.matcher(file.fileName()).matches())
                .toList();
        Set<String> paths = named.stream().map(SourceFile::path).collect(Collectors.toSet());
        return Folders.marked(named, UP)
                .map(file -> new Sign("'" + file.path() + "' has a line '-- migrate:up'", paths));
    }

    @Override
    public Listing list(SourceFiles files, DialectNames dialects) {
        Pairs pairs = new Pairs();
        Map<Version, String> names = new HashMap<>();
        for (SourceFile file : files.all()) {
            Matcher name = NAME.matcher(file.fileName());
            if (!Folders.isOnTop(file)) {
                pairs.leaveOut(file.path(), "it lies in a folder below");
            } else if (!name.matches()) {
                pairs.leaveOut(file.path(), "it is not named <digits>...sql");
            } else {
                names.put(Version.of(name.group("version")), file.fileName());
                for (Direction direction : Direction.values()) {
                    pairs.add(new Pairs.Half(
                            name.group("version"),
                            Pairs.words(name.group("rest")),
                            direction,
                            file.with(section(file.script(), direction)),
                            0));
                }
            }
        }
        UnaryOperator<Version> order = version -> version.sortedBy(names.getOrDefault(version, version.text() + "_"));
        return pairs.listing(Manner.OWN.sorting(order).strictAs(Policies.ANY_ORDER));
    }

    private static Script section(Script file, Direction direction) {
        return file.with(new Translation(file.content(), () -> new Sections(file, direction)));
    }

    /** Keeps the sections of one direction. */
    private static final class Sections implements Translation.Rule {
        private static final String REMEDY = "write '-- migrate:up' above what applies the migration,"
                + " and behind it '-- migrate:down' above what takes it back";

        private final MarkReader marks;
        private final Direction wanted;
        private Optional<Direction> current = Optional.empty();
        private boolean isFirst = true;

        Sections(Script file, Direction wanted) {
            this.marks = new MarkReader(file);
            this.wanted = wanted;
        }

        @Override
        public String see(String line) {
            marks.at(line);
            Matcher mark = MARK.matcher(line);
            if (mark.matches()) {
                return begin(mark);
            }
            if (current.isEmpty() && !line.isBlank() && !line.strip().startsWith("--")) {
                throw marks.wrong("a statement above the first '-- migrate:up'", REMEDY);
            }
            return current.equals(Optional.of(wanted)) ? line : NOTHING;
        }

        private String begin(Matcher mark) {
            Direction next = mark.group("direction").equals("up") ? Direction.UP : Direction.DOWN;
            Optional<Direction> expected = Optional.of(next == Direction.UP ? Direction.DOWN : Direction.UP);
            if (!current.equals(expected) && (next == Direction.DOWN || current.isPresent())) {
                throw marks.wrong("'-- migrate:" + mark.group("direction") + "' without the other before it", REMEDY);
            }
            current = Optional.of(next);
            if (next != wanted) {
                return NOTHING;
            }
            String boundary = isFirst ? "" : "COMMIT; ";
            isFirst = false;
            return boundary + "-- lockstep: transaction=" + (isTransaction(mark) ? "auto" : "none");
        }

        /** Options are words with one colon; of one that is given twice the last counts. */
        private static boolean isTransaction(Matcher mark) {
            boolean transaction = true;
            Matcher option =
                    OPTION.matcher(Optional.ofNullable(mark.group("options")).orElse(""));
            while (option.find()) {
                transaction = !option.group("value").equals("false");
            }
            return transaction;
        }

        @Override
        public void end() {
            if (current.isEmpty()) {
                throw marks.wrong("the file has no '-- migrate:up'", REMEDY);
            }
            if (current.get() == Direction.UP) {
                throw marks.wrong("'-- migrate:up' without a '-- migrate:down' behind it", REMEDY);
            }
        }
    }
}

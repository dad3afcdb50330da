package dev.lockstep.cli;

import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.TestDatabase;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Puts names and numbers that are always the same in the place of those that differ from run to run. */
final class Disguise {
    private static final Pattern SESSION =
            Pattern.compile("(?<=session |\"session\" : \"|pg_terminate_backend\\(|KILL |process )\\d+");
    private static final Pattern PROCESS = Pattern.compile("[\\w.-]+/\\d+(?=[\\s\"):;,\\\\]|$)");

    private final String[] others;
    private final TestDatabase db;
    private final Path folder;
    private final Map<String, String> processes = new HashMap<>();
    private final Map<String, String> sessions = new HashMap<>();

    /**
     * For what is said about a database.
     *
     * @param others names of other users, each of whom becomes a clerk
     */
    Disguise(TestDatabase db, Path folder, String... others) {
        this.others = others;
        this.db = db;
        this.folder = folder;
    }

    String of(String text) {
        String shown = text;
        for (String other : others) {
            shown = shown.replace(other, "clerk");
        }
        String plain = shown.replace(folder + "/", "")
                .replace(folder.toString(), "")
                .replace(file(), "shop.db")
                .replace(db.name(), "shop")
                .replaceAll("\\b" + Pattern.quote(user()) + "(?=@| from |, | on |\")", "app")
                .replaceAll("(?<=\"user\" : \")[^\"]+", "app")
                .replaceAll("(?<=\"release\" : \")[^\"]+", "1.4.2")
                .replaceAll("(?<=PostgreSQL |MariaDB )\\d\\S+(?=, dialect)", "1.0")
                .replaceAll("\\d+ MB, \\d+ MB free", "1 MB, 5000 MB free")
                .replaceAll("127\\.0\\.0\\.1:\\d+(?=/shop| answers)", "db:5432")
                .replaceAll("(?<=\\.invalid):\\d+", ":5432")
                .replaceAll("127\\.0\\.0\\.1:\\d+", "10.0.0.3:50000")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC", "2026-01-31 12:00:00 UTC")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "2026-01-31T12:00:00.000Z")
                .replaceAll("(?<= (in|after) )\\d+(\\.\\d)? m?s", "5 ms")
                .replaceAll("UTC {2,}(\\d[\\d.]* m?s +)?(?=\\S)", "UTC  ")
                .replaceAll("took +by", "took  by")
                .replaceAll("(?<=conn=|thread )\\d+", "101")
                .replaceAll("(?<=begun )\\d+ s", "12 s");
        return replaced(replaced(plain, PROCESS, processes, "web-1/", 4711), SESSION, sessions, "", 101);
    }

    private String file() {
        return db.dbms() == Dbms.SQLITE ? db.file().toString() : "\0";
    }

    private String user() {
        return db.dbms() == Dbms.SQLITE ? System.getProperty("user.name") : db.user();
    }

    private static String replaced(String text, Pattern pattern, Map<String, String> known, String prefix, int first) {
        return pattern.matcher(text)
                .replaceAll(found -> known.computeIfAbsent(found.group(), any -> prefix + (first + known.size())));
    }
}

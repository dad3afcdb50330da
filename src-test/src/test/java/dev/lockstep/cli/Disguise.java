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

    private final TestDatabase db;
    private final Path folder;
    private final Map<String, String> processes = new HashMap<>();
    private final Map<String, String> sessions = new HashMap<>();

    Disguise(TestDatabase db, Path folder) {
        this.db = db;
        this.folder = folder;
    }

    String of(String text) {
        String plain = text.replace(folder + "/", "")
                .replace(folder.toString(), "")
                .replace(file(), "shop.db")
                .replace(db.name(), "shop")
                .replaceAll("\\d+ MB, \\d+ MB free", "1 MB, 5000 MB free")
                .replaceAll("127\\.0\\.0\\.1:\\d+(?=/shop| answers)", "db:5432")
                .replaceAll("127\\.0\\.0\\.1:\\d+", "10.0.0.3:50000")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC", "2026-01-31 12:00:00 UTC")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "2026-01-31T12:00:00.000Z")
                .replaceAll("(?<= (in|after) )\\d+(\\.\\d)? m?s", "5 ms")
                .replaceAll("(?<=begun )\\d+ s", "12 s");
        return replaced(replaced(plain, PROCESS, processes, "web-1/", 4711), SESSION, sessions, "", 101);
    }

    private String file() {
        return db.dbms() == Dbms.SQLITE ? db.file().toString() : "\0";
    }

    private static String replaced(String text, Pattern pattern, Map<String, String> known, String prefix, int first) {
        return pattern.matcher(text)
                .replaceAll(found -> known.computeIfAbsent(found.group(), any -> prefix + (first + known.size())));
    }
}

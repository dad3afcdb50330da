package dev.lockstep.effects;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Report;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.TestDatabase;
import java.util.LinkedHashMap;
import java.util.Map;

/** Scripts given by name and text, as an application would run them. */
final class Runs {
    private Runs() {}

    /** Applies the files: name, text, name, text. */
    static Report migrate(TestDatabase db, String... namesAndTexts) {
        return over(db, namesAndTexts).build().migrate();
    }

    /** A run over these files that is not begun yet. */
    static Lockstep.Builder over(TestDatabase db, String... namesAndTexts) {
        return Lockstep.builder(db.dataSource(), MigrationSource.memory(files(namesAndTexts)));
    }

    private static Map<String, String> files(String... namesAndTexts) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return files;
    }
}

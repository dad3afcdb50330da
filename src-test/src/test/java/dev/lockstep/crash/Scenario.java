package dev.lockstep.crash;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Target;
import dev.lockstep.source.MigrationSource;
import dev.lockstep.testing.TestDatabase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * A piece of work that may be interrupted anywhere, and is then simply asked for again.
 *
 * @param name what it is about
 * @param setUp statements that make the database as it was before, without Lockstep
 * @param before files that are applied before the work begins
 * @param files the files at hand during the work
 * @param work the call that is interrupted, and made again
 */
record Scenario(
        String name,
        List<String> setUp,
        Map<String, String> before,
        Map<String, String> files,
        Consumer<Lockstep> work) {

    /** Goes up over these files. */
    static Scenario up(String name, Map<String, String> files) {
        return new Scenario(name, List.of(), Map.of(), files, Lockstep::migrate);
    }

    /** Takes these files back, all of them. */
    static Scenario down(String name, Map<String, String> files) {
        return new Scenario(name, List.of(), files, files, lockstep -> lockstep.down(Target.EVERYTHING));
    }

    Scenario after(String... statements) {
        return new Scenario(name, List.of(statements), before, files, work);
    }

    Scenario withApplied(Map<String, String> applied) {
        return new Scenario(name, setUp, applied, files, work);
    }

    /** Files by name: name, text, name, text. */
    static Map<String, String> files(String... namesAndTexts) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return files;
    }

    /** Brings a fresh database to where the work begins. */
    void prepare(TestDatabase db) throws Exception {
        db.execute(setUp.toArray(String[]::new));
        if (!before.isEmpty()) {
            Lockstep.builder(db.dataSource(), MigrationSource.memory(before))
                    .build()
                    .migrate();
        }
    }

    /** Does the work, as a process of its own would. */
    void run(DataSource dataSource) {
        work.accept(Lockstep.builder(dataSource, MigrationSource.memory(files)).build());
    }

    @Override
    public String toString() {
        return name;
    }
}

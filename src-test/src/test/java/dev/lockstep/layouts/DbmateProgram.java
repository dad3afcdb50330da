package dev.lockstep.layouts;

import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.TestDatabase;
import dev.lockstep.testing.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * dbmate's own program, as its makers offer it to users of npm.
 *
 * @param file where it is
 */
record DbmateProgram(Path file) {
    private static final String VERSION = "2.36.0";

    /** Empty where npm is missing, or cannot bring the program for this machine. */
    static Optional<DbmateProgram> ofThisMachine() {
        String name = "@dbmate/" + Tools.npmPlatform() + "@" + VERSION;
        return Tools.ofNpm(name).map(folder -> new DbmateProgram(folder.resolve("package/bin/dbmate")));
    }

    /** Applies what is pending in the folder. */
    void migrate(TestDatabase db, Path folder) throws IOException {
        String place = db.dsn().replaceFirst("\\?.*", "");
        String url = db.dbms() == Dbms.POSTGRESQL ? place + "?sslmode=disable" : place;
        Tools.run(List.of(
                file.toString(), "--url", url, "--migrations-dir", folder.toString(), "--no-dump-schema", "migrate"));
    }
}

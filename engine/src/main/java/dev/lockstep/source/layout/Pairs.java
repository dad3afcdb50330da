package dev.lockstep.source.layout;

import dev.lockstep.model.Direction;
import dev.lockstep.model.Migration;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.model.Version;
import dev.lockstep.source.Layout.LeftOut;
import dev.lockstep.source.Layout.Listing;
import dev.lockstep.source.Layout.Manner;
import dev.lockstep.source.MigrationSource.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts up and down scripts together by their versions. */
final class Pairs {
    private final Map<Version, Map<Direction, Half>> halves = new LinkedHashMap<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    /**
     * A script in one direction.
     *
     * @param version as the file's name writes it
     * @param file where it stands, and how it is to be read
     * @param rank of two scripts for one version and direction the one with the lower rank is meant
     */
    record Half(String version, String description, Direction direction, SourceFile file, int rank) {
        private Script script() {
            return file.script();
        }
    }

    void add(Half half) {
        Version version = Version.of(half.version());
        Map<Direction, Half> both = halves.computeIfAbsent(version, any -> new HashMap<>());
        Half rival = both.putIfAbsent(half.direction(), half);
        if (rival == null) {
            return;
        }
        if (rival.rank() == half.rank()) {
            problem(
                    half.script(),
                    "two files are the " + (half.direction() == Direction.UP ? "up" : "down") + " script of version "
                            + version + ": '" + rival.script().name() + "' and '"
                            + half.script().name() + "'",
                    "give one of them a version of its own, or move it out of the folder");
            return;
        }
        boolean isMeant = half.rank() < rival.rank();
        Half meant = isMeant ? half : rival;
        both.put(half.direction(), meant);
        leaveOut((isMeant ? rival : half).file().path(), "'" + meant.file().path() + "' is meant instead");
    }

    void leaveOut(String path, String because) {
        leftOut.add(new LeftOut(path, because));
    }

    void problem(Script script, String what, String remedy) {
        problems.add(Problem.at(Place.of(script), what, remedy));
    }

    void problem(Problem problem) {
        problems.add(problem);
    }

    /** All that was added; a version that has a down script alone does nothing on its way up. */
    Listing listing(Manner manner) {
        List<Migration> migrations = new ArrayList<>();
        halves.forEach((version, both) -> {
            Optional<Half> up = Optional.ofNullable(both.get(Direction.UP));
            Optional<Half> down = Optional.ofNullable(both.get(Direction.DOWN));
            Half first = up.or(() -> down).orElseThrow();
            migrations.add(new Migration(
                    new MigrationId.Versioned(manner.order().apply(version)),
                    first.description(),
                    up.map(Half::script)
                            .orElseGet(() -> Script.ofText(first.script().name(), "")),
                    down.map(Half::script)));
        });
        migrations.sort(Comparator.comparing(Migration::id, MigrationId.RUN_ORDER));
        return Listing.of(migrations, leftOut, problems).in(manner);
    }

    /** A name's words, which underscores hold together. */
    static String words(String name) {
        return name.replace('_', ' ').strip();
    }
}

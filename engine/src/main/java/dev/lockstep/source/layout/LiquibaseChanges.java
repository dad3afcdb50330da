package dev.lockstep.source.layout;

import dev.lockstep.model.Direction;
import dev.lockstep.model.Script;
import dev.lockstep.model.Script.Content;
import dev.lockstep.source.Translation;
import dev.lockstep.source.layout.LiquibaseChangeset.Body;
import dev.lockstep.source.layout.LiquibaseChangeset.Obstacle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The changes of a changeset in XML, YAML or JSON that are SQL, one after the other.
 *
 * @param file the changelog
 * @param up what applies it
 * @param down what takes it back
 */
record LiquibaseChanges(Script file, Side up, Side down) implements Body {

    /**
     * One direction.
     *
     * @param parts its SQL
     * @param others changes that are no SQL
     */
    record Side(List<Part> parts, List<String> others) {}

    /**
     * A change that is SQL.
     *
     * @param script the SQL
     * @param delimiter what ends its statements, as the changelog writes it; empty if that says nothing
     */
    record Part(Script script, String delimiter) {
        private LiquibaseDelimiter end() {
            return LiquibaseDelimiter.of(delimiter).orElseGet(LiquibaseDelimiter::ofTool);
        }

        private Script seen() {
            LiquibaseDelimiter end = end();
            return script.with(new Translation(script.content(), () -> line -> end.isLine(line) ? ";" : line))
                    .with(end.in(script.directives()));
        }
    }

    private Side side(Direction direction) {
        return direction == Direction.UP ? up : down;
    }

    @Override
    public Script script(Direction direction) {
        List<Script> scripts = side(direction).parts().stream().map(Part::seen).toList();
        return scripts.size() == 1 ? scripts.get(0) : file.with(new Joined(scripts));
    }

    @Override
    public Optional<Obstacle> obstacle(Direction direction) {
        Side side = side(direction);
        if (!side.others().isEmpty()) {
            return Optional.of(new Obstacle(
                    String.join(", ", side.others()) + ", which is not written as SQL and cannot be run here",
                    "have 'liquibase update-sql' write it as SQL, and include that in its place as formatted SQL, with"
                            + " the same id, author and logicalFilePath"));
        }
        return side.parts().stream()
                .flatMap(part -> LiquibaseDelimiter.obstacle(part.delimiter()).stream())
                .findFirst();
    }

    /** Scripts as one; each says what ends its statements, and has its last one ended. */
    private record Joined(List<Script> scripts) implements Content {
        @Override
        public InputStream open() throws IOException {
            List<InputStream> streams = new ArrayList<>();
            for (Script script : scripts) {
                String delimiter = script.directives().delimiter().orElse(";");
                streams.add(text("-- lockstep: delimiter=" + delimiter + "\n"));
                streams.add(script.open());
                streams.add(text("\n" + delimiter + "\n"));
            }
            return new SequenceInputStream(Collections.enumeration(streams));
        }

        private static InputStream text(String line) {
            return new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8));
        }
    }
}

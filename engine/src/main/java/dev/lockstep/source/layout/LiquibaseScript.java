package dev.lockstep.source.layout;

import dev.lockstep.model.Direction;
import dev.lockstep.source.Translation;

/** One direction of a changeset, of which the section holds both. */
final class LiquibaseScript implements Translation.Rule {
    private final Direction wanted;
    private final LiquibaseDelimiter delimiter;
    private final LiquibaseIgnored ignored = new LiquibaseIgnored();
    private boolean isInBlock;

    LiquibaseScript(Direction wanted, LiquibaseDelimiter delimiter) {
        this.wanted = wanted;
        this.delimiter = delimiter;
    }

    @Override
    public String see(String line) {
        if (isInBlock) {
            return block(line);
        }
        if (ignored.takes(line)) {
            return NOTHING;
        }
        LiquibaseLine kind = LiquibaseLine.of(line);
        isInBlock = kind == LiquibaseLine.ROLLBACK_BLOCK;
        return switch (kind) {
            case SQL -> wanted == Direction.UP ? sql(line) : NOTHING;
            case ROLLBACK -> wanted == Direction.DOWN ? rollback(line) : NOTHING;
            default -> NOTHING;
        };
    }

    private String block(String line) {
        isInBlock = !LiquibaseLine.endsBlock(line);
        String text = isInBlock ? line : line.substring(0, line.lastIndexOf("*/"));
        return wanted == Direction.DOWN ? sql(text) : NOTHING;
    }

    /** Blanks stand for the mark, so that a place in the SQL stays where it is. */
    private String rollback(String line) {
        int start = LiquibaseLine.ROLLBACK.start(1, line);
        return sql(" ".repeat(start) + line.substring(start));
    }

    private String sql(String line) {
        return delimiter.isLine(line) ? ";" : line;
    }
}

package dev.lockstep.model;

import java.util.List;

/**
 * What one reading of a script found: its checksums, its directives and how its statements commit.
 *
 * @param checksum over the tokens
 * @param rawChecksum over the bytes
 * @param directives what its leading comments ask for
 * @param segments its statements, cut into what becomes durable at once; empty for a script without statements
 */
public record Outline(Checksum checksum, Checksum rawChecksum, Directives directives, List<Segment> segments) {
    /** Copies the segments. */
    public Outline {
        segments = List.copyOf(segments);
    }

    /** How many statements the script has, those that are understood and not sent included. */
    public int statements() {
        return segments.isEmpty() ? 0 : segments.get(segments.size() - 1).last();
    }

    /** The segments that leave something behind. */
    public List<Segment> durableSegments() {
        return segments.stream()
                .filter(segment -> segment.kind() != Segment.Kind.SESSION)
                .toList();
    }

    /** In which part of the script a statement stands, by its number; behind the last statement: in the last part. */
    public int part(int statement) {
        return segments.stream()
                .filter(segment -> segment.last() >= statement)
                .findFirst()
                .or(() -> segments.stream().reduce((one, next) -> next))
                .map(Segment::part)
                .orElse(0);
    }

    /**
     * Whether all that the script leaves behind commits at once, together with its history row: dirt is never visible,
     * and a failure leaves the database as it was.
     */
    public boolean isAtomic() {
        List<Segment> durable = durableSegments();
        return durable.isEmpty() || (durable.size() == 1 && durable.get(0).kind() == Segment.Kind.TRANSACTION);
    }
}

package dev.lockstep.script;

import dev.lockstep.dialect.Effects.Ruling;
import dev.lockstep.model.Effect;
import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Segment;
import dev.lockstep.model.Segment.Kind;
import dev.lockstep.model.ValidationException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the statements of a script into segments. Statements that can be rolled back stay together; one that cannot
 * stands alone; statements that change the session alone go with their neighbours. A script's own BEGIN and COMMIT are
 * boundaries.
 */
final class Segmenter {
    private final List<Segment> segments = new ArrayList<>();
    private @Nullable Open open;
    private @Nullable Place begun;
    private int last;
    private int part;

    /** A segment in the making; a run of session statements becomes a transaction as soon as one needs it. */
    private record Open(Kind kind, int first, boolean canBecomeTransaction) {}

    /** The rolling hash around a statement, asked for only where a segment ends. */
    interface Hash {
        /** Up to the statement, without it. */
        String before();

        /** Up to the statement, with it. */
        String with();
    }

    /** The next statement stands in this part of the script; a segment ends where its part does. */
    void in(int statementsPart, Hash hash) {
        if (statementsPart != part) {
            end(hash.before());
            part = statementsPart;
        }
    }

    /** Takes the next statement. */
    void take(int number, Ruling ruling, Hash hash, Supplier<Place> place) {
        switch (ruling.effect()) {
            case TRANSACTIONAL -> transactional(number, hash);
            case SESSION, IGNORED -> join(number, true);
            case SESSION_OUTSIDE -> outside(number, hash);
            case BARE -> {
                close(hash.before());
                segments.add(new Segment(Kind.BARE, number, number, ruling.reason(), hash.with(), part));
            }
            case BEGIN -> begin(number, hash, place.get());
            case COMMIT -> join(number, true);
            case ROLLBACK -> throw refused(place.get(), ruling.reason());
        }
        last = number;
        if (ruling.effect() == Effect.COMMIT) {
            begun = null;
            close(hash.with());
        }
    }

    /** All segments, once every statement was taken. */
    List<Segment> segments(String lastHash) {
        end(lastHash);
        return segments;
    }

    private void end(String hash) {
        if (begun != null) {
            throw refused(
                    begun,
                    "this transaction is never committed",
                    "add the COMMIT; or remove the BEGIN, since"
                            + " Lockstep runs the script in a transaction by itself");
        }
        close(hash);
    }

    private void transactional(int number, Hash hash) {
        if (open != null && open.canBecomeTransaction()) {
            open = new Open(Kind.TRANSACTION, open.first(), false);
        } else if (open == null || open.kind() == Kind.SESSION) {
            close(hash.before());
            open = new Open(Kind.TRANSACTION, number, false);
        }
    }

    private void join(int number, boolean canBecomeTransaction) {
        if (open == null) {
            open = new Open(Kind.SESSION, number, canBecomeTransaction);
        }
    }

    /** Inside the script's own transaction it is without effect, as it is in the database's own client. */
    private void outside(int number, Hash hash) {
        if (begun == null) {
            if (open == null || open.kind() != Kind.SESSION || open.canBecomeTransaction()) {
                close(hash.before());
            }
            join(number, false);
        } else {
            join(number, true);
        }
    }

    private void begin(int number, Hash hash, Place place) {
        if (begun != null) {
            throw refused(place, "a transaction begins inside another one", "remove this BEGIN, or COMMIT before it");
        }
        close(hash.before());
        open = new Open(Kind.TRANSACTION, number, false);
        begun = place;
    }

    private void close(String hash) {
        if (open != null) {
            segments.add(new Segment(open.kind(), open.first(), last, "", hash, part));
            open = null;
        }
    }

    private static ValidationException refused(Place place, String reason) {
        return reason.isEmpty()
                ? refused(
                        place,
                        "a migration cannot roll back its own transaction",
                        "remove this statement, and what it would undo")
                : refused(place, reason, "remove this statement and its like");
    }

    private static ValidationException refused(Place place, String what, String remedy) {
        return new ValidationException(Problem.at(place, what, remedy));
    }
}

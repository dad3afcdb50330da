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
    private String lastHash = "";
    private int last;

    /** A segment in the making; a run of session statements becomes a transaction as soon as one needs it. */
    private record Open(Kind kind, int first, boolean canBecomeTransaction) {}

    /** Takes the next statement, with the hash up to and including it. */
    void take(int number, Ruling ruling, String hash, Supplier<Place> place) {
        switch (ruling.effect()) {
            case TRANSACTIONAL -> transactional(number);
            case SESSION, IGNORED -> join(number, true);
            case SESSION_OUTSIDE -> outside(number);
            case BARE -> close();
            case BEGIN -> begin(number, place.get());
            case COMMIT -> join(number, true);
            case ROLLBACK ->
                throw refused(
                        place.get(),
                        "a migration cannot roll back its own transaction",
                        "remove the ROLLBACK, and what it would undo");
        }
        last = number;
        lastHash = hash;
        if (ruling.effect() == Effect.BARE) {
            segments.add(new Segment(Kind.BARE, number, number, ruling.reason(), hash));
        } else if (ruling.effect() == Effect.COMMIT) {
            begun = null;
            close();
        }
    }

    /** All segments, once every statement was taken. */
    List<Segment> segments() {
        if (begun != null) {
            throw refused(
                    begun,
                    "this transaction is never committed",
                    "add the COMMIT; or remove the BEGIN, since"
                            + " Lockstep runs the script in a transaction by itself");
        }
        close();
        return segments;
    }

    private void transactional(int number) {
        if (open != null && open.canBecomeTransaction()) {
            open = new Open(Kind.TRANSACTION, open.first(), false);
        } else if (open == null || open.kind() == Kind.SESSION) {
            close();
            open = new Open(Kind.TRANSACTION, number, false);
        }
    }

    private void join(int number, boolean canBecomeTransaction) {
        if (open == null) {
            open = new Open(Kind.SESSION, number, canBecomeTransaction);
        }
    }

    /** Inside the script's own transaction it is without effect, as it is in the database's own client. */
    private void outside(int number) {
        if (begun == null) {
            if (open == null || open.kind() != Kind.SESSION || open.canBecomeTransaction()) {
                close();
            }
            join(number, false);
        } else {
            join(number, true);
        }
    }

    private void begin(int number, Place place) {
        if (begun != null) {
            throw refused(place, "a transaction begins inside another one", "remove this BEGIN, or COMMIT before it");
        }
        close();
        open = new Open(Kind.TRANSACTION, number, false);
        begun = place;
    }

    private void close() {
        if (open != null) {
            segments.add(new Segment(open.kind(), open.first(), last, "", lastHash));
            open = null;
        }
    }

    private static ValidationException refused(Place place, String what, String remedy) {
        return new ValidationException(Problem.at(place, what, remedy));
    }
}

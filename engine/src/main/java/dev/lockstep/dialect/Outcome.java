package dev.lockstep.dialect;

import java.util.List;
import java.util.Map;

/** What became of a bare statement that was interrupted or failed, and so what has to be done about it. */
public sealed interface Outcome {
    /** It took no effect, or may be executed again on top of what it did: it is executed. */
    record Absent() implements Outcome {}

    /** It took effect as a whole: the script goes on behind it. */
    record Complete() implements Outcome {}

    /**
     * It stopped half-way, and its end is known.
     *
     * @param cure the statements that clear away what is left or finish what is missing, each to be sent by itself and
     *     outside a transaction
     * @param then what holds for the statement once they are executed
     */
    record HalfDone(List<String> cure, Then then) implements Outcome {
        /** Copies the list. */
        public HalfDone {
            cure = List.copyOf(cure);
        }
    }

    /**
     * Nobody can tell.
     *
     * @param reason why, as a clause
     */
    record Unknown(String reason) implements Outcome {}

    /** What follows a cure. */
    enum Then {
        /** The statement is executed again. */
        EXECUTE,
        /** The statement is done. */
        SKIP
    }

    /** What the fingerprints alone tell: all as before, all different, or some. */
    static Outcome compare(Probe.Seen before, Probe.Seen now) {
        Map<String, String> objects = now.objects();
        int same = 0;
        for (Map.Entry<String, String> object : before.objects().entrySet()) {
            String print = objects.get(object.getKey());
            if (print == null) {
                return new Unknown(object.getKey() + " is not what the statement is about any more");
            }
            same += print.equals(object.getValue()) ? 1 : 0;
        }
        int all = before.objects().size();
        if (all == 0) {
            return new Unknown("no object was looked at before it");
        }
        if (same == all) {
            return new Absent();
        }
        return same == 0
                ? new Complete()
                : new Unknown("it changes " + all + " objects, of which " + (all - same) + " have changed");
    }
}

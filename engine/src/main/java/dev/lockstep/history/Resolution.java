package dev.lockstep.history;

import java.util.Locale;

/** How a person settled a dirty step. */
public enum Resolution {
    /** Its effect is there in full. */
    APPLIED,
    /** Nothing of it is there. */
    REVERTED,
    /** The statement in flight did not take effect, and is to be executed. */
    RETRY;

    /** As the progress column of the row holds it. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isRecordedBy(HistoryEntry row) {
        return row.action() == Action.RESOLVE && row.state().progress().equals(column());
    }
}

package dev.lockstep.model;

/** How far a run goes. */
public sealed interface Target permits Target.Everything, Target.To, Target.Steps {
    /** All that is pending; for down, every applied version. */
    Target EVERYTHING = new Everything();

    /** As far as it goes. */
    record Everything() implements Target {}

    /**
     * Up to and including a version; for down, every version above it is taken back.
     *
     * @param version where to arrive; 0 is the state before the first migration
     */
    record To(Version version) implements Target {}

    /**
     * A number of versioned migrations.
     *
     * @param count at least 1
     */
    record Steps(int count) implements Target {
        /** Refuses counts below 1. */
        public Steps {
            if (count < 1) {
                throw new IllegalArgumentException("steps must be at least 1, not " + count);
            }
        }
    }

    /** Up to and including the version of this text. */
    static Target to(String version) {
        return new To(Version.of(version));
    }

    /** This number of versioned migrations. */
    static Target steps(int count) {
        return new Steps(count);
    }
}

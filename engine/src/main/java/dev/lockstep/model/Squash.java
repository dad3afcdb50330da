package dev.lockstep.model;

import java.util.List;

/**
 * A baseline script in the making.
 *
 * @param to the version up to which it goes
 * @param files what is to be written, the script and its manifest, each under its file's name; none if both are there
 *     already
 * @param replaced how many versions it replaces
 * @param superfluous files that are no longer needed, once each database has either run all of them or begins with the
 *     baseline
 */
public record Squash(Version to, List<Script> files, int replaced, List<Script> superfluous) {
    /** Copies the lists. */
    public Squash {
        files = List.copyOf(files);
        superfluous = List.copyOf(superfluous);
    }
}

package dev.lockstep.source.layout;

import dev.lockstep.model.Place;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import dev.lockstep.model.ValidationException;

/** Counts the lines of a file while its marks are read, so that what is wrong with one has a place. */
final class MarkReader {
    private final Script file;
    private int number;
    private String line = "";

    MarkReader(Script file) {
        this.file = file;
    }

    /** The next line is read. */
    void at(String text) {
        number++;
        line = text;
    }

    /** The exception for something that is wrong in the line that was read last. */
    ValidationException wrong(String what, String remedy) {
        return new ValidationException(
                Problem.at(new Place(file.name(), Math.max(1, number), 1, line, 0), what, remedy));
    }
}

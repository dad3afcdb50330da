package dev.lockstep.cli.output;

/** A command's result, in both forms. */
public interface Answer {
    /** Tells it to people. */
    void tell(Voice voice);

    /** Writes its fields into the command's document. */
    void write(Json json);
}

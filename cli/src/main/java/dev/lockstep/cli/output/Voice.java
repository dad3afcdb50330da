package dev.lockstep.cli.output;

import dev.lockstep.cli.config.Level;
import dev.lockstep.cli.config.OutputOptions;
import dev.lockstep.cli.shell.Shell;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Speaks to people: results on standard output, everything on the way there on standard error, and on a terminal one
 * line that changes. Safe for use by several threads, since that line has one of its own.
 */
public final class Voice {
    private static final String CLEAR = "\r\u001b[K";

    /** Without wrapping, a line that is too long for the terminal ends at its edge, whatever its width is. */
    private static final String NO_WRAP = "\u001b[?7l";

    /** All that is too long was written over the last column, one character on the other: that is cleared. */
    private static final String WRAP = "\u001b[K\u001b[?7h";

    private final PrintWriter out;
    private final PrintWriter err;
    private final Level level;
    private final Palette outPalette;
    private final Palette errPalette;
    private final boolean hasLiveLine;
    private final List<String> notes = new ArrayList<>();
    private boolean isLive;

    /** A voice in this shell, as loud as the options say. */
    public Voice(Shell shell, OutputOptions options, Level level) {
        this.out = shell.out();
        this.err = shell.err();
        this.level = level;
        this.outPalette = Palette.of(options.color(), shell.terminals().out(), shell.variables());
        this.errPalette = Palette.of(options.color(), shell.terminals().err(), shell.variables());
        this.hasLiveLine = shell.terminals().err()
                && level.tells(Level.INFO)
                && !"dumb".equals(shell.variables().get("TERM"));
    }

    /** The colours of standard output. */
    public Palette palette() {
        return outPalette;
    }

    Palette errPalette() {
        return errPalette;
    }

    /** Whether a line that changes can be shown. */
    boolean hasLiveLine() {
        return hasLiveLine;
    }

    /** Whether things of this level are told. */
    public boolean tells(Level other) {
        return level.tells(other);
    }

    /** A line of the result. */
    public synchronized void result(String line) {
        clearLive();
        out.println(line);
    }

    /** The last line of a run's result, which whoever wants quiet does not want. */
    public void summary(String line) {
        if (level.tells(Level.INFO)) {
            result(line);
        }
    }

    /** A line on the way. */
    public void say(String line) {
        tell(Level.INFO, line);
    }

    /** A line for those who want to know more. */
    public void detail(String line) {
        tell(Level.DEBUG, line);
    }

    /** Something that stops nothing and should be known; told once. */
    public synchronized void note(String text) {
        if (!notes.contains(text)) {
            notes.add(text);
            tell(Level.WARN, errPalette.pending("note:") + " " + text);
        }
    }

    /** All notes so far. */
    public synchronized List<String> notes() {
        return List.copyOf(notes);
    }

    /** A line that is told in any case. */
    public void error(String line) {
        tell(Level.ERROR, line);
    }

    /** A question, and the answer on the same line. */
    public synchronized void ask(String question) {
        clearLive();
        out.flush();
        err.print(question);
        err.flush();
    }

    /** Shows the line that changes, in place of what it showed. */
    synchronized void live(String line) {
        err.print(CLEAR + NO_WRAP + line + WRAP);
        err.flush();
        isLive = true;
    }

    synchronized void clearLive() {
        if (isLive) {
            err.print(CLEAR);
            err.flush();
            isLive = false;
        }
    }

    /** Sees that everything has arrived. */
    public synchronized void flush() {
        clearLive();
        out.flush();
        err.flush();
    }

    private synchronized void tell(Level at, String line) {
        if (level.tells(at)) {
            clearLive();
            // What is told to different streams stays in its order where both are the same terminal.
            out.flush();
            err.println(line);
            err.flush();
        }
    }
}

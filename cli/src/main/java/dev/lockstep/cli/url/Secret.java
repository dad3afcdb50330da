package dev.lockstep.cli.url;

/** A text that is never shown: it prints as {@code ***}. */
public final class Secret {
    private final String text;

    /** Keeps the text to itself. */
    public Secret(String text) {
        this.text = text;
    }

    /** The text, for the driver alone. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "***";
    }
}

package dev.lockstep.cli.output;

/**
 * A text as it is.
 *
 * @param name the name of its field
 * @param text the text
 */
public record TextAnswer(String name, String text) implements Answer {

    @Override
    public void tell(Voice voice) {
        text.lines().forEach(voice::result);
    }

    @Override
    public void write(Json json) {
        json.text(name, text);
    }
}

package dev.lockstep.cli.output;

import dev.lockstep.cli.url.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Hides secrets in texts that others have written: the last net, since nothing of Lockstep's own shows one.
 *
 * @param secrets what must not be seen, in every form in which it may appear, the longest first
 */
public record Mask(List<String> secrets) {
    /** Hides nothing. */
    public static final Mask NONE = new Mask(List.of());

    private static final String STARS = "***";

    /** One or two letters are in every text, and hiding them would hide the text. */
    private static final int SHORTEST = 3;

    /** Copies the list. */
    public Mask {
        secrets = List.copyOf(secrets);
    }

    /**
     * Hides these.
     *
     * @param known what is shown anyway: a password that is also the user's name stays readable as the name
     */
    public static Mask of(List<Secret> secrets, String known) {
        List<String> forms = new ArrayList<>();
        for (Secret secret : secrets) {
            String text = known.contains(secret.reveal()) ? "" : secret.reveal();
            forms.add(text);
            forms.add(URLEncoder.encode(text, StandardCharsets.UTF_8));
            forms.add(URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"));
        }
        forms.removeIf(form -> form.length() < SHORTEST);
        forms.sort(Comparator.comparingInt(String::length).reversed());
        return new Mask(forms);
    }

    /** The text with stars in place of every secret. */
    public String hide(String text) {
        String hidden = text;
        for (String secret : secrets) {
            hidden = hidden.replace(secret, STARS);
        }
        return hidden;
    }
}

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

    /** Copies the list. */
    public Mask {
        secrets = List.copyOf(secrets);
    }

    /** Hides these. */
    public static Mask of(List<Secret> secrets) {
        List<String> forms = new ArrayList<>();
        for (Secret secret : secrets) {
            String text = secret.reveal();
            forms.add(text);
            forms.add(URLEncoder.encode(text, StandardCharsets.UTF_8));
            forms.add(URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"));
        }
        forms.removeIf(String::isEmpty);
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

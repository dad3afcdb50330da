package dev.lockstep.cli.url;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Percent-encoding, in which a plus sign is a plus sign. */
final class Percent {
    private static final int HEX = 16;

    private Percent() {}

    /** The decoded text; empty if a percent sign is not followed by two hexadecimal digits, or the bytes are no UTF-8. */
    static Optional<String> decode(String text) {
        return text.indexOf('%') < 0 ? Optional.of(text) : decode(text, false);
    }

    /** The decoded text, in which a percent sign that begins no code stands for itself. */
    static String decodeLeniently(String text) {
        return decode(text, true).orElse(text);
    }

    private static Optional<String> decode(String text, boolean isLenient) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] source = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < source.length; i++) {
            int code = source[i] == '%' ? code(source, i) : -1;
            if (source[i] == '%' && code < 0 && !isLenient) {
                return Optional.empty();
            }
            bytes.write(code < 0 ? source[i] : code);
            i += code < 0 ? 0 : 2;
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    /** The value of the code that begins here, or -1. */
    private static int code(byte[] source, int at) {
        if (at + 2 >= source.length) {
            return -1;
        }
        int high = Character.digit(source[at + 1], HEX);
        int low = Character.digit(source[at + 2], HEX);
        return high < 0 || low < 0 ? -1 : HEX * high + low;
    }
}

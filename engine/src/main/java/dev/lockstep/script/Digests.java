package dev.lockstep.script;

import dev.lockstep.model.Checksum;
import dev.lockstep.model.Script;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of whole files, without scanning them. */
public final class Digests {
    private static final int BUFFER_SIZE = 16 * 1024;

    private final MessageDigest digest = sha256();
    private final byte[] buffer = new byte[BUFFER_SIZE];

    /** The checksum over a script's bytes; one instance serves many scripts, one after the other. */
    public Checksum raw(Script script) throws IOException {
        try (InputStream bytes = script.open()) {
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return new Checksum(Checksum.BYTES, HexFormat.of().formatHex(digest.digest()));
    }

    /** A fresh SHA-256, which every Java platform has. */
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform is required to have SHA-256", impossible);
        }
    }
}

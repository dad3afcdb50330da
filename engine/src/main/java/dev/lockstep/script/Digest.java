package dev.lockstep.script;

import java.security.MessageDigest;
import java.util.HexFormat;

/** A SHA-256 digest that can be asked in between for what it has come to. */
final class Digest {
    private final MessageDigest digest = Digests.sha256();

    void update(byte[] bytes, int from, int length) {
        digest.update(bytes, from, length);
    }

    /** The digest of all bytes so far, in lower-case hexadecimal digits. */
    String hex() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's own SHA-256 can be cloned", e);
        }
    }
}

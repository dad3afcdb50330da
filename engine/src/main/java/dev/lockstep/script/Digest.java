package dev.lockstep.script;

import java.security.MessageDigest;
import java.util.HexFormat;

/** A SHA-256 digest that can be asked in between for what it has come to. */
final class Digest {
    private final MessageDigest digest;

    Digest() {
        this(Digests.sha256());
    }

    private Digest(MessageDigest digest) {
        this.digest = digest;
    }

    void update(byte[] bytes, int from, int length) {
        digest.update(bytes, from, length);
    }

    /** Another digest, of all bytes so far and these. */
    Digest and(byte[] bytes, int length) {
        Digest more = new Digest(copy());
        more.update(bytes, 0, length);
        return more;
    }

    /** The digest of all bytes so far, in lower-case hexadecimal digits. */
    String hex() {
        return HexFormat.of().formatHex(copy().digest());
    }

    private MessageDigest copy() {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's own SHA-256 can be cloned", e);
        }
    }
}

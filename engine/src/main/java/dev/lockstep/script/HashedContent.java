package dev.lockstep.script;

import dev.lockstep.model.Checksum;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script.Content;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** A script's content, of which the checksum is made while somebody reads it. */
final class HashedContent implements Content {
    private final Content content;
    private final MessageDigest digest = Digests.sha256();

    HashedContent(Content content) {
        this.content = content;
    }

    @Override
    public InputStream open() throws IOException {
        digest.reset();
        return new DigestInputStream(content.open(), digest);
    }

    @Override
    public int firstLine() {
        return content.firstLine();
    }

    @Override
    public Optional<Problem> refusal() {
        return content.refusal();
    }

    /** The checksum over all bytes, once they were read to their end. */
    Checksum checksum() {
        return new Checksum(Checksum.BYTES, HexFormat.of().formatHex(digest.digest()));
    }
}

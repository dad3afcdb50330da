package dev.lockstep.source;

import dev.lockstep.model.Problem;
import dev.lockstep.model.Script.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A file that somebody may look into before it is read: what was seen of a small one serves for the next reading. */
final class PeekableContent implements Content {
    private static final int LONGEST_HEAD = 1 << 16;
    private static final byte[] NOTHING = {};

    private final Content file;
    private byte[] whole = NOTHING;

    PeekableContent(Content file) {
        this.file = file;
    }

    /** The first 64 KiB. */
    synchronized String head() throws IOException {
        byte[] head = whole;
        if (head.length == 0) {
            try (InputStream stream = file.open()) {
                head = stream.readNBytes(LONGEST_HEAD);
            }
            whole = head.length < LONGEST_HEAD ? head : NOTHING;
        }
        return new String(head, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized InputStream open() throws IOException {
        byte[] seen = whole;
        whole = NOTHING;
        return seen.length == 0 ? file.open() : new ByteArrayInputStream(seen);
    }

    @Override
    public Optional<Problem> refusal() {
        return file.refusal();
    }
}

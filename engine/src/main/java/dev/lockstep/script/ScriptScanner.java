package dev.lockstep.script;

import dev.lockstep.dialect.*;
import dev.lockstep.model.*;
import java.io.*;
import java.util.*;

public final class ScriptScanner implements Closeable {
    public ScriptScanner(Script script, Lexicon lexicon) throws IOException {}

    public boolean next() throws IOException {
        return false;
    }

    public int number() {
        return 0;
    }

    public int line() {
        return 0;
    }

    public int column() {
        return 0;
    }

    public String text() {
        return "";
    }

    public List<Token> head(int limit) {
        return List.of();
    }

    public Directives directives() {
        return Directives.NONE;
    }

    public boolean hasInlineData() {
        return false;
    }

    public InputStream inlineData() {
        return InputStream.nullInputStream();
    }

    public String hash() {
        return "";
    }

    public Checksum checksum() {
        return new Checksum("", "");
    }

    public Checksum rawChecksum() {
        return checksum();
    }

    public Place place(int offset) {
        return new Place("", 0, 0, "", 0);
    }

    @Override
    public void close() {}
}

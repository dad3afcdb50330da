package dev.lockstep.script;

/** Counts lines as the window slides on. A line ends with LF, CR LF, or CR alone. */
final class Lines {
    private long offset;
    private long lineStart;
    private int line;
    private int column = 1;
    private byte last;

    Lines(int first) {
        line = first;
    }

    private Lines(Lines other) {
        offset = other.offset;
        lineStart = other.lineStart;
        line = other.line;
        column = other.column;
        last = other.last;
    }

    /** Says where the text begins: behind a byte order mark. */
    void startAt(long first) {
        offset = first;
        lineStart = first;
    }

    /** Counts up to an offset; one that lies behind is no way to go. */
    Lines advance(Window window, long to) {
        byte[] bytes = window.bytes;
        int from = window.index(offset);
        int end = Math.max(from, window.index(to));
        int start = from;
        for (int i = Utf8.lineEndFrom(bytes, from, end); i < end; i = Utf8.lineEndFrom(bytes, i + 1, end)) {
            boolean second = bytes[i] == '\n' && (i == from ? last : bytes[i - 1]) == '\r';
            line += second ? 0 : 1;
            start = i + 1;
            column = 1;
            lineStart = window.base() + start;
        }
        for (int i = start; i < end; i++) {
            column += Utf8.isContinuation(bytes[i]) ? 0 : 1;
        }
        last = end == from ? last : bytes[end - 1];
        offset = window.base() + end;
        return this;
    }

    /** The spot of an offset that has not been passed yet. */
    Spot at(Window window, long place) {
        Lines there = new Lines(this).advance(window, place);
        return new Spot(there.offset, there.line, there.column, there.lineStart);
    }
}

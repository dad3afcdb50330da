package dev.lockstep.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rows of text in columns that are as wide as they need to be. */
final class Table {
    private static final String GAP = "  ";

    private final List<List<Cell>> rows = new ArrayList<>();
    private final int[] widths;

    /**
     * A text in a table.
     *
     * @param text what it says
     * @param paint how it is coloured, which takes no room
     */
    record Cell(String text, UnaryOperator<String> paint) {
        static Cell plain(String text) {
            return new Cell(text, UnaryOperator.identity());
        }
    }

    Table(int columns) {
        widths = new int[columns];
    }

    void row(Cell... cells) {
        rows.add(List.of(cells));
        for (int i = 0; i < cells.length; i++) {
            widths[i] = Math.max(widths[i], width(cells[i].text()));
        }
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    /** What stands last on a line gets no blanks behind it. */
    private String line(List<Cell> cells) {
        int last = cells.size() - 1;
        while (last > 0 && cells.get(last).text().isEmpty()) {
            last--;
        }
        StringBuilder line = new StringBuilder();
        for (int i = 0; i <= last; i++) {
            Cell cell = cells.get(i);
            line.append(cell.paint().apply(cell.text()));
            if (i < last) {
                line.append(" ".repeat(widths[i] - width(cell.text()))).append(GAP);
            }
        }
        return line.toString();
    }
}

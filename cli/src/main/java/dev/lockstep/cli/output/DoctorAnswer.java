package dev.lockstep.cli.output;

import dev.lockstep.model.Check;
import dev.lockstep.model.Finding;
import dev.lockstep.model.Finding.Verdict;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What a checkup has found, each on a line, with what mends it below.
 *
 * @param checks the checks, in their order
 * @param mask what hides secrets, should a driver have repeated one
 */
public record DoctorAnswer(List<Check> checks, Mask mask) implements Answer {
    private static final int VERDICT = 8;
    private static final int NAME = 12;

    /** Copies the list. */
    public DoctorAnswer {
        checks = List.copyOf(checks);
    }

    /** Whether something stands in the way of a run. */
    public boolean isProblem() {
        return count(Verdict.PROBLEM) > 0;
    }

    private long count(Verdict verdict) {
        return checks.stream()
                .filter(check -> check.finding().verdict() == verdict)
                .count();
    }

    @Override
    public void tell(Voice voice) {
        String margin = " ".repeat(VERDICT + NAME + 4);
        for (Check check : checks) {
            Finding finding = check.finding();
            Iterator<String> lines = mask.hide(finding.text()).lines().iterator();
            voice.result(painted(finding.verdict(), voice.palette()) + padded(check.name(), NAME) + "  "
                    + (lines.hasNext() ? lines.next() : ""));
            lines.forEachRemaining(line -> voice.result(margin + line));
            finding.remedy().ifPresent(remedy -> voice.result(margin + "to mend it: " + mask.hide(remedy)));
        }
        voice.result("");
        voice.result(summary());
    }

    private static String painted(Verdict verdict, Palette palette) {
        String text = padded(word(verdict), VERDICT) + "  ";
        return switch (verdict) {
            case OK -> palette.good(text);
            case WARNING -> palette.pending(text);
            case PROBLEM -> palette.bad(text);
            case LEFT_OUT -> palette.faint(text);
        };
    }

    private static String word(Verdict verdict) {
        return Words.of(verdict).replace('-', ' ');
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private String summary() {
        List<String> counts = new ArrayList<>();
        add(counts, Verdict.PROBLEM, "problem");
        add(counts, Verdict.WARNING, "warning");
        counts.add(count(Verdict.OK) + " ok");
        if (count(Verdict.LEFT_OUT) > 0) {
            counts.add(count(Verdict.LEFT_OUT) + " left out");
        }
        return String.join(", ", counts);
    }

    private void add(List<String> counts, Verdict verdict, String noun) {
        if (count(verdict) > 0) {
            counts.add(Spans.count(count(verdict), noun));
        }
    }

    @Override
    public void write(Json json) {
        json.array(
                "checks",
                () -> checks.forEach(check -> json.element(() -> {
                    json.text("name", check.name());
                    json.text("verdict", Words.of(check.finding().verdict()));
                    json.text("finding", mask.hide(check.finding().text()));
                    check.finding().remedy().ifPresent(remedy -> json.text("remedy", mask.hide(remedy)));
                })));
        json.number("problems", count(Verdict.PROBLEM));
        json.number("warnings", count(Verdict.WARNING));
    }
}

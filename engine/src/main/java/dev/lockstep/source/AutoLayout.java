package dev.lockstep.source;

import dev.lockstep.model.Migration;
import dev.lockstep.model.Problem;
import dev.lockstep.model.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds out how files are laid out, by the signs of each layout. What one layout takes for migrations may be less than
 * what another does, then the other is meant. Where nothing speaks for another, files are Lockstep's own.
 *
 * @param layouts all layouts that are known
 */
record AutoLayout(List<Layout> layouts) implements Layout {
    private static final Layout OWN = new LockstepLayout();

    /** A layout and what speaks for it. */
    private record Reading(Layout layout, Sign sign) {}

    @Override
    public String name() {
        return "auto";
    }

    @Override
    public Optional<Sign> sign(SourceFiles files, DialectNames dialects) {
        return Optional.empty();
    }

    @Override
    public Layout told(Map<String, String> settings) {
        return new AutoLayout(
                layouts.stream().map(layout -> layout.told(settings)).toList());
    }

    @Override
    public Listing list(SourceFiles files, DialectNames dialects) {
        List<Reading> readings = readings(files, dialects);
        if (readings.size() > 1) {
            return Listing.of(List.of(), List.of(), List.of(ambiguous(readings)));
        }
        if (readings.isEmpty() || isOwn(readings.get(0).layout())) {
            return own(files, dialects);
        }
        Reading only = readings.get(0);
        Listing listing = only.layout().list(files, dialects);
        List<String> notes = new ArrayList<>(List.of("the files are read as those of "
                + only.layout().name() + ": " + only.sign().because()));
        notes.addAll(listing.notes());
        return listing.noting(notes);
    }

    /** Where something is wrong by Lockstep's rules, other tools with the same names are proposed by whose rules nothing is. */
    private Listing own(SourceFiles files, DialectNames dialects) {
        Listing listing = OWN.list(files, dialects);
        if (listing.problems().isEmpty()) {
            return listing;
        }
        List<Problem> problems = new ArrayList<>(listing.problems());
        Set<String> own = scripts(listing);
        List<String> others = layouts.stream()
                .filter(layout -> !isOwn(layout))
                .filter(layout -> isSound(layout.list(files, dialects), own))
                .map(Layout::name)
                .sorted()
                .toList();
        if (!others.isEmpty()) {
            problems.add(Problem.of(
                    "nothing is wrong with these files by the rules of " + String.join(", or of ", others),
                    "if they are that tool's, say --format " + String.join(" or --format ", others)));
        }
        return Listing.of(listing.migrations(), listing.leftOut(), problems);
    }

    /** Whether all these scripts were found, up and down in files of their own, and nothing is wrong. */
    private static boolean isSound(Listing listing, Set<String> scripts) {
        return listing.problems().isEmpty()
                && scripts(listing).containsAll(scripts)
                && listing.migrations().stream()
                        .anyMatch(migration -> migration.down().stream()
                                .anyMatch(down ->
                                        !down.name().equals(migration.up().name())));
    }

    private static Set<String> scripts(Listing listing) {
        return listing.migrations().stream()
                .flatMap(migration -> Stream.concat(Stream.of(migration.up()), migration.down().stream()))
                .map(Script::name)
                .collect(Collectors.toSet());
    }

    /** Asked where {@link #list} has found one reading. */
    @Override
    public Optional<String> baselineName(SourceFiles files, DialectNames dialects, Migration last) {
        List<Reading> readings = readings(files, dialects);
        Layout layout = readings.isEmpty() ? OWN : readings.get(0).layout();
        return layout.baselineName(files, dialects, last);
    }

    private List<Reading> readings(SourceFiles files, DialectNames dialects) {
        List<Reading> all = new ArrayList<>();
        for (Layout layout : layouts) {
            layout.sign(files, dialects).ifPresent(sign -> all.add(new Reading(layout, sign)));
        }
        return all.stream()
                .filter(one -> all.stream().noneMatch(other -> isCoveredBy(one, other)))
                .toList();
    }

    /** Whether the other takes more files for migrations; of the same files, a sign of another tool says more. */
    private static boolean isCoveredBy(Reading one, Reading other) {
        return other.sign().paths().containsAll(one.sign().paths())
                && (other.sign().paths().size() > one.sign().paths().size()
                        || (isOwn(one.layout()) && !isOwn(other.layout())));
    }

    private static boolean isOwn(Layout layout) {
        return layout.name().equals(OWN.name());
    }

    private static Problem ambiguous(List<Reading> readings) {
        return Problem.of(
                "the files can be read in " + (readings.size() == 2 ? "two" : "several") + " ways: "
                        + readings.stream()
                                .map(reading ->
                                        "as those of " + reading.layout().name() + ", since "
                                                + reading.sign().because())
                                .collect(Collectors.joining("; or ")),
                "say which with --format "
                        + readings.stream()
                                .map(reading -> reading.layout().name())
                                .collect(Collectors.joining(" or --format ")));
    }
}

package dev.lockstep.run;

import dev.lockstep.history.Ledger;
import dev.lockstep.model.Migration;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Target;
import dev.lockstep.source.Baseline;
import dev.lockstep.source.Layout.Listing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * With which files a history begins: with the first version, or with a baseline script that stands for all versions up to
 * its own.
 */
record Beginning(Listing listing, Ledger ledger) {

    /** The migrations that count; up to this target, if nothing has been applied yet. */
    List<Migration> migrations(Target target) {
        Optional<Baseline> baseline = ledger.baselineScript().isPresent() ? begun() : chosen(target);
        List<Migration> migrations = new ArrayList<>(listing.migrations());
        baseline.ifPresent(script -> {
            migrations.removeIf(migration -> isStoodFor(migration, script));
            migrations.add(script.migration());
            migrations.sort(Comparator.comparing(Migration::id, MigrationId.RUN_ORDER));
        });
        return migrations;
    }

    /** The baseline with which this history began. */
    private Optional<Baseline> begun() {
        return listing.baselines().stream()
                .filter(baseline -> Optional.of(baseline.migration().id()).equals(ledger.baselineScript()))
                .findFirst();
    }

    /** The highest baseline, where nothing has been applied yet. */
    private Optional<Baseline> chosen(Target target) {
        return listing.baselines().stream()
                .filter(baseline -> isFresh())
                .filter(baseline ->
                        !(target instanceof Target.To to) || baseline.version().compareTo(to.version()) <= 0)
                .max(Comparator.comparing(Baseline::version));
    }

    /**
     * The baselines with which this history could have begun, and did not: what they have replaced must have been applied
     * otherwise.
     */
    List<Baseline> passedOver() {
        return listing.baselines().stream()
                .filter(baseline -> !isFresh())
                .filter(baseline -> ledger.baseline()
                        .filter(begun -> begun.compareTo(baseline.version()) >= 0)
                        .isEmpty())
                .toList();
    }

    private boolean isFresh() {
        return ledger.current().isEmpty() && ledger.begun().isEmpty();
    }

    /** Those below are shown once the history knows that they are: where nothing was applied they are not needed. */
    private boolean isStoodFor(Migration migration, Baseline baseline) {
        if (!(migration.id() instanceof MigrationId.Versioned versioned)) {
            return false;
        }
        int order = versioned.version().compareTo(baseline.version());
        return order == 0 || (order < 0 && ledger.baseline().isEmpty());
    }
}

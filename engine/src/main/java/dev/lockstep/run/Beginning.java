package dev.lockstep.run;

import dev.lockstep.history.Ledger;
import dev.lockstep.model.Migration;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Target;
import dev.lockstep.model.Version;
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
        Optional<Migration> baseline = ledger.baselineScript().isPresent() ? begun() : chosen(target);
        List<Migration> migrations = new ArrayList<>(listing.migrations());
        baseline.ifPresent(script -> {
            migrations.removeIf(migration -> isStoodFor(migration, script));
            migrations.add(script);
            migrations.sort(Comparator.comparing(Migration::id, MigrationId.RUN_ORDER));
        });
        return migrations;
    }

    /** The baseline with which this history began. */
    private Optional<Migration> begun() {
        return listing.baselines().stream()
                .filter(migration -> Optional.of(migration.id()).equals(ledger.baselineScript()))
                .findFirst();
    }

    /** The highest baseline, where nothing has been applied yet. */
    private Optional<Migration> chosen(Target target) {
        boolean isFresh = ledger.current().isEmpty() && ledger.begun().isEmpty();
        return listing.baselines().stream()
                .filter(migration -> isFresh)
                .filter(migration ->
                        !(target instanceof Target.To to) || version(migration).compareTo(to.version()) <= 0)
                .max(Comparator.comparing(Beginning::version));
    }

    /** Those below are shown once the history knows that they are: where nothing was applied they are not needed. */
    private boolean isStoodFor(Migration migration, Migration baseline) {
        if (!(migration.id() instanceof MigrationId.Versioned versioned)) {
            return false;
        }
        int order = versioned.version().compareTo(version(baseline));
        return order == 0 || (order < 0 && ledger.baseline().isEmpty());
    }

    private static Version version(Migration migration) {
        return ((MigrationId.Versioned) migration.id()).version();
    }
}

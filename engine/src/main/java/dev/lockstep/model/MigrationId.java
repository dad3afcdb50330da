package dev.lockstep.model;

import java.util.Comparator;

/** What tells one migration from all others: its version, or its kind and name. */
public sealed interface MigrationId permits MigrationId.Versioned, MigrationId.Named {

    /** The order in which migrations run: versioned ones by version, then repeatable ones, then data, by name. */
    Comparator<MigrationId> RUN_ORDER =
            Comparator.comparing(MigrationId::kind).thenComparing(MigrationId::compareWithin);

    /** When the migration runs. */
    Kind kind();

    private static int compareWithin(MigrationId left, MigrationId right) {
        return left instanceof Versioned one && right instanceof Versioned other
                ? one.version().compareTo(other.version())
                : ((Named) left).name().compareTo(((Named) right).name());
    }

    /**
     * The identity of a versioned migration.
     *
     * @param version its version
     */
    record Versioned(Version version) implements MigrationId {
        @Override
        public Kind kind() {
            return Kind.VERSIONED;
        }

        /** The version's text. */
        @Override
        public String toString() {
            return version.text();
        }
    }

    /**
     * The identity of a repeatable or data migration.
     *
     * @param kind repeatable or data
     * @param name its name: the file's description, with blanks for underscores
     */
    record Named(Kind kind, String name) implements MigrationId {
        /** Refuses {@link Kind#VERSIONED}. */
        public Named {
            if (kind == Kind.VERSIONED) {
                throw new IllegalArgumentException("a versioned migration is known by its version, not by a name");
            }
        }

        /** The kind's letter and the name, as in a file's name: {@code R__name}, {@code D__name}. */
        @Override
        public String toString() {
            return (kind == Kind.REPEATABLE ? "R__" : "D__") + name.replace(' ', '_');
        }
    }
}

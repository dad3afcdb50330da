package dev.lockstep.model;

import java.util.Comparator;

/** What tells one migration from all others: its version, or its kind and name. */
public sealed interface MigrationId permits MigrationId.Versioned, MigrationId.Listed, MigrationId.Named {

    /**
     * The order in which migrations run where nothing else is known: versioned ones by version, then those that are
     * listed, then repeatable ones, then data, by name.
     */
    Comparator<MigrationId> RUN_ORDER =
            Comparator.comparing(MigrationId::kind).thenComparing(MigrationId::compareWithin);

    /** By what it is known. */
    Kind kind();

    private static int compareWithin(MigrationId left, MigrationId right) {
        return left instanceof Versioned one && right instanceof Versioned other
                ? one.version().compareTo(other.version())
                : name(left).compareTo(name(right));
    }

    private static String name(MigrationId id) {
        return id instanceof Named named ? named.name() : id.toString();
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
     * The identity of a migration that has its place where the files list it. It stays the same when others are put before
     * it, and when the files say another time how often it runs.
     *
     * @param name its name
     */
    record Listed(String name) implements MigrationId {
        @Override
        public Kind kind() {
            return Kind.LISTED;
        }

        /** The name. */
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * The identity of a repeatable or data migration.
     *
     * @param kind repeatable or data
     * @param name its name: the file's description, with blanks for underscores
     */
    record Named(Kind kind, String name) implements MigrationId {
        /** Refuses other kinds. */
        public Named {
            if (kind != Kind.REPEATABLE && kind != Kind.DATA) {
                throw new IllegalArgumentException("a " + kind + " migration is not known by its kind and a name");
            }
        }

        /** The kind's letter and the name, as in a file's name: {@code R__name}, {@code D__name}. */
        @Override
        public String toString() {
            return (kind == Kind.REPEATABLE ? "R__" : "D__") + name.replace(' ', '_');
        }
    }
}

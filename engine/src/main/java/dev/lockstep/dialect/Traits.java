package dev.lockstep.dialect;

import java.util.List;

/**
 * What is data about a database.
 *
 * @param lexicon how its scripts are cut into tokens and statements
 * @param effects what its statements do to a transaction
 * @param transaction the SQL that begins and ends a transaction which may write
 * @param identifierQuote the character around an identifier, doubled inside it
 * @param types the column types of the history table
 */
public record Traits(
        Lexicon lexicon, Effects effects, Transaction transaction, char identifierQuote, HistoryTypes types) {
    /** The same for a session in which the lexicon's setting has this value: {@link Lexicon#under}. */
    public Traits under(String mode) {
        return new Traits(lexicon.under(mode), effects, transaction, identifierQuote, types);
    }

    /** The name in quotes. */
    public String quote(String name) {
        String quote = String.valueOf(identifierQuote);
        return quote + name.replace(quote, quote + quote) + quote;
    }

    /**
     * The SQL around a transaction. Statements that are sent together must not slip out of it, even if one of them makes
     * the server roll everything back.
     *
     * @param begin begins it
     * @param commit commits it, after which every statement commits by itself again; each to be sent by itself
     * @param rollback the same for rolling it back
     * @param sight what others see of it before it has ended
     */
    public record Transaction(String begin, List<String> commit, List<String> rollback, Sight sight) {
        /** Copies the lists. */
        public Transaction {
            commit = List.copyOf(commit);
            rollback = List.copyOf(rollback);
        }

        /** Begun in this way, and ended by COMMIT or ROLLBACK. */
        public static Transaction begunBy(String begin) {
            return new Transaction(begin, List.of("COMMIT"), List.of("ROLLBACK"), Sight.NONE);
        }

        /** The same, of which others see that. */
        public Transaction seen(Sight other) {
            return new Transaction(begin, commit, rollback, other);
        }

        /** The SQL that begins it, with a name that others see if there is a way. */
        public String begunAs(String name) {
            String naming = naming(name);
            return naming.isEmpty() ? begin : begin + "; " + naming;
        }

        /** The SQL that gives it such a name once it has begun; empty if there is no way. */
        public String naming(String name) {
            return sight.naming().formatted(name.replaceAll("[^\\w./: -]", "_"));
        }
    }

    /**
     * How others come to know what an open transaction is for.
     *
     * @param naming SQL, sent together with the one that begins it, that shows the name in place of {@code %s} until it ends;
     *     empty if there is none
     * @param peeking SQL that lets the next query see what others have not committed; empty if there is none
     */
    public record Sight(String naming, String peeking) {
        /** Nothing is seen. */
        public static final Sight NONE = new Sight("", "");
    }

    /**
     * The SQL types of the history table's columns.
     *
     * @param shortText up to 250 characters, fit for a comparison to the letter
     * @param longText of any length
     * @param timestamp a point in time without a zone, to the microsecond
     * @param options what follows the closing parenthesis of CREATE TABLE
     */
    public record HistoryTypes(String shortText, String longText, String timestamp, String options) {}
}

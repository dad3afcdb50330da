package dev.lockstep.dialect;

/**
 * What is data about a database.
 *
 * @param lexicon how its scripts are cut into tokens and statements
 * @param effects what its statements do to a transaction
 * @param begin the SQL that begins a transaction which may write
 * @param identifierQuote the character around an identifier, doubled inside it
 * @param types the column types of the history table
 */
public record Traits(Lexicon lexicon, Effects effects, String begin, char identifierQuote, HistoryTypes types) {
    /** The name in quotes. */
    public String quote(String name) {
        String quote = String.valueOf(identifierQuote);
        return quote + name.replace(quote, quote + quote) + quote;
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

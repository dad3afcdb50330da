package dev.lockstep.foreign;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the times that other tools have written. Most wrote them without a zone, in that of their session; the session
 * at hand is taken to be in the same one.
 *
 * @param zone the session's zone
 */
public record Clock(ZoneId zone) {
    private static final Pattern TIME = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?)\\s*(Z|[+-]\\d\\d(?::?\\d\\d)?)?.*");
    private static final Pattern NUMBER = Pattern.compile("\\d{9,}");
    private static final long LAST_SECOND = 99_999_999_999L;
    private static final long QUARTER = Duration.ofMinutes(15).toSeconds();

    /**
     * The clock of a session whose database says that it is this time now. Where that is the zone of this process, its
     * rules for summer time are known; otherwise the present distance from UTC has to do.
     */
    static Clock of(String now, Instant real) {
        Instant shown = new Clock(ZoneOffset.UTC).local(now).orElse(real);
        long seconds = Math.round((double) Duration.between(real, shown).toSeconds() / QUARTER) * QUARTER;
        ZoneOffset offset = ZoneOffset.ofTotalSeconds((int) seconds);
        ZoneId here = ZoneId.systemDefault();
        return new Clock(here.getRules().getOffset(real).equals(offset) ? here : offset);
    }

    private Optional<Instant> local(String text) {
        Matcher matcher = TIME.matcher(text);
        return matcher.matches()
                ? Optional.of(LocalDateTime.parse(matcher.group(1) + "T" + matcher.group(2))
                        .atZone(zone)
                        .toInstant())
                : Optional.empty();
    }

    /**
     * The time that a column holds: as text with or without a zone, or as seconds or milliseconds since 1970; empty if it
     * holds none.
     */
    public Optional<Instant> time(ResultSet row, int column) throws SQLException {
        String found = row.getString(column);
        return found == null ? Optional.empty() : time(found.strip());
    }

    private Optional<Instant> time(String text) {
        if (NUMBER.matcher(text).matches()) {
            long number = Long.parseLong(text);
            return Optional.of(number > LAST_SECOND ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number));
        }
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches() || matcher.group(3) == null) {
            return local(text);
        }
        String offset = matcher.group(3).toUpperCase(Locale.ROOT).replaceFirst("^([+-]\\d\\d)$", "$1:00");
        String colon = offset.replaceFirst("^([+-]\\d\\d)(\\d\\d)$", "$1:$2");
        return Optional.of(OffsetDateTime.parse(matcher.group(1) + "T" + matcher.group(2) + colon)
                .toInstant());
    }
}

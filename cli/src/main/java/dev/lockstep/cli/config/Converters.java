package dev.lockstep.cli.config;

import dev.lockstep.model.LockTimeout;
import dev.lockstep.model.Missing;
import dev.lockstep.model.OutOfOrder;
import dev.lockstep.model.Resolution;
import dev.lockstep.model.Version;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From the text of a setting to its value; each says what it wants. */
public final class Converters {
    private static final Pattern SPANS = Pattern.compile("(\\d+)(ms|s|m|h|d)?");
    private static final String PROGRESS = "progress";
    private static final String DURATION = " is not a duration: write 30s, 5m or 1h30m";

    private Converters() {}

    /**
     * One class for all conversions: a lambda of picocli's own type would be made anew at every start, since its class
     * file is too old for the archive of classes.
     *
     * @param reading what makes a value of the text
     */
    private record Reading<T>(Function<String, T> reading) implements ITypeConverter<T> {
        @Override
        public T convert(String text) {
            return reading.apply(text);
        }
    }

    /** Teaches the command line Lockstep's own types. */
    public static CommandLine register(CommandLine line) {
        return line.registerConverter(Integer.class, new Reading<>(Converters::number))
                .registerConverter(Duration.class, new Reading<>(Converters::duration))
                .registerConverter(LockTimeout.class, new Reading<>(Converters::lockTimeout))
                .registerConverter(Version.class, new Reading<>(Converters::version))
                .registerConverter(OutOfOrder.class, choice(OutOfOrder.class))
                .registerConverter(Missing.class, choice(Missing.class))
                .registerConverter(Resolution.class, choice(Resolution.class))
                .registerConverter(OutputFormat.class, choice(OutputFormat.class))
                .registerConverter(Level.class, choice(Level.class))
                .registerConverter(ColorMode.class, choice(ColorMode.class));
    }

    private static Integer number(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException notANumber) {
            throw new TypeConversionException("'" + text + "' is not a number");
        }
    }

    private static Version version(String text) {
        try {
            return Version.of(text);
        } catch (IllegalArgumentException notAVersion) {
            throw new TypeConversionException(String.valueOf(notAVersion.getMessage()));
        }
    }

    /** {@code 30s}, {@code 5m}, {@code 1h30m}, {@code 500ms}; a bare number is seconds. */
    static Duration duration(String text) {
        Matcher spans = SPANS.matcher(text);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (end < text.length()) {
            boolean isNext = spans.find(end) && spans.start() == end;
            if (!isNext) {
                throw new TypeConversionException("'" + text + "'" + DURATION);
            }
            sum = sum.plus(span(Long.parseLong(spans.group(1)), Optional.ofNullable(spans.group(2))));
            end = spans.end();
        }
        if (text.isEmpty()) {
            throw new TypeConversionException("''" + DURATION);
        }
        return sum;
    }

    /** A duration, or {@code progress}, or {@code progress:10m}. */
    private static LockTimeout lockTimeout(String text) {
        if (!text.startsWith(PROGRESS)) {
            return LockTimeout.of(duration(text));
        }
        String limit = text.substring(PROGRESS.length());
        return LockTimeout.withoutProgress(
                limit.startsWith(":") ? duration(limit.substring(1)) : LockTimeout.DEFAULT.duration());
    }

    private static Duration span(long count, Optional<String> unit) {
        return switch (unit.orElse("s")) {
            case "ms" -> Duration.ofMillis(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofSeconds(count);
        };
    }

    private static <E extends Enum<E>> ITypeConverter<E> choice(Class<E> type) {
        return new Reading<>(text -> choice(text, type));
    }

    private static <E extends Enum<E>> E choice(String text, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> word(value).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Converters::word)
                                .collect(Collectors.joining(", "))));
    }

    /** How a choice is written on the command line. */
    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What may stand behind {@code --out-of-order}. */
    static final class OutOfOrderWords implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("fail", "allow").iterator();
        }
    }

    /** What may stand behind {@code --missing}. */
    static final class MissingWords implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("fail", "warn", "ignore").iterator();
        }
    }

    /** What may stand behind {@code --output}. */
    static final class OutputWords implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("text", "json").iterator();
        }
    }

    /** What may stand behind {@code --color}. */
    static final class ColorWords implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("auto", "always", "never").iterator();
        }
    }

    /** What may stand behind {@code --log-level}. */
    static final class LevelWords implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("error", "warn", "info", "debug", "trace").iterator();
        }
    }

    /** What may stand behind {@code --as}. */
    public static final class ResolutionWords implements Iterable<String> {
        /** Made by picocli. */
        public ResolutionWords() {}

        @Override
        public Iterator<String> iterator() {
            return List.of("applied", "reverted", "retry").iterator();
        }
    }
}

package dev.lockstep.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.function.Supplier;

/**
 * Cuts the dialects' classes into one slice per dialect: by the package below {@code dialects} where there is one, else by
 * the name of the dialect that a class name starts with. What bears no dialect's name is common ground.
 */
final class DialectSlices implements SliceAssignment {

    private final String dialects;
    private final Supplier<List<String>> names;

    /**
     * @param dialects the package of the dialects
     * @param names the simple names of the dialects' main classes, without the ending {@code Dialect}
     */
    DialectSlices(String dialects, Supplier<List<String>> names) {
        this.dialects = dialects;
        this.names = names;
    }

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
        if (type.getPackageName().startsWith(dialects + ".")) {
            String below = type.getPackageName().substring(dialects.length() + 1);
            return SliceIdentifier.of(below.split("\\.")[0]);
        }
        if (!type.getPackageName().equals(dialects)) {
            return SliceIdentifier.ignore();
        }
        String className = type.getName().substring(dialects.length() + 1);
        return names.get().stream()
                .filter(className::startsWith)
                .findFirst()
                .map(SliceIdentifier::of)
                .orElseGet(SliceIdentifier::ignore);
    }

    @Override
    public String getDescription() {
        return "one per dialect";
    }
}

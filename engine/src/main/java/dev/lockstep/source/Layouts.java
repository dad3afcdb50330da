package dev.lockstep.source;

import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Problem;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The layouts that are at hand: on the class path and the module path. */
public final class Layouts {
    private static final String AUTO = "auto";

    private Layouts() {}

    /**
     * The layout that goes by this name; {@code auto} finds out which it is.
     *
     * @throws ConfigurationException if there is none
     */
    public static Layout named(String name) {
        List<Layout> found = found();
        return name.equals(AUTO)
                ? new AutoLayout(found)
                : found.stream()
                        .filter(layout -> layout.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new ConfigurationException(
                                Problem.of("there is no format '" + name + "'", "the known ones are " + known(found))));
    }

    private static List<Layout> found() {
        return ServiceLoader.load(Layout.class, Layout.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static String known(List<Layout> found) {
        return Stream.concat(Stream.of(AUTO), found.stream().map(Layout::name).sorted())
                .collect(Collectors.joining(", "));
    }
}

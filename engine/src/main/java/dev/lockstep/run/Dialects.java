package dev.lockstep.run;

import dev.lockstep.dialect.Dialect;
import dev.lockstep.model.ConfigurationException;
import dev.lockstep.model.Problem;
import dev.lockstep.source.Layout.DialectNames;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The dialects that are at hand.
 *
 * @param all each of them
 */
public record Dialects(List<Dialect> all) {
    /** Copies the list. */
    public Dialects {
        all = List.copyOf(all);
    }

    /** The dialects on the class path and the module path. */
    public static List<Dialect> found() {
        return ServiceLoader.load(Dialect.class, Dialect.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /** The dialect of a database that reports this product name. */
    Dialect ofProduct(String product) {
        return all.stream()
                .filter(dialect -> dialect.speaks(product))
                .findFirst()
                .orElseThrow(() -> unknown("the database calls itself '" + product + "', which no dialect speaks"));
    }

    /** The dialect that goes by this name. */
    public Dialect ofName(String name) {
        return all.stream()
                .filter(dialect -> dialect.names().contains(name))
                .findFirst()
                .orElseThrow(() -> unknown("there is no dialect '" + name + "'"));
    }

    /** The names that may stand in file names, as this dialect sees them. */
    DialectNames namesFor(Dialect dialect) {
        return new DialectNames(
                dialect.names(),
                all.stream().flatMap(each -> each.names().stream()).toList());
    }

    private ConfigurationException unknown(String what) {
        String known = all.isEmpty()
                ? "add lockstep-dialects to the class path: no dialect was found there"
                : "the known ones are "
                        + String.join(
                                ", ",
                                all.stream().map(each -> each.names().get(0)).toList());
        return new ConfigurationException(Problem.of(what, known));
    }
}

package dev.lockstep.testing;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Runs a method of {@link EachDatabase} once for each kind. */
final class EachDatabaseExtension implements TestTemplateInvocationContextProvider {
    private static final String WANTED = System.getProperty("lockstep.test.databases", "");

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getRequiredTestMethod().isAnnotationPresent(EachDatabase.class);
    }

    @Override
    public boolean mayReturnZeroTestTemplateInvocationContexts(ExtensionContext context) {
        return !WANTED.isEmpty();
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        EachDatabase annotation = context.getRequiredTestMethod().getAnnotation(EachDatabase.class);
        return Stream.of(annotation.value())
                .filter(dbms -> WANTED.isEmpty() || Set.of(WANTED.split(",")).contains(dbms.toString()))
                .map(OneDatabase::new);
    }

    private record OneDatabase(Dbms dbms) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return dbms.toString();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Databases(dbms));
        }
    }

    /**
     * The databases of one invocation, by the order of the parameters: the first one of a {@code @BeforeEach} method and
     * the first one of the test are the same.
     */
    private static final class Databases implements ParameterResolver, AfterEachCallback {
        private final Dbms dbms;
        private final Map<Long, TestDatabase> byOrder = new TreeMap<>();

        Databases(Dbms dbms) {
            this.dbms = dbms;
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == TestDatabase.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            long order = Stream.of(parameter.getDeclaringExecutable().getParameterTypes())
                    .limit(parameter.getIndex())
                    .filter(TestDatabase.class::equals)
                    .count();
            return byOrder.computeIfAbsent(order, any -> fresh());
        }

        private TestDatabase fresh() {
            try {
                return TestDatabase.fresh(dbms);
            } catch (SQLException e) {
                throw new ParameterResolutionException("no fresh database on " + dbms, e);
            }
        }

        @Override
        public void afterEach(ExtensionContext context) {
            Closing closing = new Closing();
            byOrder.values().forEach(closing::close);
            closing.finish();
        }
    }

    /** Closes all, however many of them complain. */
    private static final class Closing {
        private final AssertionError failure = new AssertionError("a test database did not close well");

        void close(TestDatabase database) {
            try {
                database.close();
            } catch (SQLException | RuntimeException | AssertionError e) {
                failure.addSuppressed(e);
            }
        }

        void finish() {
            Throwable[] failures = failure.getSuppressed();
            if (failures.length == 1 && failures[0] instanceof AssertionError single) {
                throw single;
            }
            if (failures.length > 0) {
                throw failure;
            }
        }
    }
}

package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.Lockstep;
import dev.lockstep.dialect.Dialect;
import dev.lockstep.dialect.Lease;
import dev.lockstep.dialect.Lock;
import dev.lockstep.model.ConnectionException;
import dev.lockstep.model.Event;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Poll;
import dev.lockstep.testing.TestDatabase;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;

/** A lock that ends by itself unless it is renewed, as on a cluster, but sooner. */
class LeaseTest {
    private static final Map<String, String> FILES = Given.logging(1, 2, 3);
    private static final Duration TERM = Duration.ofMillis(300);

    private final AtomicInteger renewals = new AtomicInteger();
    private volatile boolean isStolen;
    private volatile boolean isUnreachable;

    @EachDatabase(Dbms.MARIADB)
    void is_renewed_as_long_as_the_run_lasts_and_not_longer(TestDatabase db) throws Exception {
        Lockstep lockstep = lockstep(db, () -> Poll.until("it is not renewed", () -> renewals.get() > 3));

        assertThat(lockstep.migrate().done()).hasSize(4);
        assertThat(db.openConnections()).isZero();
    }

    @EachDatabase(Dbms.MARIADB)
    void that_is_lost_stops_the_run_before_its_next_statement(TestDatabase db) throws Exception {
        Lockstep lockstep = lockstep(db, () -> {
            isStolen = true;
            int before = renewals.get();
            Poll.until("it is not renewed", () -> renewals.get() > before);
        });

        assertThatThrownBy(lockstep::migrate)
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("lost to another run");
        assertThat(Given.log(db)).isEqualTo("1");
    }

    @EachDatabase(Dbms.MARIADB)
    void that_could_not_be_renewed_in_time_is_renewed_before_the_next_statement_or_stops_the_run(TestDatabase db)
            throws Exception {
        long[] asked = new long[1];
        Lockstep lockstep = lockstep(db, () -> {
            isUnreachable = true;
            asked[0] = System.nanoTime();
            Poll.until("its term is not over", () -> System.nanoTime() - asked[0] > 2 * TERM.toNanos());
        });

        assertThatThrownBy(lockstep::migrate)
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("could not be renewed");
        assertThat(Given.log(db)).isEqualTo("1");

        isUnreachable = false;
        assertThat(lockstep(db, () -> {}).migrate().done()).hasSize(2);
    }

    private Lockstep lockstep(TestDatabase db, Runnable beforeTwo) {
        Dialect dialect = ServiceLoader.load(Dialect.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.names().contains("mariadb"))
                .findFirst()
                .orElseThrow();
        return Given.builder(db, FILES)
                .dialects(List.of(leasing(dialect)))
                .listener(event -> {
                    if (event instanceof Event.StepStarted started
                            && started.step().id().toString().equals("2")) {
                        beforeTwo.run();
                    }
                })
                .build();
    }

    /** The dialect, with a lock of which the lease ends. */
    private Dialect leasing(Dialect dialect) {
        return proxy(Dialect.class, (proxy, method, arguments) -> {
            Object answer = call(dialect, method, arguments);
            return answer instanceof Lock lock ? leasing(lock) : answer;
        });
    }

    private Lock leasing(Lock lock) {
        return proxy(Lock.class, (proxy, method, arguments) -> {
            Object answer = call(lock, method, arguments);
            return method.getName().equals("take")
                    ? ((Optional<?>) answer).map(own -> new Ending((Lease) own))
                    : answer;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(LeaseTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private final class Ending implements Lease {
        private final Lease own;

        Ending(Lease own) {
            this.own = own;
        }

        @Override
        public Optional<Duration> term() {
            return Optional.of(TERM);
        }

        @Override
        public boolean renew(Connection other) throws SQLException {
            renewals.incrementAndGet();
            if (isUnreachable) {
                throw new SQLException("unreachable");
            }
            return !isStolen;
        }

        @Override
        public void close() throws SQLException {
            own.close();
        }
    }
}

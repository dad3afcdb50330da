package dev.lockstep.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

final class EachDatabaseTest {
    /** Run by the tests below alone. */
    static final class Clean {
        @EachDatabase
        void closes_what_it_opens(TestDatabase db) throws SQLException {
            db.connect().close();
        }

        @EachDatabase({Dbms.SQLITE})
        void is_about_one(TestDatabase db) throws SQLException {
            db.execute("CREATE TABLE t (id INT)");
        }
    }

    static final class Leaking {
        @EachDatabase
        @SuppressWarnings("resource")
        void leaves_a_connection_open(TestDatabase first, TestDatabase second) throws SQLException {
            second.connect();
        }
    }

    @Test
    void runs_a_test_once_on_each_and_names_it() {
        Events tests = run(Clean.class);

        tests.assertStatistics(count -> count.started(4).succeeded(4));
        assertThat(tests.started().stream().map(Event::getTestDescriptor).map(test -> test.getDisplayName()))
                .containsExactlyInAnyOrder("postgresql", "mariadb", "sqlite", "sqlite");
    }

    @Test
    void fails_a_test_that_leaves_a_connection_open() {
        run(Leaking.class).assertStatistics(count -> count.started(3).failed(3));
    }

    private static Events run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute()
                .testEvents();
    }
}

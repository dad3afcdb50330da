package dev.lockstep.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.dialect.Dialect;
import dev.lockstep.dialect.Surroundings;
import dev.lockstep.model.Finding.Verdict;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verdicts on what no test can bring about: clocks, disks, and how rights are written; and what a look costs. */
class InspectionsTest {
    private static final long GIGABYTE = 1L << 30;

    @EachDatabase({Dbms.POSTGRESQL, Dbms.MARIADB})
    void whether_a_run_may_write_is_one_question(TestDatabase db) throws SQLException {
        Faults faults = Faults.counting();
        try (Connection connection = db.dataSource(faults).getConnection()) {
            Dialect dialect = Probing.of(db.dbms(), connection).dialect();
            Surroundings surroundings = dialect.surroundings(connection, Optional.empty(), "schema_history");
            int before = faults.log().roundTrips();

            assertThat(dialect.writable(connection, surroundings).verdict()).isEqualTo(Verdict.OK);

            assertThat(faults.log().roundTrips() - before)
                    .as("%s", faults.log())
                    .isEqualTo(1);
        }
    }

    @Test
    void clocks_that_are_far_apart_are_told() {
        assertThat(ClockSkew.finding(400).verdict()).isEqualTo(Verdict.OK);
        assertThat(ClockSkew.finding(95_000).text()).startsWith("the server's is 95 s ahead of");
        assertThat(ClockSkew.finding(-95_000).text()).startsWith("the server's is 95 s behind");
        assertThat(ClockSkew.finding(-95_000).verdict()).isEqualTo(Verdict.WARNING);
    }

    @Test
    void a_disk_with_less_room_than_the_file_has_is_told() {
        assertThat(SqliteInspections.space(GIGABYTE, GIGABYTE).verdict()).isEqualTo(Verdict.OK);
        assertThat(SqliteInspections.space(GIGABYTE - 1, GIGABYTE).verdict()).isEqualTo(Verdict.WARNING);
        assertThat(SqliteInspections.space(1, 1).verdict()).isEqualTo(Verdict.WARNING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nfs", "nfs4", "cifs", "fuse.sshfs", "NFS"})
    void a_network_file_system_is_known_by_its_type(String type) {
        assertThat(SqliteInspections.isNetwork(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "tmpfs", "overlay", "apfs"})
    void a_local_file_system_is_none(String type) {
        assertThat(SqliteInspections.isNetwork(type)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            shop.*,                 shop,     true
            SHOP.*,                 shop,     true
            sh%.*,                  shop,     true
            sho_.*,                 shop,     true
            my\\_shop.*,            my_shop,  true
            my\\_shop.*,            myxshop,  false
            sh.p.*,                 shop,     false
            other.*,                shop,     false
            shop.schema_history,    shop,     true
            shop.other,             shop,     false
            """)
    void the_pattern_of_a_grant_is_read_as_the_server_reads_it(String object, String database, boolean covers) {
        assertThat(MariaDbRights.covers(object, database, "schema_history")).isEqualTo(covers);
    }
}

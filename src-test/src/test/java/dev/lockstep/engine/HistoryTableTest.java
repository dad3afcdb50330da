package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.Lockstep;
import dev.lockstep.model.Target;
import dev.lockstep.testing.Dbms;
import dev.lockstep.testing.EachDatabase;
import dev.lockstep.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;

/** The table, as others may read it. */
class HistoryTableTest {
    private static final String UP = "CREATE TABLE a (id INTEGER PRIMARY KEY);\nINSERT INTO a VALUES (1);\n";
    private static final String DOWN = "-- the way back\nDROP TABLE a;\n";

    private static final Map<String, String> FILES = Given.files(
            "007_first_table.up.sql", UP,
            "007_first_table.down.sql", DOWN,
            "8_nothing.up.sql", "",
            "R__every_total.sql", "UPDATE a SET id = 2 WHERE id = 3;\n",
            "D__old_rows.sql", "UPDATE a SET id = 4 WHERE id = 5;\n");

    @EachDatabase
    void has_the_columns_of_the_contract(TestDatabase db) throws Exception {
        Given.lockstep(db, FILES).migrate();

        assertThat(rows(db).get(0).keySet())
                .containsExactly(
                        "id",
                        "version",
                        "description",
                        "kind",
                        "action",
                        "script",
                        "checksum",
                        "raw_checksum",
                        "down_script",
                        "dirty",
                        "statements_total",
                        "statements_done",
                        "progress",
                        "error",
                        "applied_by",
                        "applied_at",
                        "duration_ms",
                        "tool_version");
    }

    @EachDatabase
    void tells_each_step_in_a_row(TestDatabase db) throws Exception {
        Given.lockstep(db, FILES).migrate();

        assertThat(rows(db))
                .extracting(row -> String.join(
                        "|",
                        row.get("id"),
                        row.get("version"),
                        row.get("description"),
                        row.get("kind"),
                        row.get("action"),
                        row.get("script"),
                        row.get("statements_total"),
                        row.get("statements_done")))
                .containsExactly(
                        "1|007|first table|versioned|up|007_first_table.up.sql|2|2",
                        "2|8|nothing|versioned|up|8_nothing.up.sql|0|0",
                        "3|NULL|every total|repeatable|up|R__every_total.sql|1|1",
                        "4|NULL|old rows|data|up|D__old_rows.sql|1|1");
    }

    @EachDatabase
    void tells_the_way_back_in_a_row_of_its_own(TestDatabase db) throws Exception {
        Lockstep lockstep = Given.lockstep(db, Given.without(FILES, "8_nothing.up.sql"));
        lockstep.migrate();
        List<Map<String, String>> before = rows(db);

        lockstep.down(Target.EVERYTHING);

        List<Map<String, String>> after = rows(db);
        assertThat(after.subList(0, before.size()))
                .as("nothing is removed or rewritten")
                .isEqualTo(before);
        assertThat(after.get(before.size()))
                .containsEntry("id", "4")
                .containsEntry("version", "007")
                .containsEntry("action", "down")
                .containsEntry("script", "007_first_table.down.sql")
                .containsEntry("raw_checksum", "sha256:" + sha256(DOWN))
                .containsEntry("down_script", DOWN)
                .containsEntry("statements_total", "1")
                .containsEntry("statements_done", "1");
    }

    @EachDatabase
    void nothing_of_a_finished_step_is_dirty(TestDatabase db) throws Exception {
        Given.lockstep(db, FILES).migrate();

        for (Map<String, String> row : rows(db)) {
            assertThat(row.get("dirty")).isIn("f", "0", "false");
            assertThat(row.get("progress")).isIn("", "NULL");
            assertThat(row).containsEntry("error", "NULL");
            assertThat(Long.parseLong(row.get("duration_ms"))).isNotNegative();
        }
    }

    @EachDatabase
    void keeps_the_down_script_and_the_checksums_with_their_algorithms(TestDatabase db) throws Exception {
        Given.lockstep(db, FILES).migrate();

        Map<String, String> first = rows(db).get(0);
        assertThat(first.get("down_script")).isEqualTo(DOWN);
        assertThat(first.get("raw_checksum")).isEqualTo("sha256:" + sha256(UP));
        assertThat(first.get("checksum")).matches("v1:[0-9a-f]{64}");
        assertThat(rows(db).get(1).get("down_script")).isEqualTo("NULL");
        assertThat(rows(db).get(1).get("raw_checksum")).isEqualTo("sha256:" + sha256(""));
    }

    @EachDatabase
    void the_checksum_is_of_the_tokens_and_the_raw_one_of_the_bytes(TestDatabase db, TestDatabase other)
            throws Exception {
        String reformatted = "\uFEFF/* the first */ CREATE TABLE a\r\n  (id INTEGER PRIMARY KEY) ;\r\n"
                + "INSERT INTO a VALUES (1) -- one row\n;";
        Given.lockstep(db, "1_a.up.sql", UP).migrate();
        Given.lockstep(other, "1_a.up.sql", reformatted, "2_b.up.sql", "INSERT INTO a VALUES (2);\n")
                .migrate();

        assertThat(rows(other).get(0).get("checksum")).isEqualTo(rows(db).get(0).get("checksum"));
        assertThat(rows(other).get(0).get("raw_checksum")).isEqualTo("sha256:" + sha256(reformatted));
        assertThat(rows(other).get(1).get("checksum"))
                .isNotEqualTo(rows(other).get(0).get("checksum"));
    }

    @EachDatabase
    void tells_who_did_it_and_with_what(TestDatabase db) throws Exception {
        Given.lockstep(db, FILES).migrate();

        String user = Given.on(db, db.user(), db.user() + "@%", System.getProperty("user.name"));
        for (Map<String, String> row : rows(db)) {
            assertThat(row.get("applied_by"))
                    .startsWith(user + " on ")
                    .endsWith("/" + ProcessHandle.current().pid());
            assertThat(row).containsEntry("tool_version", Lockstep.release());
        }
        assertThat(Lockstep.release()).matches("\\d+\\.\\d+\\.\\d+(-.+)?");
    }

    @EachDatabase
    void tells_the_time_in_utc_whatever_zone_the_program_and_the_session_are_in(TestDatabase db) throws Exception {
        TimeZone here = TimeZone.getDefault();
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
        try {
            Lockstep.Builder builder = Given.builder(db, FILES);
            if (db.dbms() != Dbms.SQLITE) {
                builder.sessionSql(Given.on(db, "SET TIME ZONE 'Asia/Tokyo'", "SET time_zone = '+09:00'", ""));
            }
            builder.build().migrate();
        } finally {
            TimeZone.setDefault(here);
        }

        for (Map<String, String> row : rows(db)) {
            String time = row.get("applied_at").substring(0, 19).replace(' ', 'T');
            assertThat(LocalDateTime.parse(time).toInstant(ZoneOffset.UTC)).isBetween(before, Instant.now());
        }
        assertThat(Given.lockstep(db, FILES).status().rows())
                .allSatisfy(row -> assertThat(row.applied().orElseThrow().at()).isBetween(before, Instant.now()));
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Every row, each a map from column to text, in the order of the ids. */
    private static List<Map<String, String>> rows(TestDatabase db) throws Exception {
        List<Map<String, String>> rows = new ArrayList<>();
        try (Connection connection = db.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM schema_history ORDER BY id")) {
            ResultSetMetaData columns = result.getMetaData();
            while (result.next()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int column = 1; column <= columns.getColumnCount(); column++) {
                    String value = result.getString(column);
                    row.put(columns.getColumnLabel(column), value == null ? "NULL" : value);
                }
                rows.add(row);
            }
        }
        return rows;
    }
}

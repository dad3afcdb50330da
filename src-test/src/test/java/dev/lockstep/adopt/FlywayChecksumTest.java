package dev.lockstep.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.foreign.ForeignHistory.Likeness;
import dev.lockstep.foreign.ForeignRow;
import dev.lockstep.foreign.ForeignRow.Stamp;
import dev.lockstep.foreign.ForeignRow.State;
import dev.lockstep.foreign.tool.FlywayHistory;
import dev.lockstep.model.MigrationId;
import dev.lockstep.model.Script;
import dev.lockstep.model.Version;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Flyway's checksums, as its releases have taken them. */
class FlywayChecksumTest {
    private static final String ALTER = "alter table location_history add column valid_until timestamp with time zone;";
    private static final String TWO = "CREATE TABLE a (id INT);\nCREATE TABLE b (id INT);\n";

    private static Likeness compare(String text, String checksum, UnaryOperator<String> filled) {
        ForeignRow row = new ForeignRow(
                new MigrationId.Versioned(Version.of("1")),
                "x",
                "V1__x.sql",
                State.APPLIED,
                Stamp.UNKNOWN,
                Optional.ofNullable(checksum));
        try {
            return new FlywayHistory().compare(row, Script.ofText("V1__x.sql", text), filled);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Likeness compare(String text, String checksum) {
        return compare(text, checksum, UnaryOperator.identity());
    }

    @Test
    void counts_lines_without_their_ends() {
        assertThat(compare(ALTER, "-1039259818")).isEqualTo(Likeness.SAME);
        assertThat(compare(ALTER + "\n", "-1039259818")).isEqualTo(Likeness.SAME);
        assertThat(compare(TWO, "-1039437746")).isEqualTo(Likeness.SAME);
        assertThat(compare(TWO.replace("\n", "\r\n"), "-1039437746")).isEqualTo(Likeness.SAME);
        assertThat(compare(TWO.replace("\n", "\r"), "-1039437746")).isEqualTo(Likeness.SAME);
        assertThat(compare("CREATE TABLE a (id INT);CREATE TABLE b (id INT);", "-1039437746"))
                .isEqualTo(Likeness.SAME);
    }

    @Test
    void counts_blanks_and_comments_and_no_byte_order_mark() {
        assertThat(compare("", "0")).isEqualTo(Likeness.SAME);
        assertThat(compare("\uFEFFCREATE TABLE a (id INT);", "-2090711421")).isEqualTo(Likeness.SAME);
        assertThat(compare("CREATE TABLE a (id INT);  ", "1612888794")).isEqualTo(Likeness.SAME);
        assertThat(compare("-- caf\u00e9\nSELECT 1;", "139021238")).isEqualTo(Likeness.SAME);
    }

    @Test
    void knows_the_older_ways() {
        assertThat(compare(ALTER + "\n", "-1340212107")).as("over the bytes").isEqualTo(Likeness.SAME);
        assertThat(compare("  CREATE TABLE a (id INT);  ", "-2090711421"))
                .as("without the blanks around lines")
                .isEqualTo(Likeness.SAME);
    }

    @Test
    void of_a_repeatable_migration_the_text_counts_as_it_was_sent() {
        assertThat(compare("CREATE TABLE ${name} (id INT);", "-2090711421", line -> line.replace("${name}", "a")))
                .isEqualTo(Likeness.SAME);
        assertThat(compare("CREATE TABLE ${name} (id INT);", "-2090711421")).isEqualTo(Likeness.EDITED);
    }

    @Test
    void what_has_no_checksum_cannot_be_compared() {
        assertThat(compare(ALTER, null)).isEqualTo(Likeness.UNKNOWN);
        assertThat(compare(ALTER + " --", "-1039259818")).isEqualTo(Likeness.EDITED);
    }
}

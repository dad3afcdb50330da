package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.cli.url.DatabaseUrl;
import dev.lockstep.cli.url.Secret;
import dev.lockstep.cli.url.Vendor;
import dev.lockstep.model.ConfigurationException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of a database's URL. */
class UrlTest {
    private static final Path HERE = Path.of("/srv");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            postgres://app:pw@db:5433/shop              | jdbc:postgresql://db:5433/shop          | app  | pw
            postgresql://app:pw@db/shop                 | jdbc:postgresql://db/shop               | app  | pw
            POSTGRES://app@db/shop                      | jdbc:postgresql://db/shop               | app  |
            postgres:///shop                            | jdbc:postgresql://localhost/shop        |      |
            postgres://db                               | jdbc:postgresql://db/                   |      |
            postgres://a:b@[::1]:5433/shop              | jdbc:postgresql://[::1]:5433/shop       | a    | b
            postgres://a:b@[fe80::1%eth0]/shop          | jdbc:postgresql://[fe80::1%eth0]/shop   | a    | b
            postgres://a:b@one:1,two:2/shop             | jdbc:postgresql://one:1,two:2/shop      | a    | b
            postgres://a%40b:p%40s%3As%2Fw%25@db/shop   | jdbc:postgresql://db/shop               | a@b  | p@s:s/w%
            postgres://a:p@s:w@db/shop                  | jdbc:postgresql://db/shop               | a    | p@s:w
            postgres://a:b+c@db/shop                    | jdbc:postgresql://db/shop               | a    | b+c
            postgres://a:@db/shop                       | jdbc:postgresql://db/shop               | a    | ''
            postgres://db/shop?user=a&password=b%26c    | jdbc:postgresql://db/shop               | a    | b&c
            postgres://db/my%20shop                     | jdbc:postgresql://db/my+shop            |      |
            jdbc:postgresql://db:5433/shop?user=a&password=b | jdbc:postgresql://db:5433/shop     | a    | b
            jdbc:postgresql:shop?user=a&password=b      | jdbc:postgresql:shop                    | a    | b
            mysql://app:pw@db:3307/shop                 | jdbc:mariadb://db:3307/shop             | app  | pw
            mariadb://app:pw@db/shop                    | jdbc:mariadb://db/shop                  | app  | pw
            mysql://app:pw@tcp(db:3307)/shop            | jdbc:mariadb://db:3307/shop             | app  | pw
            mysql://app:p/w?x@y%@tcp(db)/shop           | jdbc:mariadb://db/shop                  | app  | p/w?x@y%
            mysql://app:p%40w@tcp(db)/shop              | jdbc:mariadb://db/shop                  | app  | p@w
            mysql://tcp(db)/shop                        | jdbc:mariadb://db/shop                  |      |
            jdbc:mysql://a:b@db/shop                    | jdbc:mariadb://db/shop                  | a    | b
            jdbc:mariadb://db/shop?user=a&password=b    | jdbc:mariadb://db/shop                  | a    | b
            sqlite:shop.db                              | jdbc:sqlite:/srv/shop.db               |      |
            sqlite:///var/shop.db                       | jdbc:sqlite:/var/shop.db                |      |
            sqlite://data/shop.db                       | jdbc:sqlite:/srv/data/shop.db          |      |
            sqlite3:shop.db?foreign_keys=on             | jdbc:sqlite:/srv/shop.db?foreign_keys=on |    |
            jdbc:sqlite:shop.db                         | jdbc:sqlite:/srv/shop.db               |      |
            sqlite::memory:                             | jdbc:sqlite::memory:                    |      |
            """)
    void every_form_reaches_its_driver(String text, String jdbc, String user, String password) {
        DatabaseUrl url = DatabaseUrl.parse(text, "--url", HERE);

        assertThat(url.jdbc()).isEqualTo(jdbc);
        assertThat(url.options().get("user")).isEqualTo(user);
        assertThat(Optional.ofNullable(url.secrets().get("password")).map(Secret::reveal))
                .isEqualTo(Optional.ofNullable(password));
    }

    @Test
    void options_are_passed_on_under_the_names_of_the_driver() {
        assertThat(parse("postgres://db/shop?sslmode=require&application_name=x&connect_timeout=3&search_path=a%2Cb")
                        .options())
                .containsEntry("sslmode", "require")
                .containsEntry("ApplicationName", "x")
                .containsEntry("connectTimeout", "3")
                .containsEntry("currentSchema", "a,b");
        assertThat(parse("mysql://db/shop?tls=skip-verify&x=1").options())
                .containsEntry("sslMode", "trust")
                .containsEntry("x", "1");
        assertThat(parse("mysql://db/shop?sslmode=require").options()).containsEntry("sslMode", "trust");
        assertThat(parse("mysql://db/shop?ssl-mode=REQUIRED").options()).containsEntry("sslMode", "trust");
        assertThat(parse("mysql://db/shop?sslMode=verify-ca").options()).containsEntry("sslMode", "verify-ca");
        assertThat(parse("jdbc:postgresql://db/shop?user=me@corp&password=x").options())
                .containsEntry("user", "me@corp");
    }

    @Test
    void secrets_among_the_options_are_kept_apart() {
        DatabaseUrl url = parse("postgres://db/shop?sslpassword=hidden1&sslkey=k");

        assertThat(url.options()).doesNotContainKey("sslpassword");
        assertThat(url.secrets().get("sslpassword").reveal()).isEqualTo("hidden1");
        assertThat(url.toString() + url.jdbc() + url.options() + url.secrets()).doesNotContain("hidden1");
    }

    @Test
    void a_separate_user_and_password_replace_those_of_the_url() {
        DatabaseUrl url = parse("postgres://a:b@db/shop").withLogin(Optional.of("c"), Optional.of(new Secret("d")));

        assertThat(url.options()).containsEntry("user", "c");
        assertThat(url.secrets().get("password").reveal()).isEqualTo("d");
    }

    @Test
    void the_scheme_tells_the_dialect() {
        assertThat(parse("postgres://db/x").vendor()).contains(Vendor.POSTGRESQL);
        assertThat(parse("jdbc:mysql://db/x").vendor()).contains(Vendor.MARIADB);
        assertThat(parse("sqlite:x").vendor()).contains(Vendor.SQLITE);
        assertThat(parse("jdbc:other:x").vendor()).isEmpty();
    }

    @Test
    void what_is_shown_names_the_place_and_no_secret() {
        assertThat(parse("postgres://app:hidden1@db:5433/shop?sslmode=require"))
                .hasToString("postgres://app@db:5433/shop");
        assertThat(parse("mysql://app:hidden1@tcp(db:1)/shop")).hasToString("mysql://app@db:1/shop");
        assertThat(parse("jdbc:postgresql:shop?password=hidden1")).hasToString("jdbc:postgresql:…");
        assertThat(parse("jdbc:oracle:thin:scott/hidden1@db")).hasToString("jdbc:oracle:…");
        assertThat(parse("sqlite:shop.db")).hasToString("sqlite:shop.db");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            postgres://a:hidden1@db:x/shop               | port          | not a number
            postgres://a:hidden1@db:0/shop               | port          | not a number
            postgres://a:hidden1@db:70000/shop           | port          | not a number
            postgres://a:hid/den1@db/shop                | user or password | an @ stands behind the host
            postgres://a:hidden1?x@db/shop               | port          | not a number
            postgres://a:hid%zzden1@db/shop              | password      | hexadecimal
            postgres://hid%zzden1@db/shop                | user          | hexadecimal
            postgres://a:hidden1@d b/shop                | host          | no name
            postgres://a:hidden1@::1/shop                | host          | more than one colon
            postgres://a:hidden1@[zz]/shop               | host          | IPv6
            postgres://a:hidden1@[::1/shop               | host          | IPv6
            postgres://a:hidden1@db/shop/more            | database name | a /
            postgres://a:hidden1@db/sh%op                | database name | hexadecimal
            postgres://a:hidden1@db/shop?sslmode         | options       | NAME=VALUE
            postgres://a:hidden1@db/shop?a=%             | options       | hexadecimal
            mysql://a:hidden1@tcp(db/shop                | host          | not closed
            postgres:a:hidden1@db/shop                   | scheme        | not followed by //
            oracle://a:hidden1@db/shop                   | scheme        | 'oracle' is none
            a:hidden1@db/shop                            | scheme        | none that Lockstep knows
            hidden1                                      | scheme        | none that Lockstep knows
            jdbc                                         | scheme        | none that Lockstep knows
            jdbc:hidden1                                 | scheme        | name of a driver
            sqlite:                                      | file          | none is named
            """)
    void a_fault_is_named_by_its_part_without_the_secret(String text, String part, String why) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("(from --url) is wrong in its " + part + ":")
                .hasMessageContaining(why)
                .hasMessageContaining("to mend it: ")
                .message()
                .doesNotContain("hidden1", "hid", "den1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void an_empty_url_is_no_url(String text) {
        assertThatThrownBy(() -> parse(text)).hasMessageContaining("it is empty");
    }

    @Test
    void a_secret_prints_as_stars() {
        assertThat(new Secret("hidden1")).hasToString("***");
    }

    private static DatabaseUrl parse(String text) {
        return DatabaseUrl.parse(text, "--url", HERE);
    }
}

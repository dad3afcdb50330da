package dev.lockstep.testing;

import static dev.lockstep.testing.Dbms.MARIADB;
import static dev.lockstep.testing.Dbms.POSTGRESQL;
import static dev.lockstep.testing.Dbms.SQLITE;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that every database must pass: it runs once on each, and each {@link TestDatabase} parameter is a fresh database
 * of that kind. A connection that the test leaves open fails it.
 *
 * <pre>{@code
 * @EachDatabase
 * void applies_in_order(TestDatabase db) { ... }
 * }</pre>
 *
 * <p>{@code -Dlockstep.test.databases=sqlite,mariadb} narrows a run while one is at work; an ordinary run has them all.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(EachDatabaseExtension.class)
public @interface EachDatabase {
    /** The databases that the test is about, where it is about something that the others do not have. */
    Dbms[] value() default {POSTGRESQL, MARIADB, SQLITE};
}

package dev.lockstep.dialects;

import dev.lockstep.dialect.Surroundings;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SQL that gives a missing right, from what the server says in English; where it speaks another language, the remedy
 * is less exact.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-grant.html">GRANT</a>
 * @see <a href="https://www.postgresql.org/docs/current/ddl-priv.html">Privileges</a>
 */
final class PostgreSqlGrant {
    private static final Pattern ON_OBJECT =
            Pattern.compile("permission denied for ([a-z -]+?) \"?([^\"\\n]+?)\"?(?:\\n|$)");
    private static final Pattern OWNER =
            Pattern.compile("must be (?:the )?owner of ([a-z -]+?) \"?([^\"\\n]+?)\"?(?:\\n|$)");
    private static final Pattern TO_CREATE = Pattern.compile("permission denied to create (database|role|extension)");
    private static final Pattern MEMBER =
            Pattern.compile("must be (?:member of|able to SET) (?:role|ROLE) \"([^\"]+)\"");

    /** Up to version 15 the server told them apart: {@code to terminate superuser process}, {@code being terminated}. */
    private static final Pattern TO_TERMINATE =
            Pattern.compile("terminate (?:superuser )?process|process is being terminated");

    private PostgreSqlGrant() {}

    static String remedy(String message, String statement, Surroundings surroundings) {
        String user = quote(surroundings.user());
        Matcher toCreate = TO_CREATE.matcher(message);
        if (toCreate.find()) {
            return switch (toCreate.group(1)) {
                case "database" -> "as a superuser: ALTER ROLE " + user + " CREATEDB";
                case "role" -> "as a superuser: ALTER ROLE " + user + " CREATEROLE";
                default ->
                    "as the database's owner: GRANT CREATE ON DATABASE " + quote(surroundings.database()) + " TO "
                            + user + "; an extension that is not trusted needs a superuser to create it";
            };
        }
        Matcher member = MEMBER.matcher(message);
        if (member.find()) {
            return "GRANT " + quote(member.group(1)) + " TO " + user;
        }
        if (TO_TERMINATE.matcher(message).find()) {
            return "GRANT pg_signal_backend TO " + user + "; the session of a superuser only a superuser can end";
        }
        Matcher owner = OWNER.matcher(message);
        if (owner.find()) {
            return "run it as the owner of " + owner.group(1) + " " + owner.group(2) + ", or let " + user
                    + " own it: ALTER " + kind(owner.group(1)) + " " + owner.group(2) + " OWNER TO " + user;
        }
        Matcher object = ON_OBJECT.matcher(message);
        return object.find()
                ? grant(object.group(1), object.group(2), statement) + " TO " + user
                : "give the user " + user + " the right that the database misses";
    }

    private static String grant(String kind, String name, String statement) {
        String rights = switch (kind) {
            case "schema" -> "USAGE, CREATE";
            case "database" -> "CREATE";
            case "table", "view", "relation" -> tableRight(statement);
            case "sequence" -> "USAGE, SELECT, UPDATE";
            case "function", "procedure", "routine" -> "EXECUTE";
            case "tablespace" -> "CREATE";
            default -> "USAGE";
        };
        return "GRANT " + rights + " ON " + kind(kind) + " " + quote(name);
    }

    /** Only the statement tells which right it needs; a definition that points at a table needs REFERENCES. */
    private static String tableRight(String statement) {
        String verb = statement.strip().split("\\W", 2)[0].toUpperCase(Locale.ROOT);
        if (verb.equals("UPDATE") || verb.equals("DELETE")) {
            return "SELECT, " + verb;
        }
        if (List.of("CREATE", "ALTER").contains(verb)) {
            return "SELECT, REFERENCES, TRIGGER";
        }
        return List.of("SELECT", "INSERT", "TRUNCATE").contains(verb) ? verb : "SELECT, INSERT, UPDATE, DELETE";
    }

    private static String kind(String kind) {
        return switch (kind) {
            case "relation", "view" -> "TABLE";
            case "foreign-data wrapper" -> "FOREIGN DATA WRAPPER";
            case "foreign server" -> "FOREIGN SERVER";
            default -> kind.toUpperCase(Locale.ROOT);
        };
    }

    private static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}

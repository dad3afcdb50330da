package dev.lockstep.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL's own words for every object outside the system schemas. What belongs to an extension is left out, and so is
 * the position of a sequence: a rolled back step moves it, and that is no difference.
 */
record PostgresCatalogue() implements Catalogue {
    private static final String OURS = """
            JOIN pg_namespace n ON n.oid = %1$s.%2$snamespace
            WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_t%%'
              AND NOT EXISTS (SELECT FROM pg_depend x WHERE x.objid = %1$s.oid AND x.deptype = 'e')
            """;

    private static final List<String> QUERIES = List.of(
            "SELECT concat_ws(' ', 'schema', nspname, nspacl) FROM pg_namespace"
                    + " WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'",
            "SELECT concat_ws(' ', 'extension', extname, extversion) FROM pg_extension",
            """
            SELECT concat_ws(' ', 'relation', c.oid::regclass, c.relkind, c.relpersistence, c.reloptions,
                pg_get_partkeydef(c.oid), pg_get_expr(c.relpartbound, c.oid), c.relacl,
                CASE WHEN c.relrowsecurity THEN 'row security' END, obj_description(c.oid, 'pg_class'),
                (SELECT string_agg(i.inhparent::regclass || CASE WHEN to_jsonb(i) ->> 'inhdetachpending' = 'true'
                    THEN ' detach pending' ELSE '' END, ',') FROM pg_inherits i WHERE i.inhrelid = c.oid))
            FROM pg_class c %s AND c.relkind NOT IN ('i', 'I', 't')
            """.formatted(ours("c", "rel")),
            """
            SELECT concat_ws(' ', 'column', c.oid::regclass || '.' || a.attname,
                (SELECT count(*) FROM pg_attribute b
                 WHERE b.attrelid = c.oid AND b.attnum BETWEEN 1 AND a.attnum AND NOT b.attisdropped),
                format_type(a.atttypid, a.atttypmod),
                CASE WHEN a.attnotnull THEN 'not null' END, nullif(a.attidentity, ''), nullif(a.attgenerated, ''),
                (SELECT 'default ' || pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d
                 WHERE d.adrelid = c.oid AND d.adnum = a.attnum),
                (SELECT 'collate ' || l.collname FROM pg_collation l WHERE l.oid = a.attcollation),
                a.attacl, col_description(c.oid, a.attnum))
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid %s
              AND c.relkind NOT IN ('i', 'I', 't', 'S') AND a.attnum > 0 AND NOT a.attisdropped
            """.formatted(ours("c", "rel")),
            """
            SELECT concat_ws(' ', 'constraint', k.conrelid::regclass || '.' || k.conname, pg_get_constraintdef(k.oid),
                CASE WHEN NOT k.convalidated THEN 'not validated' END)
            FROM pg_constraint k %s AND k.conrelid <> 0
            """.formatted(ours("k", "con")),
            """
            SELECT concat_ws(' ', 'index', pg_get_indexdef(c.oid), CASE WHEN NOT i.indisvalid THEN 'INVALID' END,
                CASE WHEN NOT i.indisready THEN 'NOT READY' END, CASE WHEN i.indisclustered THEN 'clustered' END,
                CASE WHEN i.indisreplident THEN 'replica identity' END)
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid %s
            """.formatted(ours("c", "rel")),
            "SELECT concat_ws(' ', 'view', c.oid::regclass, pg_get_viewdef(c.oid)) FROM pg_class c " + ours("c", "rel")
                    + " AND c.relkind IN ('v', 'm')",
            "SELECT concat_ws(' ', 'rule', pg_get_ruledef(r.oid)) FROM pg_rewrite r JOIN pg_class c"
                    + " ON c.oid = r.ev_class " + ours("c", "rel") + " AND r.rulename <> '_RETURN'",
            "SELECT concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid), t.tgenabled) FROM pg_trigger t"
                    + " JOIN pg_class c ON c.oid = t.tgrelid " + ours("c", "rel") + " AND NOT t.tgisinternal",
            "SELECT concat_ws(' ', 'routine', pg_get_functiondef(p.oid), p.proacl) FROM pg_proc p " + ours("p", "pro")
                    + " AND p.prokind <> 'a'",
            "SELECT concat_ws(' ', 'aggregate', p.oid::regprocedure, g.aggtransfn, g.aggfinalfn, g.agginitval)"
                    + " FROM pg_aggregate g JOIN pg_proc p ON p.oid = g.aggfnoid " + ours("p", "pro"),
            "SELECT concat_ws(' ', 'sequence', c.oid::regclass, format_type(s.seqtypid, NULL), s.seqstart,"
                    + " s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle) FROM pg_sequence s"
                    + " JOIN pg_class c ON c.oid = s.seqrelid " + ours("c", "rel"),
            """
            SELECT concat_ws(' ', 'type', t.oid::regtype, t.typtype, t.typnotnull, t.typdefault,
                nullif(format_type(t.typbasetype, t.typtypmod), '-'),
                (SELECT string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
                (SELECT string_agg(pg_get_constraintdef(k.oid), ',' ORDER BY k.conname) FROM pg_constraint k
                 WHERE k.contypid = t.oid),
                (SELECT format_type(r.rngsubtype, NULL) FROM pg_range r WHERE r.rngtypid = t.oid))
            FROM pg_type t %s AND t.typtype IN ('e', 'd', 'r')
            """.formatted(ours("t", "typ")),
            "SELECT concat_ws(' ', 'policy', schemaname, tablename, policyname, permissive, roles, cmd, qual, with_check)"
                    + " FROM pg_policies",
            "SELECT concat_ws(' ', 'statistics', pg_get_statisticsobjdef(s.oid)) FROM pg_statistic_ext s "
                    + ours("s", "stx"),
            "SELECT concat_ws(' ', 'event trigger', evtname, evtevent, evtfoid::regproc, evtenabled, evttags)"
                    + " FROM pg_event_trigger",
            "SELECT concat_ws(' ', 'publication', pubname, puballtables) FROM pg_publication");

    @Override
    public List<String> objects(Connection connection) throws SQLException {
        List<String> objects = new ArrayList<>();
        for (String query : QUERIES) {
            objects.addAll(Sql.column(connection, query));
        }
        return objects;
    }

    @Override
    public List<Table> tables(Connection connection) throws SQLException {
        String query =
                "SELECT CASE n.nspname WHEN current_schema() THEN c.relname ELSE n.nspname || '.' || c.relname END,"
                        + " format('%I.%I', n.nspname, c.relname) FROM pg_class c "
                        + ours("c", "rel") + " AND c.relkind IN ('r', 'm') AND (c.relkind = 'r' OR c.relispopulated)";
        return Sql.rows(connection, query).stream()
                .map(row -> new Table(row.get(0), row.get(1)))
                .toList();
    }

    private static String ours(String alias, String prefix) {
        return OURS.formatted(alias, prefix);
    }
}

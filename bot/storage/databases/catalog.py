"""What PostgreSQL is asked in its own words: what a database consists of, which numbers it has
given, who holds which lock.
"""

from typing import Final

from sqlalchemy import text

# Advisory locks are a database's own, and there may be counties in several schemas of one: so what
# is locked is a schema's. A process that lives has a number of its own besides, and says it.
OF_SCHEMA: Final = "coalesce(hashtext(current_schema()), 0)"
WRITING: Final = 7_001
LEADING: Final = 7_003
READING: Final = 7_004
ALIVE: Final = f"({OF_SCHEMA} # 7002)"

# Tables with their columns, indexes, constraints, triggers with what they do, views and rules.
PARTS = text("""
WITH here AS (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
SELECT CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'table' ELSE 'view' END,
  c.relname, c.relname,
  coalesce(pg_get_viewdef(c.oid), '') || coalesce((SELECT string_agg(a.attname || ' ' ||
    format_type(a.atttypid, a.atttypmod) || ' ' || coalesce(l.collname, '') ||
    CASE WHEN a.attnotnull THEN ' !' ELSE '' END || ' ' ||
    coalesce(pg_get_expr(d.adbin, d.adrelid), ''), ', ' ORDER BY a.attname)
    FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    LEFT JOIN pg_collation l ON l.oid = a.attcollation
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '')
FROM pg_class c WHERE c.relnamespace IN (SELECT oid FROM here) AND c.relkind IN ('r', 'p', 'v', 'm')
UNION ALL SELECT 'index', i.relname, t.relname, pg_get_indexdef(i.oid)
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
WHERE t.relnamespace IN (SELECT oid FROM here)
UNION ALL SELECT 'constraint', k.conname, t.relname, pg_get_constraintdef(k.oid)
FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
WHERE t.relnamespace IN (SELECT oid FROM here)
UNION ALL SELECT 'trigger', g.tgname, t.relname,
  pg_get_triggerdef(g.oid) || ' ' || g.tgenabled::text || ' ' || p.prosrc
FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid JOIN pg_proc p ON p.oid = g.tgfoid
WHERE NOT g.tgisinternal AND t.relnamespace IN (SELECT oid FROM here)
UNION ALL SELECT 'rule', r.rulename, t.relname, pg_get_ruledef(r.oid)
FROM pg_rewrite r JOIN pg_class t ON t.oid = r.ev_class
WHERE t.relkind = 'r' AND t.relnamespace IN (SELECT oid FROM here)
""")
# Who may not see what others do may still see how many they are. The last few are kept for others.
CONNECTIONS = text(
    "SELECT (SELECT sum(numbackends) FROM pg_stat_database),"
    " current_setting('max_connections')::int"
    " - current_setting('superuser_reserved_connections')::int"
    " - coalesce(current_setting('reserved_connections', true)::int, 0)"
)
# Numbers that a table's rows get, with the highest that was given; the trail's are counted apart.
NUMBERS = text("""
SELECT t.relname, quote_ident(s.relname), (SELECT last_value FROM pg_sequences
  WHERE schemaname = current_schema() AND sequencename = s.relname)
FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i')
JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace n ON n.oid = s.relnamespace
WHERE s.relkind = 'S' AND t.relname != 'audit' AND n.nspname = current_schema()
""")
GIVEN = text("SELECT name, seq FROM given")
NUMBER_ON = text("SELECT setval(CAST(:sequence AS regclass), :seq)")
OURS = text("""
SELECT 'TABLE', quote_ident(c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relkind = 'r'
UNION ALL SELECT 'FUNCTION', p.oid::regprocedure::text FROM pg_proc p
JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = current_schema() AND p.prorettype = 'trigger'::regtype
  AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
""")
LIVING = text(
    "SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory'"  # noqa: S608 - a number of ours
    f" AND classid::bigint = {ALIVE}::bigint & 4294967295"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)

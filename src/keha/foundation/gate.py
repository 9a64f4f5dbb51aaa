"""The catalogue's own word on the walls: what the database would let slip. Nothing found is the only good answer."""

from typing import Any

# One select a kind of breach, each giving (kind, what).
BREACHES = (
    """select 'no wall', c.relname from pg_class c where relkind in ('r','p') and relnamespace = 'public'::regnamespace
       and not (relrowsecurity and relforcerowsecurity) and has_any_column_privilege('keha_app', c.oid, 'SELECT')
       and relname not in ('django_migrations', 'procrastinate_jobs')""",
    """select 'policy', p.polrelid::regclass::text || ' ' || polname from pg_policy p
       where polname <> 'wall' or not polpermissive or polcmd <> '*' or polwithcheck is not null or polroles <> '{0}'
       or regexp_replace(regexp_replace(pg_get_expr(polqual, polrelid), '\\s+', ' ', 'g'), '^ ', '') not in (
       '(employer_id = ( SELECT keha.employer() AS employer))', '( SELECT keha.door() AS door)',
       'CASE WHEN ( SELECT keha.at_door() AS at_door) THEN true ELSE (employer_id = ( SELECT keha.employer() AS employer)) END',
       'CASE WHEN ( SELECT keha.at_door() AS at_door) THEN true ELSE (id = ( SELECT keha.employer() AS employer)) END')""",
    """select 'unique', i.indexrelid::regclass::text from pg_index i
       join pg_attribute a on a.attrelid = i.indrelid and a.attname = 'employer_id'
       where (i.indisunique or i.indisexclusion) and not i.indisprimary and not a.attnum = any(i.indkey)""",
    """select 'foreign key', k.conname from pg_constraint k
       join pg_attribute a on a.attrelid = k.conrelid and a.attname = 'employer_id'
       join pg_attribute b on b.attrelid = k.confrelid and b.attname = 'employer_id'
       where k.contype = 'f' and not a.attnum = any(k.conkey)""",
    "select 'not validated', conname from pg_constraint where not convalidated",
    """select 'definer', proname from pg_proc where prosecdef and pronamespace <> 'pg_catalog'::regnamespace
       and proname <> 'context'""",
    "select 'view', relname from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace",
    "select 'owned by the application', relname from pg_class where relowner = 'keha_app'::regrole",
    """select 'privilege', c.relname || ' ' || x from pg_class c, unnest(array['TRUNCATE','REFERENCES','TRIGGER']) x
       where relkind = 'r' and relnamespace = 'public'::regnamespace and has_table_privilege('keha_app', c.oid, x)""",
    """select 'trail', x from unnest(array['UPDATE','DELETE']) x
       where has_table_privilege('keha_app', 'foundation_auditentry', x)""",
    """select 'role', rolname from pg_roles where rolname in ('keha_app', 'keha_jobs', 'keha_owner')
       and (rolsuper or rolbypassrls or rolcreaterole) or rolname = 'keha_app' and rolcreatedb""",
    "select 'member', roleid::regrole::text from pg_auth_members where member = 'keha_app'::regrole",
    """select 'database', 'TEMP or CREATE' where has_database_privilege('keha_app', current_database(), 'TEMP')
       or has_database_privilege('keha_app', current_database(), 'CREATE')
       or has_schema_privilege('keha_app', 'public', 'CREATE')""",
    "select 'role setting', setconfig::text from pg_db_role_setting where setrole = 'keha_app'::regrole",
)
SAFE = ("fsync", "full_page_writes", "synchronous_commit")


def breaches(cursor: Any) -> list[tuple[str, str]]:
    """Every breach in the walls, by kind. As many queries as there are kinds; read by the owner."""
    found: list[tuple[str, str]] = []
    for select in BREACHES:
        cursor.execute(select)
        found += [(kind, what) for kind, what in cursor.fetchall()]
    return found


def unsafe_settings(cursor: Any) -> list[tuple[str, str]]:
    """Settings under which an acknowledged write could be lost. One query."""
    cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s) AND setting = 'off'", [list(SAFE)])
    return [("setting", f"{name} is {setting}") for name, setting in cursor.fetchall()]

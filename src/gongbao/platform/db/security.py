"""Row-level security: the second wall behind `access_*`, and what the application role may do."""

from __future__ import annotations

from typing import Any

from django.db import connections, migrations
from psycopg import sql

from gongbao.platform.db import target

FUNCTIONS = """
CREATE OR REPLACE FUNCTION gongbao_context(part integer) RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    context text := current_setting('gongbao.context', true);
BEGIN
    IF context IS NULL OR context = '' THEN
        RAISE EXCEPTION 'no row security context: use read() or write()' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN split_part(context, '|', part);
END $$;
CREATE OR REPLACE FUNCTION gongbao_sees_all() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT gongbao_context(1) = 'all' $$;
CREATE OR REPLACE FUNCTION gongbao_office() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(gongbao_context(2), '') $$;
CREATE OR REPLACE FUNCTION gongbao_party() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(gongbao_context(3), '')::uuid $$;
"""

# Sub-selects are evaluated once per query, not once per row.
RULE = """(SELECT gongbao_sees_all()) OR {office} = (SELECT gongbao_office()) OR {party} = (SELECT gongbao_party())"""

_append_only: set[str] = set()


def install_functions() -> migrations.RunSQL:
    """The migration operation that makes the SQL functions policies call."""
    drop = "".join(
        f"DROP FUNCTION IF EXISTS {name};"
        for name in ("gongbao_party()", "gongbao_office()", "gongbao_sees_all()", "gongbao_context(integer)")
    )
    return migrations.RunSQL(FUNCTIONS, drop)


def protect(table: str, *, office: str = "office", party: str = "party") -> migrations.RunSQL:
    """The migration operation that puts `table` under row security by its office and party columns.

    A statement that meets any row without a context raises; the owner is bound too. The migration must
    depend on ``("db", "0001_initial")``.
    """
    rule = RULE.format(office=f'"{office}"', party=f'"{party}"')
    return migrations.RunSQL(
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY; ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY;'
        f'CREATE POLICY "{table}_own" ON "{table}" USING ({rule}) WITH CHECK ({rule});',
        f'DROP POLICY "{table}_own" ON "{table}"; ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY;'
        f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY;',
    )


def drop_like_indexes(*tables: str) -> migrations.RunSQL:
    """The migration operation that drops Django's extra indexes for LIKE on unique text: ours are asked by equality.

    The database's locale is C, so the plain index serves prefixes too.
    """
    names = ", ".join(f"'{table}'" for table in tables)
    return migrations.RunSQL(
        f"""DO $$ DECLARE found record; BEGIN
        FOR found IN SELECT indexname FROM pg_indexes WHERE schemaname = 'public'
            AND tablename IN ({names}) AND right(indexname, 5) = '_like' LOOP
            EXECUTE format('DROP INDEX %I', found.indexname);
        END LOOP; END $$""",
        migrations.RunSQL.noop,
    )


def append_only(table: str) -> None:
    """Say (in the app's `ready`) that the application may only add to `table` and read it."""
    _append_only.add(table)


def grant_rights(using: str = "owner", **_: Any) -> None:
    """Give the application role its rights on every table; it owns none and may never truncate."""
    role = sql.Identifier(target.application_role())
    with connections[using].cursor() as cursor:
        grant = "GRANT USAGE ON SCHEMA public TO {0}; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {0};"
        cursor.execute(
            sql.SQL(grant + "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {0};").format(role)
        )
        there = set(connections[using].introspection.table_names(cursor))
        for table in sorted(_append_only & there):
            cursor.execute(sql.SQL("REVOKE UPDATE, DELETE ON {} FROM {}").format(sql.Identifier(table), role))

"""The two SQL functions of the write door: claim a key at the beginning, write everything at the end."""

from __future__ import annotations

# The row of the command itself is in every outbox, so it comes as typed values; further rows as one JSON text.
FUNCTIONS = """
CREATE OR REPLACE FUNCTION gongbao_claim(context text, command text, called text, mark text, began timestamptz)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('gongbao.context', context, true);
    INSERT INTO db_command (key, name, fingerprint, at) VALUES (command, called, mark, began)
        ON CONFLICT (key) DO NOTHING;
    RETURN FOUND;
END $$;
CREATE OR REPLACE FUNCTION gongbao_finish(
    command text, answer jsonb, row_key uuid, row_at timestamptz, row_body jsonb, outbox jsonb, work jsonb
)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE db_command SET result = answer WHERE key = command;
    IF outbox IS NOT NULL THEN
        INSERT INTO db_outbox (key, kind, at, body)
            SELECT * FROM jsonb_to_recordset(outbox) AS row (key uuid, kind text, at timestamptz, body jsonb);
    END IF;
    INSERT INTO db_outbox (key, kind, at, body) VALUES (row_key, 'command', row_at, row_body);
    IF work IS NOT NULL THEN
        INSERT INTO jobs_due (id, kind, key, "case", payload, run_at, attempts, error)
        SELECT row.*, 0, '' FROM jsonb_to_recordset(work)
            AS row (id uuid, kind text, key text, "case" uuid, payload jsonb, run_at timestamptz)
        ON CONFLICT (kind, key) DO NOTHING;
    END IF;
END $$;
"""
DROP = """
DROP FUNCTION IF EXISTS gongbao_claim(text, text, text, text, timestamptz);
DROP FUNCTION IF EXISTS gongbao_finish(text, jsonb, uuid, timestamptz, jsonb, jsonb, jsonb);
"""
DROP_FIRST = "DROP FUNCTION IF EXISTS gongbao_finish(text, jsonb, jsonb, jsonb);"
"""Drops what the first version's door finished with."""
CLAIM = b"SELECT gongbao_claim(%s, %s, %s, %s, %s)"
FINISH = b"SELECT gongbao_finish(%s, %s, %s, %s, %s, %s, %s)"
KNOWN = b"SELECT jsonb_build_array(name, fingerprint, result) FROM db_command WHERE key = %s"

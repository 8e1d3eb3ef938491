"""The two SQL functions of the write door: claim a key at the beginning, write everything at the end."""

from __future__ import annotations

FUNCTIONS = """
CREATE OR REPLACE FUNCTION gongbao_claim(context text, command text, called text, mark text, began timestamptz)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('gongbao.context', context, true);
    INSERT INTO db_command (key, name, fingerprint, at) VALUES (command, called, mark, began)
        ON CONFLICT (key) DO NOTHING;
    RETURN FOUND;
END $$;
CREATE OR REPLACE FUNCTION gongbao_finish(command text, answer jsonb, outbox jsonb, work jsonb)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE db_command SET result = answer WHERE key = command;
    INSERT INTO db_outbox (key, kind, at, body)
        SELECT * FROM jsonb_to_recordset(outbox) AS row (key uuid, kind text, at timestamptz, body jsonb);
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
DROP FUNCTION IF EXISTS gongbao_finish(text, jsonb, jsonb, jsonb);
"""
CLAIM, FINISH, KNOWN = b"door_claim", b"door_finish", b"door_known"
PREPARED = {
    CLAIM: b"(text, text, text, text, timestamptz) AS SELECT gongbao_claim($1, $2, $3, $4, $5)",
    FINISH: b"(text, jsonb, jsonb, jsonb) AS SELECT gongbao_finish($1, $2, $3, $4)",
    KNOWN: b"(text) AS SELECT jsonb_build_array(name, fingerprint, result) FROM db_command WHERE key = $1",
}
"""What a connection prepares once, by name."""

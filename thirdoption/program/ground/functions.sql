-- What every word's SQL stands on: secrets that the app role cannot read, and their use.

CREATE SCHEMA IF NOT EXISTS private;
REVOKE ALL ON SCHEMA private FROM PUBLIC;
CREATE SCHEMA IF NOT EXISTS sharing;
GRANT USAGE ON SCHEMA sharing TO PUBLIC;
CREATE SCHEMA IF NOT EXISTS trail;
GRANT USAGE ON SCHEMA trail TO PUBLIC;

CREATE TABLE IF NOT EXISTS private.secret (
    name text PRIMARY KEY,
    inner_pad bytea NOT NULL,
    outer_pad bytea NOT NULL
);
-- One row: may a context bring its own time (rehearsals and tests), and which server wrote a row.
CREATE TABLE IF NOT EXISTS private.setting (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    rehearsal boolean NOT NULL DEFAULT false
);
INSERT INTO private.setting DEFAULT VALUES ON CONFLICT DO NOTHING;

-- RFC 2104 over the core function sha256(): pgcrypto is not on every server that we support.
CREATE OR REPLACE FUNCTION private.keep_secret(secret_name text, key bytea) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    padded bytea := key || decode(repeat('00', 64 - length(key)), 'hex');
    inner_pad bytea := padded;
    outer_pad bytea := padded;
BEGIN
    FOR i IN 0..63 LOOP
        inner_pad := set_byte(inner_pad, i, get_byte(padded, i) # 54);
        outer_pad := set_byte(outer_pad, i, get_byte(padded, i) # 92);
    END LOOP;
    INSERT INTO private.secret VALUES (secret_name, inner_pad, outer_pad)
    ON CONFLICT (name) DO UPDATE
    SET inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad;
END $$;

CREATE OR REPLACE FUNCTION private.hmac(secret_name text, message text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    pads private.secret;
BEGIN
    SELECT * INTO STRICT pads FROM private.secret WHERE name = secret_name;
    RETURN encode(
        sha256(pads.outer_pad || sha256(pads.inner_pad || convert_to(message, 'UTF8'))), 'hex');
END $$;

-- The database's own key: made once, here, from the server's strong random source.
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM private.secret WHERE name = 'database') THEN
        PERFORM private.keep_secret('database', decode(
            replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));
    END IF;
END $$;

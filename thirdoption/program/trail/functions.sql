-- What every word's SQL stands on: schemas, and one row of settings that the app role cannot read.

-- Who may use what of these schemas is written by ground/policies.py; by default nobody.
CREATE SCHEMA IF NOT EXISTS private;
CREATE SCHEMA IF NOT EXISTS sharing;
CREATE SCHEMA IF NOT EXISTS trail;

-- One row: may a context bring its own time (rehearsals and tests); which server's transactions the
-- trail counts, and by how much it moves their numbers on (a restored backup meets lower ones).
CREATE TABLE IF NOT EXISTS private.setting (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    rehearsal boolean NOT NULL DEFAULT false,
    server text,
    shift bigint NOT NULL DEFAULT 0
);
ALTER TABLE private.setting ADD COLUMN IF NOT EXISTS server text;
ALTER TABLE private.setting ADD COLUMN IF NOT EXISTS shift bigint NOT NULL DEFAULT 0;
INSERT INTO private.setting DEFAULT VALUES ON CONFLICT DO NOTHING;

-- Is this database a rehearsal's? Asked at the start, before a page could be shown as somebody made up.
CREATE OR REPLACE FUNCTION sharing.rehearses() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT rehearsal FROM private.setting;
$$;

-- Trail rows carry their own hash; a job seals committed rows into a chain of blocks.

-- As a JSON list, so that no text in one column can stand for the end of it and the next.
CREATE OR REPLACE FUNCTION trail.row_hash(e trail_entry) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(sha256(convert_to(jsonb_build_array(e.id, e.xid, e.site, e.worker, e.organization,
        e.role, e.purpose, e.verb, e.noun, e.outcome, e.subjects, e.why,
        extract(epoch FROM e.at), extract(epoch FROM e.recorded_at))::text, 'UTF8')), 'hex');
$$;

-- Transactions of this server by the trail's count: those of a restored backup come before.
CREATE OR REPLACE FUNCTION private.shift() RETURNS bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$ SELECT shift FROM private.setting $$;

DO $$
DECLARE
    here text := (SELECT system_identifier::text FROM pg_control_system());
BEGIN
    UPDATE private.setting SET server = here, shift = CASE WHEN server IS NULL THEN 0 ELSE 1 + greatest(
        (SELECT max(xid) FROM trail_entry), (SELECT max(end_xid) FROM trail_block), 0) END
    WHERE server IS DISTINCT FROM here;
END $$;

-- The transaction's number, the true time and the hash are the database's to write.
CREATE OR REPLACE FUNCTION trail.stamp() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    NEW.xid := pg_current_xact_id()::text::bigint + private.shift();
    NEW.recorded_at := clock_timestamp();
    NEW.hash := trail.row_hash(NEW);
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER stamp BEFORE INSERT ON trail_entry
    FOR EACH ROW EXECUTE FUNCTION trail.stamp();

CREATE OR REPLACE FUNCTION trail.kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE insufficient_privilege USING MESSAGE = 'the trail is append-only';
END $$;
CREATE OR REPLACE TRIGGER kept BEFORE UPDATE OR DELETE ON trail_entry
    FOR EACH ROW EXECUTE FUNCTION trail.kept();
CREATE OR REPLACE TRIGGER kept_whole BEFORE TRUNCATE ON trail_entry
    FOR EACH STATEMENT EXECUTE FUNCTION trail.kept();
CREATE OR REPLACE TRIGGER kept BEFORE UPDATE OR DELETE ON trail_block
    FOR EACH ROW EXECUTE FUNCTION trail.kept();
CREATE OR REPLACE TRIGGER kept_whole BEFORE TRUNCATE ON trail_block
    FOR EACH STATEMENT EXECUTE FUNCTION trail.kept();

CREATE OR REPLACE FUNCTION private.block_hash(
    previous text, number integer, first_xid bigint, end_xid bigint, OUT entries bigint, OUT hash text
) LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT count(*), encode(sha256(convert_to(concat_ws(E'\x1f', previous, number, first_xid, end_xid,
        count(*), coalesce(string_agg(e.hash, '' ORDER BY e.xid, e.id), '')), 'UTF8')), 'hex')
    FROM trail_entry e WHERE e.xid >= first_xid AND e.xid < end_xid;
$$;

-- Seal every row whose transaction can no longer change: those below the oldest transaction still
-- running. A late commit has a number at or above it and goes into a later block; none is lost.
CREATE OR REPLACE FUNCTION trail.seal() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    last trail_block;
    horizon bigint;
    made record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('trail.seal'));
    SELECT * INTO last FROM trail_block ORDER BY number DESC LIMIT 1;
    horizon := pg_snapshot_xmin(pg_current_snapshot())::text::bigint + private.shift();
    IF horizon <= coalesce(last.end_xid, 0) OR NOT EXISTS (SELECT 1 FROM trail_entry
        WHERE xid >= coalesce(last.end_xid, 0) AND xid < horizon) THEN
        RETURN NULL;
    END IF;
    made := private.block_hash(coalesce(last.hash, ''), coalesce(last.number, 0) + 1,
        coalesce(last.end_xid, 0), horizon);
    INSERT INTO trail_block (number, first_xid, end_xid, entries, previous, hash, sealed_at)
    VALUES (coalesce(last.number, 0) + 1, coalesce(last.end_xid, 0), horizon, made.entries,
        coalesce(last.hash, ''), made.hash, clock_timestamp());
    RETURN coalesce(last.number, 0) + 1;
END $$;

-- What is wrong with the chain, first fault of each block; no row when all is well.
CREATE OR REPLACE FUNCTION trail.faults() RETURNS TABLE (block integer, fault text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    b trail_block;
    last trail_block;
    now_is record;
    bad uuid;
BEGIN
    FOR b IN SELECT * FROM trail_block ORDER BY number LOOP
        now_is := private.block_hash(b.previous, b.number, b.first_xid, b.end_xid);
        SELECT e.id INTO bad FROM trail_entry e WHERE e.xid >= b.first_xid AND e.xid < b.end_xid
            AND e.hash <> trail.row_hash(e) ORDER BY e.xid, e.id LIMIT 1;
        IF bad IS NOT NULL THEN
            RETURN QUERY SELECT b.number, format('row %s was changed', bad);
        ELSIF now_is.entries <> b.entries THEN
            RETURN QUERY SELECT b.number, format('%s rows were sealed, %s are there',
                b.entries, now_is.entries);
        ELSIF now_is.hash <> b.hash THEN
            RETURN QUERY SELECT b.number, 'the rows do not give the sealed hash'::text;
        ELSIF b.number <> coalesce(last.number, 0) + 1 OR b.previous <> coalesce(last.hash, '')
           OR b.first_xid <> coalesce(last.end_xid, 0) THEN
            RETURN QUERY SELECT b.number, 'this block does not follow the one before it'::text;
        END IF;
        last := b;
    END LOOP;
    -- what is not sealed yet: no row without a number, from the future, or changed
    SELECT e.id INTO bad FROM trail_entry e
        WHERE e.xid IS NULL OR e.xid >= coalesce(last.end_xid, 0) AND (e.hash <> trail.row_hash(e)
            OR e.xid >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint + private.shift()) LIMIT 1;
    IF bad IS NOT NULL THEN
        RETURN QUERY SELECT coalesce(last.number, 0) + 1, format('row %s was changed', bad);
    END IF;
END $$;

CREATE OR REPLACE FUNCTION trail.counts(OUT sealed bigint, OUT unsealed bigint, OUT head text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT (SELECT count(*) FROM trail_entry WHERE xid < coalesce(b.end_xid, 0)),
           (SELECT count(*) FROM trail_entry WHERE xid >= coalesce(b.end_xid, 0)),
           coalesce(b.hash, '')
    FROM (SELECT 1) one LEFT JOIN
        (SELECT * FROM trail_block ORDER BY number DESC LIMIT 1) b ON true;
$$;

-- A status row is numbered next after its thing's last, and says another state; it is refused like a
-- doublet otherwise. After the insert, so that the row policy speaks first and a thing that may not be
-- seen answers nothing.
CREATE OR REPLACE FUNCTION trail.numbered() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    last record;
BEGIN
    EXECUTE format('SELECT version, state FROM %I WHERE id = $1', TG_ARGV[0]) INTO last USING NEW.thing_id;
    IF NEW.number <> last.version + 1 OR NEW.state = last.state THEN
        RAISE unique_violation USING MESSAGE = 'a status row has the next number and another state';
    END IF;
    RETURN NULL;
END $$;

-- At commit the thing has followed: a status row that its thing did not take on is not kept.
CREATE OR REPLACE FUNCTION trail.followed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    reached integer;
BEGIN
    EXECUTE format('SELECT version FROM %I WHERE id = $1', TG_ARGV[0]) INTO reached USING NEW.thing_id;
    IF reached < NEW.number THEN
        RAISE integrity_constraint_violation USING MESSAGE = 'a status row is followed by its thing';
    END IF;
    RETURN NULL;
END $$;

DO $$
DECLARE
    of record;
BEGIN
    FOR of IN SELECT conrelid::regclass AS statuses, confrelid::regclass AS things FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = conkey[1]
        WHERE contype = 'f' AND attname = 'thing_id' AND conrelid::regclass::text LIKE '%status' LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER numbered AFTER INSERT ON %s
            FOR EACH ROW EXECUTE FUNCTION trail.numbered(%L)', of.statuses, of.things);
        EXECUTE format('DROP TRIGGER IF EXISTS followed ON %s', of.statuses);
        EXECUTE format('CREATE CONSTRAINT TRIGGER followed AFTER INSERT ON %s DEFERRABLE INITIALLY
            DEFERRED FOR EACH ROW EXECUTE FUNCTION trail.followed(%L)', of.statuses, of.things);
    END LOOP;
END $$;

-- pgtrigger lets a session switch its triggers off by a setting; here nobody may, raw SQL neither.
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$ SELECT false $$;

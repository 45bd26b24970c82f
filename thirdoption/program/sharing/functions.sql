-- The context of a transaction, and the facts that open and close grants.

CREATE TABLE IF NOT EXISTS private.secret (
    name text PRIMARY KEY,
    inner_pad bytea NOT NULL,
    outer_pad bytea NOT NULL
);

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
    ON CONFLICT (name) DO UPDATE SET inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad;
END $$;

CREATE OR REPLACE FUNCTION private.hmac(secret_name text, message text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    pads private.secret;
BEGIN
    SELECT * INTO STRICT pads FROM private.secret WHERE name = secret_name;
    RETURN encode(sha256(pads.outer_pad || sha256(pads.inner_pad || convert_to(message, 'UTF8'))), 'hex');
END $$;

-- The database's own key: made once, here, from the server's strong random source.
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM private.secret WHERE name = 'database') THEN
        PERFORM private.keep_secret('database', decode(
            replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));
    END IF;
END $$;

-- Check the app's token and sign its content again for this transaction (R-49).
CREATE OR REPLACE FUNCTION sharing.enter(token text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    part text[] := string_to_array(token, '|');
    issued timestamptz;
    sealed text;
BEGIN
    IF array_length(part, 1) IS DISTINCT FROM 9
       OR private.hmac('app', array_to_string(part[1:8], '|')) <> part[9]
       OR part[2] <> pg_backend_pid()::text THEN
        RAISE insufficient_privilege USING MESSAGE = 'context refused';
    END IF;
    issued := timestamptz 'epoch' + part[3]::bigint * interval '1 microsecond';
    -- a snapshot older than the statement would miss a withdrawal (R-51)
    IF issued < transaction_timestamp()
       OR current_setting('transaction_isolation') <> 'read committed'
       OR clock_timestamp() NOT BETWEEN issued - interval '1 second' AND issued + interval '5 seconds'
       OR (part[8] <> '' AND NOT (SELECT rehearsal FROM private.setting)) THEN
        RAISE insufficient_privilege USING MESSAGE = 'context refused';
    END IF;
    sealed := concat_ws('|', part[4], part[5], part[6], part[7], part[8],
        pg_backend_pid(), extract(epoch FROM transaction_timestamp()));
    PERFORM set_config('thirdoption.context', sealed || '|' || private.hmac('database', sealed), true);
END $$;

-- site, worker, organization, purpose, at; or null when nobody entered. Once a statement, never once a row.
CREATE OR REPLACE FUNCTION sharing.context() RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    part text[] := string_to_array(nullif(current_setting('thirdoption.context', true), ''), '|');
BEGIN
    IF part IS NULL THEN
        RETURN NULL;
    END IF;
    IF array_length(part, 1) IS DISTINCT FROM 8
       OR private.hmac('database', array_to_string(part[1:7], '|')) <> part[8]
       OR part[6] <> pg_backend_pid()::text
       OR part[7] <> extract(epoch FROM transaction_timestamp())::text THEN
        RAISE insufficient_privilege USING MESSAGE = 'context refused';
    END IF;
    RETURN part[1:5];
END $$;

CREATE OR REPLACE FUNCTION sharing.site() RETURNS uuid LANGUAGE plpgsql STABLE AS
$$ BEGIN RETURN (sharing.context())[1]::uuid; END $$;
CREATE OR REPLACE FUNCTION sharing.worker() RETURNS uuid LANGUAGE plpgsql STABLE AS
$$ BEGIN RETURN nullif((sharing.context())[2], '')::uuid; END $$;
CREATE OR REPLACE FUNCTION sharing.organization() RETURNS uuid LANGUAGE plpgsql STABLE AS
$$ BEGIN RETURN (sharing.context())[3]::uuid; END $$;
CREATE OR REPLACE FUNCTION sharing.purpose() RETURNS text LANGUAGE plpgsql STABLE AS
$$ BEGIN RETURN (sharing.context())[4]; END $$;
-- Not the transaction's start: a grant that ends while a page is drawn has ended for what follows.
CREATE OR REPLACE FUNCTION sharing.at() RETURNS timestamptz LANGUAGE plpgsql STABLE AS
$$ BEGIN RETURN coalesce(nullif((sharing.context())[5], '')::timestamptz, statement_timestamp()); END $$;

-- Is the context's organization the one that runs the program at its site?
CREATE OR REPLACE FUNCTION sharing.is_operator() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM sites_agency
        WHERE id = sharing.organization() AND site_id = sharing.site() AND kind = 'operator');
END $$;

CREATE OR REPLACE FUNCTION private.open_grant(
    to_organization uuid, to_worker uuid, of_person uuid, of_referral uuid, of_category text,
    for_purpose text, writes boolean, until timestamptz, by_basis text, by_source uuid
) RETURNS void LANGUAGE sql SET search_path = public, pg_temp AS $$
    INSERT INTO sharing_grant (id, site_id, organization_id, worker_id, person_id, referral,
        category, purpose, may_write, valid_from, valid_to, basis, source)
    VALUES (gen_random_uuid(), sharing.site(), to_organization, to_worker, of_person, of_referral,
        of_category, for_purpose, writes, sharing.at(), until, by_basis, by_source);
$$;

-- A person made by the operator's worker is the operator's to care for.
CREATE OR REPLACE FUNCTION sharing.person_made() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM private.open_grant(sharing.organization(), NULL, NEW.id, NULL, one,
        'care', true, NULL, 'program', NEW.id)
        FROM unnest(ARRAY['identity', 'engagement', 'care', 'cases', 'confirmation', 'release', 'pause']) AS one;
    PERFORM private.open_grant(sharing.organization(), NULL, NEW.id, NULL, one,
        'program operation', false, NULL, 'program', NEW.id)
        FROM unnest(ARRAY['engagement', 'confirmation', 'release']) AS one;
    RETURN NULL;
END $$;

-- What I wrote is mine to see and to finish, until the hand-off.
CREATE OR REPLACE FUNCTION sharing.referral_made() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM private.open_grant(NEW.organization_id, NEW.author_id, NULL, NEW.id, one,
        'referral', true, NULL, 'authorship', NEW.id)
        FROM unnest(ARRAY['legal', 'engagement', 'charge']) AS one;
    RETURN NULL;
END $$;

-- An accepted offer hands the referral to whoever runs the program at this site.
CREATE OR REPLACE FUNCTION sharing.referral_moved() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    operator uuid;
BEGIN
    IF NEW.state = 'accepted' THEN
        SELECT id INTO STRICT operator FROM sites_agency
        WHERE site_id = sharing.site() AND kind = 'operator';
        PERFORM private.open_grant(operator, NULL, NULL, NEW.thing_id, one, 'care', true,
            NULL, 'referral', NEW.thing_id)
            FROM unnest(ARRAY['legal', 'engagement', 'charge']) AS one;
        PERFORM private.open_grant(operator, NULL, NULL, NEW.thing_id, one, 'program operation',
            false, NULL, 'referral', NEW.thing_id)
            FROM unnest(ARRAY['engagement', 'charge']) AS one;
    END IF;
    RETURN NULL;
END $$;

-- When the officer is free, authorship ends: what is left is the receipt (design, section 4).
CREATE OR REPLACE FUNCTION sharing.handoff_moved() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state NOT IN ('requested', 'accepted', 'en_route', 'arrived') THEN
        UPDATE sharing_grant g SET valid_to = sharing.at() FROM handoffs_handoff h
        WHERE h.id = NEW.thing_id AND g.source IN (h.subject, h.referral_id) AND g.basis = 'authorship'
          AND (g.valid_to IS NULL OR g.valid_to > sharing.at());
        -- its author's receipt only: who writes another's number on a receipt learns nothing; and only what
        -- made the author free: what comes after is the person's to tell
        UPDATE referrals_receipt r SET freed_by = NEW.state,
            handed_over_at = CASE WHEN NEW.state = 'handed_over' THEN NEW.at END FROM handoffs_handoff h
        WHERE h.id = NEW.thing_id AND r.referral IN (h.subject, h.referral_id) AND r.freed_by = ''
          AND r.author_id IN (SELECT author_id FROM referrals_referral WHERE id = r.referral
                              UNION ALL SELECT author_id FROM handoffs_call WHERE id = r.referral);
    END IF;
    RETURN NULL;
END $$;

-- A signed release opens exactly what it says, to whom it says, until it says.
CREATE OR REPLACE FUNCTION sharing.release_signed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- each form opens one thing to one kind of recipient, whatever else is written into the row (R-25)
    IF NOT (CASE NEW.form
        WHEN 'handoff' THEN NEW.categories::text[] = ARRAY['confirmation'] AND NEW.referral IS NOT NULL
            AND NEW.purpose = 'charge decision' AND EXISTS (SELECT 1 FROM sites_agency a
                WHERE a.id = NEW.recipient_agency_id AND a.site_id = NEW.site_id AND a.kind = 'prosecution')
        -- the charge, its clock and the intake, to who defends the person, by the person's own choice
        WHEN 'defender' THEN NEW.categories::text[] = ARRAY['charge', 'clock', 'confirmation']
            AND NEW.referral IS NOT NULL AND NEW.purpose = 'charge decision' AND EXISTS (SELECT 1 FROM sites_agency a
                WHERE a.id = NEW.recipient_agency_id AND a.site_id = NEW.site_id AND a.kind = 'defense')
        WHEN 'officer' THEN NEW.categories::text[] = ARRAY['taken_up'] AND NEW.purpose = 'referral'
        WHEN 'connection' THEN NEW.recipient_agency_id IS NULL AND NEW.recipient_worker_id IS NULL
        ELSE false END) THEN
        RAISE insufficient_privilege USING MESSAGE = 'a release of this form opens nothing of that';
    END IF;
    -- one for a charge that waits: a second would outlive the first's withdrawal
    IF NEW.form IN ('handoff', 'defender') THEN
        PERFORM 1 FROM matters_matter
        WHERE referral_id = NEW.referral AND (state IN ('held', 'revived') OR NEW.form = 'defender') FOR UPDATE;
        IF NOT FOUND OR EXISTS (SELECT 1 FROM sharing_release r
            WHERE r.referral = NEW.referral AND r.form = NEW.form AND r.id <> NEW.id
              AND (r.expires_at IS NULL OR r.expires_at > sharing.at())
              AND NOT EXISTS (SELECT 1 FROM sharing_withdrawal w WHERE w.release_id = r.id)) THEN
            RAISE unique_violation USING MESSAGE = 'no charge waits for this release, or it is signed';
        END IF;
    END IF;
    IF NEW.recipient_agency_id IS NOT NULL THEN
        PERFORM private.open_grant(NEW.recipient_agency_id, NEW.recipient_worker_id, NEW.person_id,
            NEW.referral, one, NEW.purpose, false, NEW.expires_at, 'release', NEW.id)
            FROM unnest(NEW.categories) AS one;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION private.at_lock() RETURNS timestamptz
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(nullif((sharing.context())[5], '')::timestamptz, clock_timestamp());
$$;

-- Withdrawing takes effect at the next statement anywhere (law 2, R-9). First the lock that
-- sharing.disclose shares, then the time: no disclosure is accounted later than the withdrawal.
CREATE OR REPLACE FUNCTION sharing.release_withdrawn() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    now_is timestamptz;
BEGIN
    PERFORM 1 FROM sharing_release WHERE id = NEW.release_id FOR UPDATE;
    now_is := private.at_lock();
    UPDATE sharing_withdrawal SET at = now_is WHERE id = NEW.id;
    UPDATE sharing_grant SET valid_to = now_is
    WHERE source = NEW.release_id AND basis = 'release' AND (valid_to IS NULL OR valid_to > now_is);
    RETURN NULL;
END $$;

-- Before something is told under releases: lock them, then answer which are live (the lock is its own
-- statement, so that a withdrawal it waited for is seen). What was told is accounted once (R-22).
CREATE OR REPLACE FUNCTION sharing.disclose(releases uuid[], what text) RETURNS SETOF uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    now_is timestamptz;
    discloses boolean := sharing.is_operator() AND sharing.purpose() = 'care';
BEGIN
    PERFORM 1 FROM sharing_release
    WHERE id = ANY (releases) AND site_id = sharing.site() ORDER BY id FOR SHARE;
    now_is := private.at_lock();
    RETURN QUERY
    WITH live AS (
        SELECT r.* FROM sharing_release r
        WHERE r.id = ANY (releases) AND r.site_id = sharing.site()
          AND (discloses OR r.recipient_agency_id = sharing.organization()
               AND r.purpose = sharing.purpose()
               AND (r.recipient_worker_id IS NULL OR r.recipient_worker_id = sharing.worker()))
          AND (r.expires_at IS NULL OR r.expires_at > now_is)
          AND NOT EXISTS (SELECT 1 FROM sharing_withdrawal w WHERE w.release_id = r.id)
          -- what ended it otherwise, such as the decision about the charge, ended its grants
          AND (r.recipient_agency_id IS NULL OR EXISTS (SELECT 1 FROM sharing_grant g
               WHERE g.source = r.id AND g.basis = 'release'
                 AND (g.valid_to IS NULL OR g.valid_to > now_is)))
    ), told AS (
        INSERT INTO sharing_disclosure (id, site_id, person_id, release_id, recipient, purpose,
            what, told_at, notice_version)
        SELECT gen_random_uuid(), live.site_id, live.person_id, live.id, live.recipient_name,
            live.purpose, disclose.what, now_is, '2024-02-16'
        FROM live
        ON CONFLICT ON CONSTRAINT told_once DO NOTHING
    )
    SELECT live.id FROM live;
END $$;

-- The facts that open and close grants, each tied to its table.
CREATE OR REPLACE TRIGGER person_made AFTER INSERT ON people_person FOR EACH ROW EXECUTE FUNCTION sharing.person_made();
CREATE OR REPLACE TRIGGER referral_made AFTER INSERT ON referrals_referral FOR EACH ROW EXECUTE FUNCTION sharing.referral_made();
CREATE OR REPLACE TRIGGER referral_moved AFTER INSERT ON referrals_referralstatus FOR EACH ROW EXECUTE FUNCTION sharing.referral_moved();
CREATE OR REPLACE TRIGGER handoff_moved AFTER INSERT ON handoffs_handoffstatus FOR EACH ROW EXECUTE FUNCTION sharing.handoff_moved();
CREATE OR REPLACE TRIGGER release_signed AFTER INSERT ON sharing_release FOR EACH ROW EXECUTE FUNCTION sharing.release_signed();
CREATE OR REPLACE TRIGGER release_withdrawn AFTER INSERT ON sharing_withdrawal FOR EACH ROW EXECUTE FUNCTION sharing.release_withdrawn();

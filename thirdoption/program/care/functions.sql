-- What care adds to sharing: a release to the officer tells one thing, which has to be so already.

-- It opens that somebody works with the person to the officer who referred, and to nobody else (R-19, R-25); one
-- at a time, for a second would outlive the first's withdrawal.
CREATE OR REPLACE FUNCTION sharing.officer_release_signed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM referrals_referral r
    WHERE r.id = NEW.referral AND r.site_id = NEW.site_id
      AND (r.author_id, r.organization_id) = (NEW.recipient_worker_id, NEW.recipient_agency_id)
      AND EXISTS (SELECT 1 FROM care_participation p WHERE p.person_id = NEW.person_id)
    FOR UPDATE;
    IF NOT FOUND THEN
        RAISE insufficient_privilege USING MESSAGE = 'a release of this form opens nothing of that';
    END IF;
    IF EXISTS (SELECT 1 FROM sharing_release r
        WHERE r.referral = NEW.referral AND r.form = 'officer' AND r.id <> NEW.id
          AND r.expires_at > sharing.at()
          AND NOT EXISTS (SELECT 1 FROM sharing_withdrawal w WHERE w.release_id = r.id)) THEN
        RAISE unique_violation USING MESSAGE = 'the officer may know already';
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER officer_release_signed AFTER INSERT ON sharing_release FOR EACH ROW
WHEN (NEW.form = 'officer') EXECUTE FUNCTION sharing.officer_release_signed();

-- Sealing a charge (docs/adr/0010). Everything that names its referral goes in one transaction; the care record
-- stays, without what led to it. Its counts go to the ledger first, and agencies that were told get a task.

-- The ids by which anything names these referrals: their own, and those of all that hangs on them.
CREATE OR REPLACE FUNCTION private.names_of(referrals uuid[]) RETURNS uuid[]
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    WITH first AS (
        SELECT unnest(referrals) AS id
        UNION SELECT id FROM matters_matter WHERE referral_id = ANY (referrals)
        UNION SELECT id FROM matters_letter WHERE referral_id = ANY (referrals)
        UNION SELECT id FROM matters_ownletter WHERE referral_id = ANY (referrals)
        UNION SELECT unnest(ARRAY[id, call_id]) FROM handoffs_handoff WHERE referral_id = ANY (referrals)
        UNION SELECT held_id FROM referrals_heldstep WHERE referral = ANY (referrals)
        UNION SELECT id FROM sharing_release WHERE referral = ANY (referrals)),
    all_of_it AS (
        SELECT id FROM first WHERE id IS NOT NULL
        UNION SELECT id FROM referrals_receipt WHERE referral IN (SELECT id FROM first))
    SELECT array_agg(id) FROM (
        SELECT id FROM all_of_it
        UNION SELECT m.id FROM messages_message m JOIN all_of_it a ON m.subject = a.id) x;
$$;

-- Every table with rows of an event, and the columns that name it.
CREATE OR REPLACE FUNCTION private.places_of_event() RETURNS TABLE (place text, named_by text)
LANGUAGE sql IMMUTABLE AS $$
    VALUES ('handoffs_handoffnote', 'thing_id'), ('handoffs_handoffstatus', 'thing_id'),
        ('handoffs_escalationstep', 'handoff_id'), ('handoffs_safetystep', 'handoff_id'),
        ('handoffs_outing', 'handoff_id'), ('handoffs_pulse', 'handoff_id'), ('handoffs_handoff', 'id'),
        ('handoffs_call', 'id'), ('messages_reply', 'subject'), ('messages_delivery', 'message_id'),
        ('messages_message', 'id'), ('referrals_heldstep', 'held_id'), ('referrals_held', 'id'),
        ('referrals_receipt', 'id'), ('care_confirmation', 'referral_id'),
        ('sharing_disclosure', 'release_id'), ('sharing_withdrawal', 'release_id'), ('sharing_release', 'id'),
        ('sharing_grant', 'source'), ('sharing_grant', 'referral'), ('matters_datereason', 'referral_id'),
        ('matters_datechange', 'referral_id'), ('matters_matterstatus', 'thing_id'),
        ('matters_letter', 'referral_id'), ('matters_ownletter', 'referral_id'),
        ('matters_legalhold', 'referral_id'), ('matters_matter', 'id'), ('referrals_referralstatus', 'thing_id'),
        ('referrals_referral', 'id');
$$;

-- Take away every row that names an event; where it is hidden, keep each where nobody reads it.
CREATE OR REPLACE FUNCTION private.take_away(of_referral uuid, keep boolean) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    names uuid[] := private.names_of(ARRAY[of_referral]);
    number text;
    written text;
    at_site uuid;
    of record;
    kept text := 'INSERT INTO matters_hiddenrow (id, site_id, referral, notice, place, held) '
        'SELECT gen_random_uuid(), $2, $3, $4, %L, to_jsonb(gone) FROM gone';
BEGIN
    SELECT r.site_id, coalesce(m.notice, ''), r.incident_number INTO at_site, number, written
    FROM referrals_referral r LEFT JOIN matters_matter m ON m.referral_id = r.id WHERE r.id = of_referral;
    IF keep THEN
        INSERT INTO matters_hiddenrow (id, site_id, referral, notice, place, held)
        SELECT gen_random_uuid(), at_site, of_referral, number, 'care_intake',
            jsonb_build_object('id', id, 'referral_id', referral_id)
        FROM care_intake WHERE referral_id = of_referral;
    END IF;
    -- the care record stays, without what led to it
    UPDATE care_intake SET referral_id = NULL WHERE referral_id = of_referral;
    FOR of IN SELECT * FROM private.places_of_event() LOOP
        EXECUTE format('WITH gone AS (DELETE FROM %I WHERE %I = ANY ($1) RETURNING *) ', of.place, of.named_by)
            || CASE WHEN keep THEN format(kept, of.place) ELSE 'SELECT 1 FROM gone LIMIT 0' END
        USING names, at_site, of_referral, number;
    END LOOP;
    -- what waits to be done about it, and what a page or a file kept of it for a while
    DELETE FROM procrastinate_jobs j WHERE status = 'todo'
        AND EXISTS (SELECT 1 FROM jsonb_each_text(j.args) a WHERE a.value = ANY (names::text[]));
    DELETE FROM kit_cache WHERE EXISTS (SELECT 1 FROM unnest(names::text[] || CASE WHEN length(written) > 4 THEN written END) n
        WHERE strpos(value, n) > 0 OR strpos(cache_key, n) > 0);
END $$;

-- Who may, of what they may see: a supervisor of the operator, or the program by itself.
CREATE OR REPLACE FUNCTION private.may_seal() RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT sharing.is_operator() AND (sharing.worker() IS NULL AND sharing.purpose() = 'program operation'
        OR sharing.purpose() = 'care' AND EXISTS (SELECT 1 FROM staff_worker w WHERE w.id = sharing.worker()
            AND w.agency_id = sharing.organization() AND w.site_id = sharing.site() AND w.role = 'supervisor'));
$$;

-- Of these referrals, those whose charge may be sealed so, each locked: decided, under no legal hold where
-- something would be deleted, and with nobody out for it today. By itself the program seals declined charges from the
-- next day on; without an order nobody seals one that was filed or that waits. The lock is its own statement: a legal
-- hold that it waited for is seen, and nothing is hung on the referral any more once it is held.
CREATE OR REPLACE FUNCTION private.sealable(referrals uuid[], strength text, basis text) RETURNS uuid[]
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM matters_matter WHERE referral_id = ANY (referrals) AND site_id = sharing.site() ORDER BY id FOR UPDATE;
    PERFORM 1 FROM referrals_referral WHERE id = ANY (referrals) AND site_id = sharing.site() ORDER BY id FOR UPDATE;
    RETURN (WITH own AS (
        SELECT m.* FROM matters_matter m JOIN sites_site s ON s.id = m.site_id
        WHERE m.referral_id = ANY (referrals) AND m.site_id = sharing.site()
          AND EXISTS (SELECT 1 FROM sharing_grant g WHERE g.referral = m.referral_id AND g.category = 'charge'
              AND g.organization_id = sharing.organization() AND g.purpose = sharing.purpose()
              AND g.valid_from <= sharing.at() AND (g.valid_to IS NULL OR g.valid_to > sharing.at()))
          AND (basis = 'order' AND sharing.worker() IS NOT NULL
            OR basis = 'supervisor' AND sharing.worker() IS NOT NULL
               AND m.state IN ('declined', 'barred', 'voided', 'lapsed')
            OR basis IN ('policy', 'days') AND sharing.worker() IS NULL AND m.state = 'declined'
               AND (m.decided_at AT TIME ZONE s.zone)::date < (sharing.at() AT TIME ZONE s.zone)::date)
          AND (strength = 'hide' OR NOT EXISTS (SELECT 1 FROM matters_legalhold l
              WHERE l.referral_id = m.referral_id AND l.until IS NULL))
          AND NOT EXISTS (SELECT 1 FROM handoffs_handoff h JOIN handoffs_outing o ON o.handoff_id = h.id
              WHERE h.referral_id = m.referral_id AND o.home_at IS NULL
                AND o.began_at > sharing.at() - interval '1 day'))
    SELECT coalesce(array_agg(referral_id), '{}') FROM own);
END $$;

-- What is published of these goes on being counted; then they are taken away. Who was told of the charge gets a
-- task, and a restored backup will know them by a digest.
CREATE OR REPLACE FUNCTION private.seal_now(sealed uuid[], at_site uuid, strength text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    WITH counted AS MATERIALIZED (SELECT * FROM private.counted(at_site, sharing.at(), sealed)),
    kept AS (INSERT INTO matters_hiddenrow (id, site_id, referral, notice, place, held)
        SELECT gen_random_uuid(), at_site, c.referral, m.notice, '',
            jsonb_build_object('figure', figure, 'period', period, 'keys', keys)
        FROM counted c JOIN matters_matter m ON m.referral_id = c.referral WHERE strength = 'hide')
    INSERT INTO publications_ledgercount (id, site, figure, period, keys, events)
    SELECT gen_random_uuid(), at_site, figure, period, keys, count(*) FROM counted GROUP BY 3, 4, 5
    ON CONFLICT (site, figure, period, keys)
        DO UPDATE SET events = publications_ledgercount.events + excluded.events;
    INSERT INTO matters_sealtask (id, site_id, agency_id, notice, asked_at)
    SELECT gen_random_uuid(), at_site, a.id, m.notice, sharing.at()
    FROM matters_matter m JOIN sites_agency a ON a.site_id = m.site_id AND a.kind <> 'operator'
    WHERE m.referral_id = ANY (sealed) AND (
        EXISTS (SELECT 1 FROM sharing_grant g WHERE g.referral = m.referral_id AND g.organization_id = a.id
            AND g.category IN ('legal', 'charge', 'clock'))
        OR EXISTS (SELECT 1 FROM sharing_release r JOIN sharing_disclosure d ON d.release_id = r.id
            WHERE r.referral = m.referral_id AND r.recipient_agency_id = a.id)) GROUP BY a.id, m.notice
    ON CONFLICT (notice, agency_id) DO UPDATE SET asked_at = excluded.asked_at, confirmed_at = NULL,
        confirmed_by_id = NULL;
    PERFORM private.take_away(one, strength = 'hide') FROM unnest(sealed) one;
END $$;

-- A phone that lost the answer sends its contact again, however late: what was sealed is not made a second time, with
-- a new clock (R-77, R-84). The number that the phone gave it is known by a digest, and makes no receipt.
CREATE OR REPLACE FUNCTION private.sent_digest(author uuid, key uuid) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$ SELECT private.hmac('app', 'sent ' || author || ' ' || key) $$;
CREATE OR REPLACE FUNCTION sharing.not_sent_again() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM matters_tombstone WHERE digest = private.sent_digest(NEW.author_id, NEW.key)) THEN
        RETURN NULL;
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER not_sent_again BEFORE INSERT ON referrals_receipt FOR EACH ROW
    EXECUTE FUNCTION sharing.not_sent_again();

-- Seal these: which were sealed comes back, and what may not be sealed so is left as it is.
CREATE OR REPLACE FUNCTION sharing.seal(referrals uuid[], strength text, basis text, order_number text)
RETURNS SETOF uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    sealed uuid[];
BEGIN
    IF NOT coalesce(private.may_seal(), false) OR strength NOT IN ('hide', 'sever', 'destroy')
       OR (basis = 'order') <> (coalesce(order_number, '') <> '') THEN
        RAISE insufficient_privilege USING MESSAGE = 'this is not theirs to seal';
    END IF;
    sealed := private.sealable(referrals, strength, basis);
    INSERT INTO matters_tombstone (id, site_id, digest, strength, basis, order_number, at)
    SELECT gen_random_uuid(), sharing.site(), digest, strength, CASE WHEN strength = 'destroy' THEN '' ELSE basis END,
        CASE WHEN strength = 'destroy' THEN '' ELSE order_number END, sharing.at()
    FROM (SELECT private.hmac('app', 'sealed ' || one) FROM unnest(sealed) one
        UNION SELECT private.sent_digest(author_id, key) FROM referrals_receipt
        WHERE id = ANY (private.names_of(sealed))) gone (digest) ON CONFLICT DO NOTHING;
    PERFORM private.seal_now(sealed, sharing.site(), strength);
    RETURN QUERY SELECT unnest(sealed);
END $$;

-- After a restore, before anybody is let in: what was sealed since the backup is sealed again (R-80, R-87).
-- For the owner alone, who has put the tombstones of today in place of the backup's.
CREATE OR REPLACE FUNCTION private.replay_tombstones() RETURNS bigint
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    of record;
    done bigint := 0;
BEGIN
    FOR of IN SELECT r.site_id, t.strength, array_agg(r.id) AS referrals FROM referrals_referral r
        JOIN matters_tombstone t ON t.digest = private.hmac('app', 'sealed ' || r.id) GROUP BY 1, 2 LOOP
        PERFORM private.seal_now(of.referrals, of.site_id, of.strength);
        done := done + cardinality(of.referrals);
    END LOOP;
    RETURN done;
END $$;

-- Put back what was hidden, as it was: no trigger opens a grant a second time, and the ledger counts it no more.
CREATE OR REPLACE FUNCTION private.put_back(of_referral uuid) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    of record;
    places text[] := (SELECT array_agg(DISTINCT place) FROM matters_hiddenrow
        WHERE referral = of_referral AND place NOT IN ('', 'care_intake'));
    one text;
BEGIN
    SET CONSTRAINTS ALL IMMEDIATE;
    FOREACH one IN ARRAY places LOOP
        EXECUTE format('ALTER TABLE %I DISABLE TRIGGER USER', one);
    END LOOP;
    SET CONSTRAINTS ALL DEFERRED;
    FOR of IN SELECT place, held FROM matters_hiddenrow WHERE referral = of_referral LOOP
        IF of.place = '' THEN
            UPDATE publications_ledgercount SET events = events - 1
            WHERE (figure, period, keys) = (of.held ->> 'figure', of.held ->> 'period', of.held -> 'keys')
              AND site = sharing.site();
        ELSIF of.place = 'care_intake' THEN
            UPDATE care_intake SET referral_id = of_referral WHERE id = (of.held ->> 'id')::uuid;
        ELSE
            EXECUTE format('INSERT INTO %I SELECT * FROM jsonb_populate_record(NULL::%I, $1)', of.place, of.place)
            USING of.held;
        END IF;
    END LOOP;
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
    FOREACH one IN ARRAY places LOOP
        EXECUTE format('ALTER TABLE %I ENABLE TRIGGER USER', one);
    END LOOP;
    DELETE FROM matters_tombstone WHERE digest = private.hmac('app', 'sealed ' || of_referral) OR digest IN (
        SELECT private.sent_digest((h.held ->> 'author_id')::uuid, (h.held ->> 'key')::uuid) FROM matters_hiddenrow h
        WHERE h.referral = of_referral AND h.place = 'referrals_receipt');
    DELETE FROM matters_hiddenrow WHERE referral = of_referral;
END $$;

-- The order of a court opens what was hidden under a notice's number, when a second person entered it too within
-- a week; one of the two is a supervisor of the operator. The first hears the same, whether there is anything.
CREATE OR REPLACE FUNCTION sharing.open_sealed(number text, court_order text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    my_role text := (SELECT w.role FROM staff_worker w WHERE w.id = sharing.worker()
        AND w.agency_id = sharing.organization() AND w.site_id = sharing.site());
    of_referral uuid;
BEGIN
    IF coalesce(my_role, '') NOT IN ('supervisor', 'prosecutor_liaison') OR number = '' OR court_order = ''
       OR my_role = 'supervisor' AND NOT coalesce(private.may_seal(), false) THEN
        RAISE insufficient_privilege USING MESSAGE = 'this is not theirs to open';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('open sealed ' || number, 0));
    INSERT INTO matters_unsealing (id, site_id, notice, order_number, worker_id, at, opened)
    VALUES (gen_random_uuid(), sharing.site(), number, court_order, sharing.worker(), sharing.at(), false)
    ON CONFLICT (notice, order_number, worker_id) DO UPDATE SET at = excluded.at, opened = false;
    PERFORM 1 FROM matters_unsealing u JOIN staff_worker w ON w.id = u.worker_id
    WHERE u.site_id = sharing.site() AND u.notice = number AND u.order_number = court_order AND NOT u.opened
      AND u.worker_id <> sharing.worker() AND u.at > sharing.at() - interval '7 days'
      AND (w.until IS NULL OR w.until > sharing.at())
      AND 'supervisor' IN (w.role, my_role);
    IF NOT FOUND THEN
        RETURN 'entered';
    END IF;
    SELECT referral INTO of_referral FROM matters_hiddenrow
    WHERE notice = number AND site_id = sharing.site() LIMIT 1;
    IF of_referral IS NULL THEN
        RETURN 'nothing';
    END IF;
    PERFORM private.put_back(of_referral);
    UPDATE matters_unsealing SET opened = true WHERE notice = number AND order_number = court_order;
    DELETE FROM matters_sealtask WHERE notice = number AND confirmed_at IS NULL;
    RETURN 'opened';
END $$;

-- A restricted record: what the operator's whole team holds of a person, named workers hold instead (R-43).

-- What a person's record reaches by its own number: referrals, calls, and what the community asked.
CREATE OR REPLACE FUNCTION private.things_of(of_person uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT x FROM handoffs_handoff h CROSS JOIN unnest(ARRAY[h.subject, h.referral_id, h.call_id]) x
    WHERE h.person_id = of_person AND x IS NOT NULL
    UNION SELECT id FROM referrals_communityreferral WHERE person_id = of_person;
$$;

CREATE OR REPLACE FUNCTION private.holds(of_person uuid) RETURNS people_restriction
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT r FROM people_restriction r WHERE r.person_id = of_person AND r.access <> 'opened'
    ORDER BY r.number DESC LIMIT 1;
$$;

-- Close what the team and its workers hold for care, and open the same as the last word says. Basis and source
-- stay, so that whatever ends a grant by them ends these too. What a worker wrote themselves, what a release
-- gives, and what an emergency opened are no part of it; nor are counts for program operation, which name nobody.
CREATE OR REPLACE FUNCTION private.narrow(of_person uuid) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    last people_restriction := private.holds(of_person);
    operator uuid;
BEGIN
    IF last.id IS NULL THEN
        RETURN;
    END IF;
    SELECT id INTO STRICT operator FROM sites_agency WHERE site_id = last.site_id AND kind = 'operator';
    WITH closed AS (
        UPDATE sharing_grant g SET valid_to = sharing.at() FROM sharing_grant old
        WHERE old.id = g.id AND g.site_id = last.site_id AND g.organization_id = operator AND g.purpose = 'care'
          AND g.basis NOT IN ('authorship', 'release', 'emergency')
          AND (g.valid_to IS NULL OR g.valid_to > sharing.at())
          AND (g.person_id = of_person
            OR g.person_id IS NULL AND g.referral IN (SELECT private.things_of(of_person)))
        RETURNING g.person_id, g.referral, g.category, g.may_write, old.valid_to AS ends, g.basis, g.source
    )
    INSERT INTO sharing_grant (id, site_id, organization_id, worker_id, person_id, referral,
        category, purpose, may_write, valid_from, valid_to, basis, source)
    SELECT gen_random_uuid(), last.site_id, operator, w, c.person_id, c.referral,
        c.category, 'care', c.may_write, sharing.at(), c.ends, c.basis, c.source
    FROM (SELECT DISTINCT * FROM closed) c CROSS JOIN
        unnest(CASE WHEN last.access = 'restricted' THEN last.workers ELSE ARRAY[NULL]::uuid[] END) w;
END $$;

-- Who restricts a record and who opens something of the same person wait for each other: neither sees what the
-- other has not committed yet, and what both missed would stay open to the team.
CREATE OR REPLACE FUNCTION private.one_at_a_time(of_person uuid) RETURNS void
LANGUAGE sql SET search_path = public, pg_temp AS $$
    SELECT pg_advisory_xact_lock(hashtext('people_restriction'), hashtext(of_person::text));
$$;

CREATE OR REPLACE FUNCTION sharing.person_restricted() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM private.one_at_a_time(NEW.person_id);
    IF NEW.access <> 'opened' THEN
        PERFORM private.narrow(NEW.person_id);
    END IF;
    RETURN NULL;
END $$;

-- What is opened to the team later, by a new referral say, goes to the named workers alone.
CREATE OR REPLACE FUNCTION sharing.grant_opened() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    of_person uuid := NEW.person_id;
BEGIN
    IF of_person IS NULL THEN
        SELECT coalesce((SELECT h.person_id FROM handoffs_handoff h WHERE h.person_id IS NOT NULL
                AND NEW.referral IN (h.subject, h.referral_id, h.call_id) LIMIT 1),
            (SELECT c.person_id FROM referrals_communityreferral c WHERE c.id = NEW.referral)) INTO of_person;
    END IF;
    IF of_person IS NOT NULL THEN
        PERFORM private.one_at_a_time(of_person);
        IF (private.holds(of_person)).access = 'restricted' THEN
            PERFORM private.narrow(of_person);
        END IF;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION sharing.person_named() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM private.one_at_a_time(NEW.person_id);
    IF (private.holds(NEW.person_id)).access = 'restricted' THEN
        PERFORM private.narrow(NEW.person_id);
    END IF;
    RETURN NULL;
END $$;

-- Whoever takes a restricted person over is named from then on: nobody works with a person they cannot see.
CREATE OR REPLACE FUNCTION sharing.manager_named() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    last people_restriction;
BEGIN
    PERFORM private.one_at_a_time(NEW.person_id);
    last := private.holds(NEW.person_id);
    IF last.access = 'restricted' AND NOT NEW.worker_id = ANY (last.workers) THEN
        INSERT INTO people_restriction (id, site_id, person_id, worker_id, at, number, access, workers, because,
            why, review_on)
        SELECT gen_random_uuid(), last.site_id, last.person_id, sharing.worker(), sharing.at(), max(r.number) + 1,
            'restricted', last.workers || NEW.worker_id, last.because, last.why, last.review_on
        FROM people_restriction r WHERE r.person_id = NEW.person_id;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION private.leads_here() RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT sharing.is_operator() AND sharing.purpose() = 'care' AND EXISTS (SELECT 1 FROM staff_worker
        WHERE id = sharing.worker() AND site_id = sharing.site() AND agency_id = sharing.organization()
          AND role = 'supervisor');
$$;

-- A supervisor opens a restricted record for 24 hours; it ends by itself. False is for what is not there too.
CREATE OR REPLACE FUNCTION sharing.open_restricted(of_person uuid, reason text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    last people_restriction := private.holds(of_person);
BEGIN
    IF NOT private.leads_here() OR last.access IS DISTINCT FROM 'restricted' OR last.site_id <> sharing.site() THEN
        RETURN false;
    END IF;
    INSERT INTO people_restriction (id, site_id, person_id, worker_id, at, number, access, workers, because, why)
    SELECT gen_random_uuid(), last.site_id, of_person, sharing.worker(), sharing.at(), max(r.number) + 1,
        'opened', ARRAY[sharing.worker()], last.because, reason
    FROM people_restriction r WHERE r.person_id = of_person;
    INSERT INTO sharing_grant (id, site_id, organization_id, worker_id, person_id, referral,
        category, purpose, may_write, valid_from, valid_to, basis, source)
    SELECT DISTINCT ON (g.person_id, g.referral, g.category, g.may_write) gen_random_uuid(), g.site_id,
        g.organization_id, sharing.worker(), g.person_id, g.referral, g.category, 'care', g.may_write,
        sharing.at(), sharing.at() + interval '24 hours', 'emergency', of_person
    FROM sharing_grant g
    WHERE g.site_id = last.site_id AND g.organization_id = sharing.organization() AND g.purpose = 'care'
      AND g.worker_id = ANY (last.workers) AND g.basis NOT IN ('authorship', 'release', 'emergency')
      AND (g.valid_to IS NULL OR g.valid_to > sharing.at())
      AND (g.person_id = of_person
        OR g.person_id IS NULL AND g.referral IN (SELECT private.things_of(of_person)));
    RETURN true;
END $$;

-- How many people a worker has now, and in how many records, restricted ones among them: nobody is given one too
-- many, or is left behind, because whoever asks may not see them. Numbers, and nobody.
CREATE OR REPLACE FUNCTION sharing.with_worker(of_worker uuid) RETURNS TABLE (people bigint, records bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM people_same s
        WHERE s.other_id = c.person_id AND s.said = 'same' AND s.stands)), count(*)
    FROM care_casemanager c WHERE c.worker_id = of_worker AND c.until IS NULL
      AND c.site_id = sharing.site() AND sharing.is_operator() AND sharing.purpose() = 'care';
$$;

-- What a supervisor knows of restricted records: that they are there, whose they are, and whether nobody is left.
CREATE OR REPLACE FUNCTION sharing.restricted_records()
RETURNS TABLE (person uuid, since timestamptz, workers text[], review_on date, alone boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT private.leads_here() THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT last.person_id, last.at,
        coalesce(array_agg(w.name::text ORDER BY w.name) FILTER (WHERE w.until IS NULL OR w.until > sharing.at()), '{}'), last.review_on,
        bool_and(w.until IS NOT NULL AND w.until <= sharing.at())
    FROM (SELECT DISTINCT ON (r.person_id) r.* FROM people_restriction r
        WHERE r.site_id = sharing.site() AND r.access <> 'opened' ORDER BY r.person_id, r.number DESC) last
    LEFT JOIN staff_worker w ON w.id = ANY (last.workers)
    WHERE last.access = 'restricted'
    GROUP BY last.person_id, last.at, last.review_on;
END $$;

CREATE OR REPLACE TRIGGER person_restricted AFTER INSERT ON people_restriction
    FOR EACH ROW EXECUTE FUNCTION sharing.person_restricted();
CREATE OR REPLACE TRIGGER grant_opened AFTER INSERT ON sharing_grant
    FOR EACH ROW WHEN (NEW.worker_id IS NULL AND NEW.purpose = 'care') EXECUTE FUNCTION sharing.grant_opened();
CREATE OR REPLACE TRIGGER person_named AFTER UPDATE OF person_id ON handoffs_handoff
    FOR EACH ROW WHEN (NEW.person_id IS NOT NULL) EXECUTE FUNCTION sharing.person_named();
CREATE OR REPLACE TRIGGER person_named AFTER UPDATE OF person_id ON referrals_communityreferral
    FOR EACH ROW WHEN (NEW.person_id IS NOT NULL) EXECUTE FUNCTION sharing.person_named();
CREATE OR REPLACE TRIGGER manager_named AFTER INSERT ON care_casemanager
    FOR EACH ROW EXECUTE FUNCTION sharing.manager_named();

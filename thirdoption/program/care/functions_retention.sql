-- Nobody is deleted by a button: years after the last contact who somebody was is destroyed, and counts stay (R-90).

-- The calendar day at the site.
CREATE OR REPLACE FUNCTION private.today() RETURNS date
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT (sharing.at() AT TIME ZONE s.zone)::date FROM sites_site s WHERE s.id = sharing.site();
$$;

-- The last time that anything happened with somebody.
CREATE OR REPLACE FUNCTION private.last_of(of_person uuid) RETURNS timestamptz
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT greatest(p.made_at,
        (SELECT max(greatest(c.at, c.noted_at)) FROM care_contact c WHERE c.person_id = p.id),
        (SELECT max(i.at) FROM care_intake i WHERE i.person_id = p.id),
        (SELECT max(s.at) FROM care_participationstatus s JOIN care_participation t ON t.id = s.thing_id
         WHERE t.person_id = p.id),
        (SELECT max(h.handed_over_at) FROM handoffs_handoff h WHERE h.person_id = p.id),
        (SELECT max(r.signed_at) FROM sharing_release r WHERE r.person_id = p.id),
        (SELECT max(s.at) FROM care_formsaid s JOIN care_form f ON f.id = s.thing_id WHERE f.person_id = p.id),
        (SELECT max(a.at) FROM people_about a WHERE a.person_id = p.id),
        (SELECT max(w.at) FROM people_way w WHERE w.person_id = p.id),
        (SELECT max(f.at) FROM care_fact f WHERE f.person_id = p.id),
        (SELECT max(e.at) FROM care_safetyevent e WHERE e.person_id = p.id),
        (SELECT max(d.at) FROM care_death d WHERE d.person_id = p.id),
        (SELECT max(g.at) FROM care_goal g WHERE g.person_id = p.id),
        (SELECT max(s.at) FROM care_plansaid s JOIN care_goal g ON g.id = s.thing_id WHERE g.person_id = p.id),
        (SELECT max(greatest(f.at, s.at)) FROM care_fund f LEFT JOIN care_fundstatus s ON s.thing_id = f.id
         WHERE f.person_id = p.id),
        (SELECT max(greatest(t.at, t.told_at, s.at)) FROM care_told t LEFT JOIN care_toldstatus s ON s.thing_id = t.id
         WHERE t.person_id = p.id),
        (SELECT max(o.at) FROM care_handover o WHERE o.person_id = p.id),
        (SELECT max(greatest(c.made_at, s.at)) FROM services_connection c
         LEFT JOIN services_connectionstatus s ON s.thing_id = c.id WHERE c.person_id = p.id),
        (SELECT max(u.at) FROM services_followup u JOIN services_connection c ON c.id = u.thing_id
         WHERE c.person_id = p.id),
        (SELECT max(d.told_at) FROM sharing_disclosure d WHERE d.person_id = p.id))
    FROM people_person p WHERE p.id = of_person;
$$;

-- A record and those that are held to be of the same person.
CREATE OR REPLACE FUNCTION private.same_as(of_person uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    WITH RECURSIVE live AS (
        SELECT s.kept_id, s.other_id FROM people_same s WHERE s.said = 'same' AND s.stands
          AND s.site_id = (SELECT site_id FROM people_person WHERE id = of_person)
    ), same (id) AS (
        SELECT of_person UNION
        SELECT CASE WHEN l.kept_id = s.id THEN l.other_id ELSE l.kept_id END
        FROM same s JOIN live l ON s.id IN (l.kept_id, l.other_id)
    ) SELECT id FROM same;
$$;

-- May nothing of somebody end: a worker is theirs and with them, a charge waits, the law holds it, or a worker said to keep it.
CREATE OR REPLACE FUNCTION private.kept(of_person uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM care_casemanager m JOIN care_participation t ON t.person_id = m.person_id
            WHERE m.person_id = of_person AND m.until IS NULL
              AND t.state IN ('active', 'less_engaged', 'looking_for'))
        OR EXISTS (SELECT 1 FROM (SELECT k.until FROM people_keptlonger k WHERE k.person_id = of_person
            ORDER BY k.number DESC LIMIT 1) last WHERE last.until >= private.today())
        OR EXISTS (SELECT 1 FROM private.things_of(of_person) one
            WHERE EXISTS (SELECT 1 FROM matters_legalhold l WHERE l.referral_id = one AND l.until IS NULL)
               OR EXISTS (SELECT 1 FROM matters_matter m WHERE m.referral_id = one AND m.state IN ('held', 'revived')));
$$;

-- Whose time runs out within so many days, and on which day. Two records of one person end together.
CREATE OR REPLACE FUNCTION private.ending(days int) RETURNS TABLE (person uuid, due date)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    WITH place AS MATERIALIZED (  -- the time is asked once, and not of each person
        SELECT s.id, s.zone, make_interval(years => s.keeps_years) AS years, private.today() + days AS until,
            sharing.at() + make_interval(days => days) - make_interval(years => s.keeps_years) AS made_before
        FROM sites_site s WHERE s.id = sharing.site() AND s.keeps_years > 0
    ), old AS MATERIALIZED (
        SELECT p.id AS person, place.zone, place.years, place.until
        FROM people_person p JOIN place ON p.site_id = place.id
        WHERE p.name <> '' AND p.made_at < place.made_before
    ), last AS MATERIALIZED (
        SELECT o.person, o.until, ((SELECT max(private.last_of(one)) FROM private.same_as(o.person) one)
            AT TIME ZONE o.zone)::date + o.years AS due FROM old o)
    SELECT l.person, l.due FROM last l
    WHERE l.due <= l.until AND NOT EXISTS (SELECT 1 FROM private.same_as(l.person) one WHERE private.kept(one));
$$;

-- For whoever runs the program: how many end within 90 days, by month, and how many have ended. No person.
CREATE OR REPLACE FUNCTION sharing.records_ending() RETURNS TABLE (month text, many bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT sharing.is_operator() OR sharing.purpose() <> 'program operation' THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT to_char(greatest(e.due, private.today()), 'YYYY-MM'), count(*)
        FROM private.ending(90) e GROUP BY 1 UNION ALL
        SELECT '', count(*) FROM people_person p WHERE p.site_id = sharing.site() AND p.name = '' ORDER BY 1;
END $$;

-- For who leads: which of the people whom they may see end within 90 days.
CREATE OR REPLACE FUNCTION sharing.people_ending() RETURNS TABLE (person uuid, due date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT private.leads_here() THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT e.person, e.due FROM private.ending(90) e
        WHERE EXISTS (SELECT 1 FROM sharing_grant g WHERE g.person_id = e.person AND g.category = 'identity'
            AND g.organization_id = sharing.organization() AND g.purpose = sharing.purpose()
            AND (g.worker_id IS NULL OR g.worker_id = sharing.worker())
            AND g.valid_from <= sharing.at() AND (g.valid_to IS NULL OR g.valid_to > sharing.at()));
END $$;

-- Every column with words that somebody wrote of a person, and how its rows are found: $1 the person, $2 the ids
-- of their referrals and hand-offs. A test holds this against the tables.
CREATE OR REPLACE FUNCTION private.words_of_person() RETURNS TABLE (place text, words text, named text)
LANGUAGE sql IMMUTABLE AS $$
    SELECT p.place, w, CASE p.way
        WHEN '' THEN 'person_id = $1' WHEN 'referral' THEN 'referral_id = ANY ($2)' WHEN 'id' THEN 'id = ANY ($2)'
        WHEN 'two' THEN '$1 IN (kept_id, other_id)' WHEN 'thing' THEN 'thing_id = ANY ($2)'
        WHEN 'matter' THEN 'thing_id IN (SELECT id FROM matters_matter WHERE referral_id = ANY ($2))'
        ELSE 'thing_id IN (SELECT id FROM ' || p.way || ' WHERE person_id = $1)' END
    FROM (VALUES
        ('people_same', '{why}', 'two'), ('sharing_release', '{text,signed_name}', ''),
        ('referrals_referral', '{place,what_happened,facts,screening,approved_by}', 'id'),
        ('referrals_referralstatus', '{note}', 'thing'),
        ('referrals_communityreferral', '{whom,place,hours,words,reach}', ''),
        ('referrals_communityreferralstatus', '{note}', 'referrals_communityreferral'),
        ('handoffs_call', '{place}', 'id'), ('handoffs_handoffstatus', '{note}', 'handoffs_handoff'),
        ('matters_datechange', '{note}', 'referral'), ('matters_datereason', '{words}', 'referral'),
        ('matters_matterstatus', '{note}', 'matter'), ('matters_letter', '{data,written}', 'referral'),
        ('matters_legalhold', '{reason,why}', 'referral'),
        ('matters_ownletter', '{data,written}', ''), ('matters_othercase', '{court,asks}', ''),
        ('services_connection', '{asks}', ''), ('services_connectionstatus', '{note}', 'services_connection'),
        ('services_followup', '{note}', 'services_connection'),
        ('care_participationstatus', '{note}', 'care_participation'), ('care_intake', '{words}', ''),
        ('care_goal', '{words}', ''), ('care_planstep', '{words,name}', 'care_goal'),
        ('care_plansaid', '{note}', 'care_goal'), ('care_contact', '{place,line,sensitive}', ''),
        ('care_contactamendment', '{place,line,sensitive}', 'care_contact'),
        ('care_handover', '{why,line,sensitive,wish,out_of_turn}', ''),
        ('care_formsaid', '{value,why}', 'care_form'), ('care_fund', '{payee,why}', ''),
        ('care_fundstatus', '{note}', 'care_fund'), ('care_fundreceipt', '{sealed}', 'care_fund'),
        ('care_safetyevent', '{place,done,told}', ''), ('care_death', '{words}', ''),
        ('care_deathstatus', '{note}', 'care_death'), ('care_told', '{what,court_order}', ''),
        ('care_toldstatus', '{note}', 'care_told'), ('care_brought', '{source,release}', '')
    ) AS p (place, list, way) CROSS JOIN unnest(p.list::text[]) w;
$$;

-- The program itself destroys who those were whose time has run out: names, birth dates, ways, keys of search, and
-- every word that was written of them. Every grant to them ends, so that what is left opens to nobody and is only
-- counted. Answers whom.
CREATE OR REPLACE FUNCTION sharing.destroy_identities() RETURNS SETOF uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    over uuid[];
    gone uuid;
    things uuid[];
    one record;
BEGIN
    IF sharing.worker() IS NOT NULL OR sharing.purpose() IS DISTINCT FROM 'program operation' THEN
        RAISE insufficient_privilege USING MESSAGE = 'only the program itself';
    END IF;
    -- few at a time: no contact is written down meanwhile
    SELECT array_agg(e.person) INTO over FROM (SELECT * FROM private.ending(0) ORDER BY due, person LIMIT 50) e;
    IF over IS NULL THEN
        RETURN;
    END IF;
    -- a contact is amended by keeping how it was: not here
    ALTER TABLE care_contact DISABLE TRIGGER USER;
    -- whoever was met while this waited for the table is kept
    SELECT coalesce(array_agg(e.person), '{}') INTO over FROM private.ending(0) e WHERE e.person = ANY (over);
    FOREACH gone IN ARRAY over LOOP
        SELECT coalesce(array_agg(x), '{}') INTO things FROM private.things_of(gone) x;
        UPDATE sharing_grant SET valid_to = sharing.at()
        WHERE (person_id = gone OR person_id IS NULL AND referral = ANY (things))
          AND (valid_to IS NULL OR valid_to > sharing.at());
        DELETE FROM people_namekey WHERE person_id = gone;
        DELETE FROM people_way WHERE person_id = gone;
        DELETE FROM people_about WHERE person_id = gone;
        DELETE FROM people_restriction WHERE person_id = gone;
        DELETE FROM people_keptlonger WHERE person_id = gone;
        FOR one IN SELECT w.place, w.words, w.named, format_type(a.atttypid, NULL) AS kind
            FROM private.words_of_person() w
            JOIN pg_attribute a ON a.attrelid = w.place::regclass AND a.attname = w.words LOOP
            -- where something was said a dash stands: that it was said is part of what the row is
            EXECUTE format('UPDATE %I SET %I = %s WHERE %s', one.place, one.words,
                CASE one.kind WHEN 'jsonb' THEN '''{}''' WHEN 'bytea' THEN ''''''
                    ELSE format('CASE WHEN %1$I <> '''' THEN ''–'' ELSE %1$I END', one.words) END, one.named)
            USING gone, things;
        END LOOP;
        UPDATE people_person SET name = '', date_of_birth = NULL, born_how = 'unknown', where_to_find = ''
        WHERE id = gone;
        RETURN NEXT gone;
    END LOOP;
    SET CONSTRAINTS ALL IMMEDIATE;
    ALTER TABLE care_contact ENABLE TRIGGER USER;
END $$;

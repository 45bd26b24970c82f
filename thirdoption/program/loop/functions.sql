-- How much waits at a site: numbers without ids, for a coordinator who may see no row of a person.
CREATE SCHEMA IF NOT EXISTS loop;

-- Only to run the program, and only for those who see the Monday page. The days are its own: whoever chose
-- them could make a count of one day, and read in it that one person's intake was done. `minutes`: how long
-- a hand-off may wait by the policy.
DROP FUNCTION IF EXISTS loop.waiting(timestamptz, timestamptz, date, date, timestamptz);
CREATE OR REPLACE FUNCTION loop.waiting(minutes integer) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH moment AS MATERIALIZED (
        SELECT sharing.at() - least(greatest(minutes, 0), 1440) * interval '1 minute' AS waited_since,
            sharing.at() - interval '7 days' AS ended_since,
            sharing.at() - interval '90 days' AS recorded_since,
            (sharing.at() AT TIME ZONE s.zone)::date AS today,
            (sharing.at() AT TIME ZONE s.zone)::date + 7 AS before
        FROM sites_site s WHERE s.id = sharing.site()),
    held AS MATERIALIZED (
        SELECT m.deadline_on, m.returnable_on, EXISTS (SELECT 1 FROM care_confirmation c
            WHERE c.referral_id = m.referral_id) AS confirmed
        FROM matters_matter m, moment
        WHERE m.site_id = sharing.site() AND m.state IN ('held', 'revived')
          AND (m.deadline_on < before OR m.returnable_on IS NOT NULL)),
    uncalled AS (
        SELECT 1 FROM referrals_referral r
        JOIN referrals_referralstatus s ON s.thing_id = r.id AND s.state = 'accepted', moment
        WHERE r.site_id = sharing.site() AND r.state = 'accepted' AND s.at < waited_since
          AND NOT EXISTS (SELECT 1 FROM handoffs_handoff h WHERE h.referral_id = r.id)),
    late AS (
        SELECT 1 FROM uncalled UNION ALL
        SELECT 1 FROM handoffs_handoff h, moment
        WHERE h.site_id = sharing.site()
          AND (h.state IN ('requested', 'accepted', 'en_route') AND h.requested_at < waited_since
            OR h.state = 'nobody_answered' AND h.requested_at >= ended_since)),
    review AS (
        SELECT a.name AS agency, count(*) AS contacts
        FROM referrals_referral r JOIN sites_agency a ON a.id = r.organization_id, moment
        WHERE r.site_id = sharing.site() AND r.conduct = 'something_else'
          AND r.recorded_at >= recorded_since
        GROUP BY a.name ORDER BY a.name)
    SELECT jsonb_build_object(
        'late', (SELECT count(*) FROM late),
        'uncalled', (SELECT count(*) FROM uncalled),
        'passed', (SELECT count(*) FROM held, moment WHERE NOT confirmed AND deadline_on < today),
        'due', (SELECT count(*) FROM held, moment
                WHERE NOT confirmed AND deadline_on >= today AND deadline_on < before),
        'returnable', (SELECT count(*) FROM held WHERE returnable_on <= deadline_on),
        'review', coalesce((SELECT jsonb_agg(review) FROM review), '[]'))
    WHERE sharing.purpose() = 'program operation' AND EXISTS (
        SELECT 1 FROM staff_worker w JOIN sites_agency a ON a.id = w.agency_id
        WHERE w.id = sharing.worker() AND w.site_id = sharing.site() AND a.id = sharing.organization()
          AND w.role IN ('supervisor', 'program_manager', 'coordinator')
          AND NOT staff.is_enforcement(a.kind));
$$;

-- How many charges each worker is to be reminded of since a day: counts for the program alone, which names
-- nobody. On which days matters.rules.reminders says as well (a property test compares): at half-time, and 7,
-- 3 and 1 days before the last. A worker who has left has nobody in their care any more.
CREATE OR REPLACE FUNCTION loop.reminders(since date) RETURNS TABLE (worker uuid, tasks integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH moment AS MATERIALIZED (
        SELECT s.id AS site, (sharing.at() AT TIME ZONE s.zone)::date AS today
        FROM sites_site s WHERE s.id = sharing.site()
          AND sharing.worker() IS NULL AND sharing.purpose() = 'program operation'),
    due AS MATERIALIZED (
        SELECT m.referral_id FROM matters_matter m JOIN moment ON moment.site = m.site_id
        WHERE m.state IN ('held', 'revived') AND m.deadline_on >= today
          AND EXISTS (
            SELECT 1 FROM (VALUES (m.held_on + (m.deadline_on - m.held_on) / 2),
                (m.deadline_on - 7), (m.deadline_on - 3), (m.deadline_on - 1)) one (day)
            WHERE one.day > m.held_on AND one.day > since AND one.day <= today)
          AND NOT EXISTS (SELECT 1 FROM care_confirmation c WHERE c.referral_id = m.referral_id)),
    theirs AS (
        SELECT h.referral_id, c.worker_id FROM handoffs_handoff h
        JOIN care_casemanager c ON c.person_id = h.person_id AND c.until IS NULL
        JOIN staff_worker w ON w.id = c.worker_id AND w.until IS NULL)
    SELECT theirs.worker_id, count(*)::integer
    FROM due LEFT JOIN theirs ON theirs.referral_id = due.referral_id GROUP BY theirs.worker_id;
$$;

-- That a night's reminders were sent the program alone writes, for nobody else and not for a day to come: a row that
-- somebody made up would keep them from being sent.
CREATE OR REPLACE FUNCTION loop.run_kept() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user = 'thirdoption_app' AND NOT coalesce(sharing.worker() IS NULL AND sharing.is_operator()
        AND sharing.purpose() = 'program operation' AND NEW.site_id = sharing.site() AND NEW.day <=
            (SELECT (sharing.at() AT TIME ZONE s.zone)::date FROM sites_site s WHERE s.id = NEW.site_id), false) THEN
        RAISE insufficient_privilege USING MESSAGE = 'this is the program''s own to write';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER run_kept BEFORE INSERT ON loop_clockrun FOR EACH ROW EXECUTE FUNCTION loop.run_kept();

-- How a place keeps to the toolkit in numbers, for those who run the program and may see no row of a person. How many
-- people are with how many workers is the program's own work, and told as it is now. What describes people
-- (without a contact for the policy's days, days to the first contact) is of the last month that is over, as it stood
-- then, so that no two days' pages differ by one person, and is told from 11 people on (design, law 8). The days and
-- limits are the policy's own: whoever chose them could make two counts that differ by one person.
CREATE OR REPLACE FUNCTION loop.caseloads() RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH place AS MATERIALIZED (
        SELECT s.id, (sharing.at() AT TIME ZONE s.zone)::date AS today,
            date_trunc('month', sharing.at() AT TIME ZONE s.zone) AT TIME ZONE s.zone AS month,
            (date_trunc('month', sharing.at() AT TIME ZONE s.zone) - interval '1 year') AT TIME ZONE s.zone AS year
        FROM sites_site s WHERE s.id = sharing.site() AND sharing.purpose() = 'program operation' AND EXISTS (
            SELECT 1 FROM staff_worker w JOIN sites_agency a ON a.id = w.agency_id
            WHERE w.id = sharing.worker() AND w.site_id = s.id AND a.id = sharing.organization()
              AND w.role IN ('supervisor', 'program_manager', 'coordinator') AND NOT staff.is_enforcement(a.kind))),
    said AS MATERIALIZED (
        SELECT coalesce((x.settings -> 'caseload_limit' ->> 'value')::integer, 25) AS most,
            coalesce((x.settings -> 'quiet_days' ->> 'value')::integer, 30) AS quiet_days
        FROM place LEFT JOIN LATERAL (SELECT t.written::jsonb -> 'settings' AS settings
            FROM sites_policyversion v JOIN sites_policytext t ON t.version_id = v.id
            WHERE v.site_id = place.id AND v.in_force_from <= place.today
            ORDER BY v.in_force_from DESC LIMIT 1) x ON true),
    -- of a person who is on record twice one record counts
    twice AS MATERIALIZED (SELECT k.record AS id FROM place, private.kept_for(place.id, sharing.at()) k),
    twice_then AS MATERIALIZED (SELECT k.record AS id FROM place, private.kept_for(place.id, place.month) k),
    loads AS MATERIALIZED (
        SELECT c.worker_id, count(*) AS many, (SELECT max(r.up_to) FROM care_room r WHERE r.worker_id = c.worker_id
            AND r.decided_on <= place.today AND r.until >= place.today) AS up_to
        FROM care_casemanager c JOIN staff_worker w ON w.id = c.worker_id, place
        WHERE c.site_id = place.id AND c.until IS NULL AND (w.until IS NULL OR w.until > sharing.at())
          AND NOT EXISTS (SELECT 1 FROM twice WHERE twice.id = c.person_id)
        GROUP BY c.worker_id, place.today),
    waits AS (
        SELECT t.since FROM care_participation t, place
        WHERE t.site_id = place.id AND t.state NOT IN ('self_supporting', 'moved', 'stopped_for_now', 'died')
          AND NOT EXISTS (SELECT 1 FROM twice WHERE twice.id = t.person_id)
          AND NOT EXISTS (SELECT 1 FROM care_casemanager c JOIN staff_worker w ON w.id = c.worker_id
            WHERE c.person_id = t.person_id AND c.until IS NULL AND (w.until IS NULL OR w.until > sharing.at()))),
    then_with AS (
        SELECT greatest(c.since, (SELECT max(k.at) FROM care_contact k
            WHERE k.person_id = c.person_id AND k.at < place.month)) < place.month - said.quiet_days * interval '1 day' AS quiet
        FROM care_casemanager c JOIN care_participation t ON t.person_id = c.person_id, place, said
        WHERE c.site_id = place.id AND c.since < place.month AND (c.until IS NULL OR c.until >= place.month)
          AND NOT EXISTS (SELECT 1 FROM twice_then x WHERE x.id = c.person_id)
          AND coalesce((SELECT s.state FROM care_participationstatus s WHERE s.thing_id = t.id AND s.at < place.month
                ORDER BY s.number DESC LIMIT 1), 'active') NOT IN ('self_supporting', 'moved', 'stopped_for_now', 'died')),
    came AS (
        SELECT (SELECT min(k.at) FROM care_contact k WHERE k.person_id = t.person_id AND k.kind = 'made'
            AND k.at >= t.since AND k.at < place.month) - t.since AS took
        FROM care_participation t, place
        WHERE t.site_id = place.id AND t.since >= place.year AND t.since < place.month
          AND NOT EXISTS (SELECT 1 FROM twice_then x WHERE x.id = t.person_id))
    SELECT jsonb_build_object(
        'workers', (SELECT count(*) FROM loads),
        'people', (SELECT coalesce(sum(many), 0) FROM loads),
        'over', (SELECT count(*) FROM loads WHERE many > coalesce(up_to, most)),
        'decisions', (SELECT count(DISTINCT r.worker_id) FROM care_room r
            WHERE r.site_id = place.id AND r.decided_on <= place.today AND r.until >= place.today),
        'decided_until', (SELECT max(r.until) FROM care_room r
            WHERE r.site_id = place.id AND r.decided_on <= place.today AND r.until >= place.today),
        'waiting', (SELECT count(*) FROM waits),
        'quiet', (SELECT CASE WHEN count(*) BETWEEN 1 AND 10 THEN NULL ELSE count(*) END FROM then_with WHERE quiet),
        'first_days', (SELECT CASE WHEN count(took) >= 11 THEN round((extract(epoch FROM
            percentile_cont(0.5) WITHIN GROUP (ORDER BY took)) / 86400)::numeric, 1) END FROM came))
    FROM place, said;
$$;

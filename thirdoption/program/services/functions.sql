-- What a provider may see and answer who holds a link and its code, and what is counted of connections.
-- A provider has no grant: in a context of purpose 'connection' every table is empty, and these functions tell
-- what one link is for, while the person's release lives.

-- Whose link this is, so that a context can be opened: its place, its language, and nothing of whom it is for.
CREATE OR REPLACE FUNCTION sharing.link_place(digest text)
RETURNS TABLE (link uuid, site uuid, organization uuid, language text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT l.id, c.site_id, l.organization, l.language::text
    FROM services_providerlink l JOIN services_connection c ON c.id = l.thing_id WHERE l.token = digest;
$$;

-- The link while it lives, locked; then the release's lock, which a withdrawal takes too (R-9, R-51). Ended,
-- passed, withdrawn and unknown are one and the same: nothing.
CREATE OR REPLACE FUNCTION private.live_link(digest text) RETURNS SETOF services_providerlink
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    link services_providerlink;
    now_is timestamptz;
BEGIN
    IF sharing.purpose() IS DISTINCT FROM 'connection' OR sharing.worker() IS NOT NULL OR NOT sharing.is_operator() THEN
        RETURN;
    END IF;
    SELECT l.* INTO link FROM services_providerlink l WHERE l.token = digest FOR UPDATE;
    PERFORM 1 FROM sharing_release r JOIN services_connection c ON c.release_id = r.id
    WHERE c.id = link.thing_id FOR SHARE OF r;
    now_is := private.at_lock();
    IF EXISTS (SELECT 1 FROM services_connection c JOIN sharing_release r ON r.id = c.release_id
        WHERE c.id = link.thing_id AND c.site_id = sharing.site() AND link.organization = sharing.organization()
          AND r.form = 'connection' AND r.recipient_service = c.service_id AND r.person_id = c.person_id
          AND link.ended_at IS NULL AND link.open_until > now_is
          AND c.state NOT IN ('draft', 'cancelled', 'entered-in-error')
          AND (r.expires_at IS NULL OR r.expires_at > now_is)
          AND NOT EXISTS (SELECT 1 FROM sharing_withdrawal w WHERE w.release_id = r.id)) THEN
        RETURN NEXT link;
    END IF;
END $$;

-- A code was typed: whether the link is open now. The fifth wrong one in a row ends it (R-18).
CREATE OR REPLACE FUNCTION sharing.try_link(digest text, is_right boolean) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    link services_providerlink;
BEGIN
    SELECT * INTO link FROM private.live_link(digest);
    IF link.id IS NULL THEN
        RETURN false;
    END IF;
    UPDATE services_providerlink SET
        tries = CASE WHEN is_right THEN 0 ELSE tries + 1 END,
        opened_at = CASE WHEN is_right THEN coalesce(opened_at, sharing.at()) ELSE opened_at END,
        ended_at = CASE WHEN NOT is_right AND tries >= 4 THEN sharing.at() END
    WHERE id = link.id;
    RETURN is_right;
END $$;

-- What the provider reads: accounted once a day (R-22), and nothing of the person once nothing more is asked.
CREATE OR REPLACE FUNCTION sharing.asked_by_link(digest text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    link services_providerlink;
    told jsonb;
BEGIN
    SELECT * INTO link FROM private.live_link(digest);
    IF link.id IS NULL OR link.opened_at IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT jsonb_build_object('connection', c.id, 'release', r.id, 'person', c.person_id, 'state', c.state,
            'version', c.version, 'service', v.name, 'made_at', c.made_at, 'until', link.open_until)
        || CASE WHEN c.state IN ('requested', 'accepted', 'on-hold', 'in-progress') THEN
            jsonb_build_object('name', p.name, 'reach', p.where_to_find, 'language', p.language, 'asks', c.asks)
            ELSE '{}' END
    INTO told FROM services_connection c JOIN sharing_release r ON r.id = c.release_id
        JOIN people_person p ON p.id = c.person_id JOIN services_service v ON v.id = c.service_id
    WHERE c.id = link.thing_id;
    IF told ? 'name' THEN
        INSERT INTO sharing_disclosure (id, site_id, person_id, release_id, recipient, purpose, what, told_at,
            notice_version)
        SELECT gen_random_uuid(), r.site_id, r.person_id, r.id, r.recipient_name, r.purpose,
            'name, how to reach, and what is asked: opened by link on '
                || ((private.at_lock() AT TIME ZONE s.zone)::date)::text,
            private.at_lock(), '2024-02-16'
        FROM sharing_release r JOIN sites_site s ON s.id = r.site_id WHERE r.id = (told->>'release')::uuid
        ON CONFLICT ON CONSTRAINT told_once DO NOTHING;
    END IF;
    RETURN told;
END $$;

-- The provider's answer, by the same transitions as everybody's (a trigger keeps them). False: somebody was quicker.
-- A second tap of the same answer is true, and writes nothing.
CREATE OR REPLACE FUNCTION sharing.answer_by_link(
    digest text, known integer, answer text, because text, on_day date, said text
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    link services_providerlink;
    now_is timestamptz := sharing.at();
BEGIN
    SELECT * INTO link FROM private.live_link(digest);
    IF link.id IS NULL OR link.opened_at IS NULL
       OR answer NOT IN ('accepted', 'on-hold', 'rejected', 'in-progress', 'completed', 'failed') THEN
        RETURN false;
    END IF;
    IF EXISTS (SELECT 1 FROM services_connection c JOIN services_connectionstatus s ON s.thing_id = c.id
        WHERE c.id = link.thing_id AND c.version = known + 1 AND s.number = c.version AND s.worker IS NULL
          AND (s.state, s.reason, s.day, s.note) IS NOT DISTINCT FROM (answer, because, on_day, said)) THEN
        RETURN true;
    END IF;
    PERFORM 1 FROM services_connection WHERE id = link.thing_id AND version = known
        AND state IN ('requested', 'accepted', 'on-hold', 'in-progress') FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO services_connectionstatus (id, thing_id, number, state, at, worker, organization, note, reason, day)
    VALUES (gen_random_uuid(), link.thing_id, known + 1, answer, now_is, NULL, sharing.organization(), said,
        because, on_day);
    UPDATE services_connection SET state = answer, version = known + 1 WHERE id = link.thing_id;
    RETURN true;
END $$;

-- Links by mail that nobody answered for so many days, each once: for the program alone, which hears of nobody.
CREATE OR REPLACE FUNCTION sharing.remind_providers(days integer)
RETURNS TABLE (link uuid, address text, language text)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE services_providerlink l SET reminded_at = sharing.at()
    FROM services_connection c JOIN sharing_release r ON r.id = c.release_id
    WHERE c.id = l.thing_id AND c.site_id = sharing.site() AND sharing.is_operator()
      AND sharing.worker() IS NULL AND sharing.purpose() = 'program operation'
      AND l.way = 'email' AND l.reminded_at IS NULL AND l.ended_at IS NULL AND c.state = 'requested'
      AND l.made_at <= sharing.at() - days * interval '1 day' AND l.open_until > sharing.at()
      AND (r.expires_at IS NULL OR r.expires_at > sharing.at())
      AND NOT EXISTS (SELECT 1 FROM sharing_withdrawal w WHERE w.release_id = r.id)
      AND NOT EXISTS (SELECT 1 FROM care_death d WHERE d.person_id = c.person_id AND d.state <> 'taken_back')
    RETURNING l.id, l.address::text, l.language::text;
$$;

-- One page is of one calendar half-year, and of no other period: two periods never share a day, so none can be
-- subtracted from another. It is told 30 days after it ended, as it stood then (every link of it has ended): the same
-- figures for ever, so no two days' pages differ by one person. Within it each connection is counted in one line: its
-- service where that was asked for 11 people, else its need with the other small ones, else with all of these, else
-- nowhere; no sum is told from which a line could be taken away. A person on record twice is one. A service with several needs stands under the first
-- of the alphabet. Of a line whose parts are of 1 to 10 people only how often it was asked is told (design, law 8).
DROP FUNCTION IF EXISTS sharing.connections_counted(date, date);
CREATE OR REPLACE FUNCTION sharing.connections_counted(half date)
RETURNS TABLE (need text, service text, organization text, asked integer, connected integer, said_no integer,
    unanswered integer, days numeric, met_days numeric, reasons jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH place AS (
        SELECT half::timestamp AT TIME ZONE s.zone AS starts, (half + interval '6 months') AT TIME ZONE s.zone AS ends,
            (half + interval '6 months 30 days') AT TIME ZONE s.zone AS stood, s.zone
        FROM sites_site s WHERE s.id = sharing.site() AND sharing.is_operator()
          AND extract(day FROM half) = 1 AND extract(month FROM half) IN (1, 7)
          AND (half + interval '6 months 30 days') AT TIME ZONE s.zone <= sharing.at()
          AND sharing.purpose() = 'program operation' AND EXISTS (SELECT 1 FROM staff_worker w
            WHERE w.id = sharing.worker() AND w.agency_id = sharing.organization() AND w.role = 'program_manager')),
    one AS MATERIALIZED (
        SELECT c.service_id, coalesce(k.person, c.person_id) AS person_id, l.state, l.reason, EXISTS (SELECT 1 FROM services_connectionstatus t
                WHERE t.thing_id = c.id AND t.state IN ('in-progress', 'completed') AND t.at < place.stood) AS met,
            (SELECT min(t.at) FROM services_connectionstatus t WHERE t.thing_id = c.id AND t.at < place.stood
                AND t.state IN ('accepted', 'on-hold', 'rejected')) - c.made_at AS took,
            (SELECT min(coalesce(t.day, (t.at AT TIME ZONE place.zone)::date)) FROM services_connectionstatus t
                WHERE t.thing_id = c.id AND t.at < place.stood AND t.state IN ('in-progress', 'completed'))
                - (c.made_at AT TIME ZONE place.zone)::date AS met_after,
            (SELECT min(m.code) FROM services_servicetaxonomy st
                JOIN services_taxonomyterm m ON m.id = st.taxonomy_term_id
                WHERE st.service_id = c.service_id AND m.taxonomy = 'need') AS need
        FROM place CROSS JOIN services_connection c
        LEFT JOIN private.kept_for(sharing.site(), place.stood) k ON k.record = c.person_id
        LEFT JOIN LATERAL (SELECT t.state, t.reason FROM services_connectionstatus t WHERE t.thing_id = c.id
            AND t.at < place.stood ORDER BY t.number DESC LIMIT 1) l ON true
        WHERE c.site_id = sharing.site() AND c.made_at >= place.starts AND c.made_at < place.ends
          AND coalesce(l.state, 'requested') NOT IN ('draft', 'entered-in-error')),
    of_service AS (SELECT service_id FROM one GROUP BY service_id HAVING count(DISTINCT person_id) >= 11),
    small AS (SELECT one.*, s.service_id AS shown FROM one LEFT JOIN of_service s USING (service_id)),
    of_need AS (SELECT need FROM small WHERE shown IS NULL AND need IS NOT NULL
        GROUP BY need HAVING count(DISTINCT person_id) >= 11),
    lines AS (SELECT small.*, CASE WHEN shown IS NOT NULL THEN small.need ELSE n.need END AS under
        FROM small LEFT JOIN of_need n ON n.need = small.need),
    counted AS (
        SELECT under, shown, count(*)::integer AS asked, count(*) FILTER (WHERE met)::integer AS connected,
            count(*) FILTER (WHERE state = 'rejected' AND NOT met)::integer AS said_no,
            count(*) FILTER (WHERE state IS DISTINCT FROM 'rejected' AND NOT met)::integer AS unanswered,
            ARRAY[count(DISTINCT person_id) FILTER (WHERE met),
                count(DISTINCT person_id) FILTER (WHERE state = 'rejected' AND NOT met),
                count(DISTINCT person_id) FILTER (WHERE state IS DISTINCT FROM 'rejected' AND NOT met)] AS people,
            count(DISTINCT person_id) FILTER (WHERE took IS NOT NULL) AS answers,
            round((extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY took)) / 86400)::numeric, 1) AS days,
            round((percentile_cont(0.5) WITHIN GROUP (ORDER BY met_after))::numeric, 1) AS met_days
        FROM lines GROUP BY under, shown HAVING count(DISTINCT person_id) >= 11),
    because AS (
        SELECT under, shown, jsonb_object_agg(reason, many) AS reasons FROM (
            SELECT under, shown, reason, count(*) AS many, count(DISTINCT person_id) AS people
            FROM lines WHERE reason <> '' AND state = 'rejected' GROUP BY under, shown, reason) each
        GROUP BY under, shown HAVING min(people) >= 11)
    SELECT k.under::text, s.name::text, o.name::text, k.asked,
        CASE WHEN safe THEN k.connected END, CASE WHEN safe THEN k.said_no END,
        CASE WHEN safe THEN k.unanswered END, CASE WHEN k.answers >= 11 THEN k.days END,
        CASE WHEN k.people[1] >= 11 THEN k.met_days END,
        CASE WHEN safe THEN b.reasons END
    FROM counted k LEFT JOIN services_service s ON s.id = k.shown
    LEFT JOIN services_organization o ON o.id = s.organization_id
    LEFT JOIN because b ON b.shown IS NOT DISTINCT FROM k.shown AND b.under IS NOT DISTINCT FROM k.under,
    LATERAL (SELECT NOT EXISTS (SELECT 1 FROM unnest(k.people) AS part WHERE part BETWEEN 1 AND 10) AS safe) protected
    ORDER BY k.under IS NULL, k.under, k.shown IS NULL, k.asked DESC, s.name;
$$;

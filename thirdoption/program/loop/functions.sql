-- How much waits at a site: numbers without ids, for a coordinator who may see no row of a person.
CREATE SCHEMA IF NOT EXISTS loop;

-- Nothing for any other purpose than running the program, and nothing for an enforcement agency.
CREATE OR REPLACE FUNCTION loop.waiting(
    waited_since timestamptz, ended_since timestamptz, today date, before date, recorded_since timestamptz
) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH held AS MATERIALIZED (
        SELECT m.deadline_on, m.returnable_on, EXISTS (SELECT 1 FROM care_confirmation c
            WHERE c.referral_id = m.referral_id) AS confirmed
        FROM matters_matter m
        WHERE m.site_id = sharing.site() AND m.state = 'held'
          AND (m.deadline_on < before OR m.returnable_on IS NOT NULL)),
    uncalled AS (
        SELECT 1 FROM referrals_referral r
        JOIN referrals_referralstatus s ON s.thing_id = r.id AND s.state = 'accepted'
        WHERE r.site_id = sharing.site() AND r.state = 'accepted' AND s.at < waited_since
          AND NOT EXISTS (SELECT 1 FROM handoffs_handoff h WHERE h.referral_id = r.id)),
    late AS (
        SELECT 1 FROM uncalled UNION ALL
        SELECT 1 FROM handoffs_handoff h
        WHERE h.site_id = sharing.site()
          AND (h.state IN ('requested', 'accepted') AND h.requested_at < waited_since
            OR h.state = 'ended' AND h.ended_by = 'nobody_answered' AND h.requested_at >= ended_since)),
    review AS (
        SELECT a.name AS agency, count(*) AS contacts
        FROM referrals_referral r JOIN sites_agency a ON a.id = r.organization_id
        WHERE r.site_id = sharing.site() AND r.conduct = 'something_else'
          AND r.recorded_at >= recorded_since
        GROUP BY a.name ORDER BY a.name)
    SELECT jsonb_build_object(
        'late', (SELECT count(*) FROM late),
        'uncalled', (SELECT count(*) FROM uncalled),
        'passed', (SELECT count(*) FROM held WHERE NOT confirmed AND deadline_on < today),
        'due', (SELECT count(*) FROM held
                WHERE NOT confirmed AND deadline_on >= today AND deadline_on < before),
        'returnable', (SELECT count(*) FROM held WHERE returnable_on <= deadline_on),
        'review', coalesce((SELECT jsonb_agg(review) FROM review), '[]'))
    WHERE sharing.purpose() = 'program operation' AND EXISTS (
        SELECT 1 FROM sites_agency a WHERE a.id = sharing.organization() AND a.site_id = sharing.site()
          AND a.kind NOT IN ('police', 'prosecution', 'probation', 'court', 'jail'));
$$;

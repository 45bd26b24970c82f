-- The frozen cut of a report: counts and rows without ids, drawn by the reporter role alone.
-- Rows of people pass through here and leave as counts; what is protected is hidden in reports.rules.
CREATE SCHEMA IF NOT EXISTS reports;
GRANT USAGE ON SCHEMA reports TO thirdoption_reporter;

CREATE OR REPLACE FUNCTION private.race(codes text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN cardinality(codes) > 1 THEN 'several' ELSE coalesce((
        SELECT short FROM (VALUES
            ('american_indian_or_alaska_native', 'american_indian'), ('asian', 'asian'),
            ('black_or_african_american', 'black'), ('hispanic_or_latino', 'hispanic'),
            ('middle_eastern_or_north_african', 'middle_eastern'),
            ('native_hawaiian_or_pacific_islander', 'pacific_islander'), ('white', 'white')
        ) v (code, short) WHERE code = codes[1]), 'unknown') END;
$$;

DROP FUNCTION IF EXISTS private.referral_facts(uuid, timestamptz);
DROP FUNCTION IF EXISTS private.main_reason(text, text, text, text, date, date, date);

-- Every referral of a site with what the counts need of it, by the local day of its contact.
CREATE OR REPLACE FUNCTION private.referral_facts(of_site uuid, cut timestamptz) RETURNS TABLE (
    door text, agency text, day date, perceived text, self text, answer text, state text, ending text,
    reason text, handoff text, waits_since timestamptz, met_at timestamptz,
    intake_on date, deadline_on date, furthest text
) LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT r.door, a.code, (r.occurred_at AT TIME ZONE s.zone)::date, r.perceived_race,
        private.race(p.race), r.answer, r.state, r.ending, r.not_offered_reason, h.state,
        -- the officer waits since they called, where what they said was written down later
        least(r.recorded_at, h.requested_at),
        -- when the officer was free: who was met afterwards, the officer did not wait for
        CASE WHEN NOT EXISTS (SELECT 1 FROM handoffs_handoffstatus t WHERE t.thing_id = h.id
            AND t.state IN ('appointment', 'by_phone', 'transport', 'later_offer', 'person_left',
                            'nobody_answered')) THEN h.handed_over_at END,
        c.confirmed_on, m.deadline_on,
        CASE WHEN c.id IS NOT NULL THEN 'intake_done'
             WHEN h.state = 'handed_over' THEN 'handed_over'
             WHEN r.ending = 'diverted' THEN 'accepted'
             WHEN r.state IN ('offered', 'declined')
               OR EXISTS (SELECT 1 FROM referrals_referralstatus t
                          WHERE t.thing_id = r.id AND t.state = 'offered') THEN 'offered'
             WHEN r.answer IN ('eligible', 'eligible_with_approval') THEN 'eligible'
             ELSE 'screened' END
    FROM referrals_referral r
    JOIN sites_site s ON s.id = r.site_id
    JOIN sites_agency a ON a.id = r.organization_id
    LEFT JOIN handoffs_handoff h ON h.referral_id = r.id
    LEFT JOIN people_person p ON p.id = h.person_id
    LEFT JOIN care_confirmation c ON c.referral_id = r.id
    LEFT JOIN matters_matter m ON m.referral_id = r.id
    WHERE r.site_id = of_site AND r.recorded_at <= cut
    -- what the community asked: a yes is the person's own, to a care worker who met them
    UNION ALL SELECT 'community', a.code, (q.asked_at AT TIME ZONE s.zone)::date, '', private.race(p.race), '',
        CASE q.state WHEN 'takes_part' THEN 'accepted' WHEN 'closed' THEN 'closed' ELSE 'recorded' END, '',
        CASE WHEN q.state = 'closed' AND q.closed_because <> 'not_now' THEN 'other' ELSE '' END, NULL,
        q.asked_at, NULL, (i.at AT TIME ZONE s.zone)::date, NULL,
        CASE WHEN i.id IS NOT NULL THEN 'intake_done'
             WHEN q.state = 'takes_part' THEN 'handed_over'
             WHEN EXISTS (SELECT 1 FROM referrals_communityreferralstatus t
                          WHERE t.thing_id = q.id AND t.state = 'met') THEN 'offered'
             ELSE 'screened' END
    FROM referrals_communityreferral q
    JOIN sites_site s ON s.id = q.site_id
    JOIN sites_agency a ON a.id = q.organization_id
    LEFT JOIN people_person p ON p.id = q.person_id
    LEFT JOIN care_intake i ON i.person_id = q.person_id AND i.referral_id IS NULL
    WHERE q.site_id = of_site AND q.asked_at <= cut AND NOT (q.state = 'closed' AND q.closed_because = 'mistake');
$$;

-- One main reason of a referral that will not come to an intake; null while it still may.
CREATE OR REPLACE FUNCTION private.main_reason(
    state text, reason text, handoff text, intake_on date, deadline_on date, today date
) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN intake_on IS NOT NULL THEN NULL
        WHEN reason = 'not_eligible' THEN 'excluded_offense'
        WHEN reason = 'complainant_declined' THEN 'complainant_declined'
        WHEN reason = 'officer_decided' THEN 'officer_decided_otherwise'
        WHEN reason = 'line_did_not_answer' OR handoff = 'nobody_answered' THEN 'nobody_answered_line'
        WHEN reason <> '' OR handoff IN ('person_left', 'cancelled') THEN 'other'
        WHEN state = 'declined' OR handoff = 'declined' OR (state = 'closed' AND handoff IS NULL) THEN 'person_declined'
        WHEN deadline_on < today THEN 'not_found_in_30_days'
        WHEN state = 'closed' THEN 'unknown'
    END;
$$;

CREATE OR REPLACE FUNCTION reports.cut(
    of_site uuid, first_day date, last_day date, year_from date, cut timestamptz
) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH facts AS MATERIALIZED (SELECT * FROM private.referral_facts(of_site, cut)),
    quarter AS (SELECT *, private.main_reason(state, reason, handoff, intake_on, deadline_on,
            (cut AT TIME ZONE (SELECT zone FROM sites_site WHERE id = of_site))::date) AS main
        FROM facts WHERE day BETWEEN first_day AND last_day),
    year AS (SELECT * FROM facts WHERE day BETWEEN year_from AND last_day)
    SELECT jsonb_build_object(
        'referrals', coalesce((SELECT jsonb_agg(x) FROM (SELECT door, agency,
            to_char(day, 'YYYY-MM') AS month, count(*) AS referrals
            FROM quarter GROUP BY 1, 2, 3 ORDER BY 1, 2, 3) x), '[]'),
        'diversions', coalesce((SELECT jsonb_agg(x) FROM (SELECT agency,
            to_char(day, 'YYYY-MM') AS month, count(*) AS diversions
            FROM facts WHERE ending = 'diverted' AND door = 'arrest_diversion' AND day <= last_day
            GROUP BY 1, 2 ORDER BY 1, 2) x), '[]'),
        'funnel', coalesce((SELECT jsonb_agg(x) FROM (SELECT door, furthest, count(*) AS referrals,
            count(*) FILTER (WHERE main IS NULL AND intake_on IS NULL) AS still_open
            FROM quarter GROUP BY 1, 2 ORDER BY 1, 2) x), '[]'),
        'reasons', coalesce((SELECT jsonb_agg(x) FROM (SELECT main AS reason, count(*) AS referrals
            FROM quarter WHERE main IS NOT NULL GROUP BY 1 ORDER BY 1) x), '[]'),
        'times', coalesce((SELECT jsonb_agg(x) FROM (SELECT door,
            round(extract(epoch FROM met_at - waits_since) / 60)::int AS contact_minutes,
            intake_on - day AS intake_days,
            (cut AT TIME ZONE (SELECT zone FROM sites_site WHERE id = of_site))::date - day AS age_days
            FROM quarter WHERE ending = 'diverted' ORDER BY 1, 2, 3, 4) x), '[]'),
        'race_stages', coalesce((SELECT jsonb_agg(x) FROM (SELECT private.race(ARRAY[perceived]) AS race,
            count(*) AS referred,
            count(*) FILTER (WHERE furthest IN ('offered', 'accepted', 'handed_over', 'intake_done')) AS offered,
            count(*) FILTER (WHERE ending = 'diverted') AS accepted
            FROM year WHERE door <> 'community' GROUP BY 1 ORDER BY 1) x), '[]'),
        'race_enrolled', coalesce((SELECT jsonb_agg(x) FROM (SELECT self AS race, count(*) AS enrolled
            FROM year WHERE furthest = 'intake_done' GROUP BY 1 ORDER BY 1) x), '[]'));
$$;

-- What officers answered about contacts of a span of days, by codes only: no id, time, place, incident number or
-- word leaves here, and contacts with the same answers are one row with their number.
CREATE OR REPLACE FUNCTION reports.contacts(of_site uuid, first_day date, last_day date)
RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH told AS (
        SELECT (SELECT jsonb_object_agg(f.key, f.value) FROM (
                SELECT key, value FROM jsonb_each(r.facts) WHERE key IN ('door', 'conduct', 'drivers',
                    'complainant', 'age', 'family_offense', 'officer_opted_in', 'officer_trained')
                UNION ALL SELECT key, value FROM jsonb_each(coalesce(r.facts -> 'more', '{}'))) f
            WHERE f.value NOT IN ('null', '""', '[]') AND (jsonb_typeof(f.value) IN ('number', 'array')
                OR f.value #>> '{}' ~ '^[a-z0-9_]{1,60}$')) AS facts
        FROM referrals_referral r JOIN sites_site s ON s.id = r.site_id
        WHERE r.site_id = of_site
            AND (r.occurred_at AT TIME ZONE s.zone)::date BETWEEN first_day AND last_day)
    SELECT coalesce(jsonb_agg(x ORDER BY x.facts), '[]') FROM (
        SELECT facts, count(*) AS contacts FROM told WHERE facts ? 'door' GROUP BY facts) x;
$$;

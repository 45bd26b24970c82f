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

DROP FUNCTION IF EXISTS private.counted(uuid, timestamptz, uuid[]);
DROP FUNCTION IF EXISTS private.referral_facts(uuid, timestamptz);
DROP FUNCTION IF EXISTS private.main_reason(text, text, text, text, date, date, date);

-- Every referral of a site with what the counts need of it, by the local day of its contact.
CREATE OR REPLACE FUNCTION private.referral_facts(of_site uuid, cut timestamptz) RETURNS TABLE (
    referral uuid, door text, agency text, day date, perceived text, self text, answer text, state text, ending text,
    reason text, handoff text, waits_since timestamptz, met_at timestamptz,
    intake_on date, deadline_on date, furthest text
) LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT r.id, r.door, a.code, (r.occurred_at AT TIME ZONE s.zone)::date, r.perceived_race,
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
    UNION ALL SELECT q.id, 'community', a.code, (q.asked_at AT TIME ZONE s.zone)::date, '', private.race(p.race), '',
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
    LEFT JOIN care_intake i ON i.asked = q.id
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

-- What a referral adds to each published table, each by itself: what the ledger of counts keeps of it when it is
-- sealed (docs/adr/0010). Not its day: a month or a quarter, as the table has it; not two codes that no table
-- crosses. An outcome that was still open when somebody did not wait for it counts as not recorded.
CREATE OR REPLACE FUNCTION private.counted(of_site uuid, cut timestamptz, of_these uuid[]) RETURNS TABLE (
    referral uuid, figure text, period text, keys jsonb
) LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    WITH fact AS MATERIALIZED (
        SELECT f.*, to_char(f.day, 'YYYY-MM') AS month, to_char(f.day, 'YYYY-"Q"Q') AS quarter,
            jsonb_build_object('door', f.door) AS at_door, c.today,
            jsonb_build_object('race', private.race(ARRAY[f.perceived])) AS seen_as
        FROM private.referral_facts(of_site, cut) f,
            (SELECT (cut AT TIME ZONE zone)::date AS today FROM sites_site WHERE id = of_site) c
        WHERE f.referral = ANY (of_these))
    SELECT referral, 'referrals', month, at_door || jsonb_build_object('agency', agency) FROM fact
    UNION ALL SELECT referral, 'diversions', month, jsonb_build_object('agency', agency) FROM fact
        WHERE ending = 'diverted' AND door = 'arrest_diversion'
    UNION ALL SELECT referral, 'funnel', quarter, at_door || jsonb_build_object('furthest', furthest) FROM fact
    UNION ALL SELECT referral, 'reasons', quarter, jsonb_build_object('reason', coalesce(
            private.main_reason(state, reason, handoff, intake_on, deadline_on, today), 'unknown')) FROM fact
        WHERE intake_on IS NULL
    UNION ALL SELECT referral, 'contact_time', month, at_door || jsonb_build_object('minutes',
            round(extract(epoch FROM met_at - waits_since) / 60)::int) FROM fact WHERE ending = 'diverted'
    UNION ALL SELECT referral, 'intake_time', month, at_door || jsonb_build_object('days', intake_on - day,
            'over', today - day > 30) FROM fact WHERE ending = 'diverted'
    UNION ALL SELECT referral, 'race_referred', quarter, seen_as FROM fact WHERE door <> 'community'
    UNION ALL SELECT referral, 'race_offered', quarter, seen_as FROM fact
        WHERE door <> 'community' AND furthest IN ('offered', 'accepted', 'handed_over', 'intake_done')
    UNION ALL SELECT referral, 'race_accepted', quarter, seen_as FROM fact
        WHERE door <> 'community' AND ending = 'diverted'
    UNION ALL SELECT referral, 'race_enrolled', quarter, jsonb_build_object('race', self) FROM fact
        WHERE furthest = 'intake_done';
$$;

CREATE OR REPLACE FUNCTION private.first_of(period text) RETURNS date LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN period LIKE '%Q%' THEN make_date(left(period, 4)::int, right(period, 1)::int * 3 - 2, 1)
        ELSE make_date(left(period, 4)::int, right(period, 2)::int, 1) END;
$$;

-- The minutes and the days of what was sealed, door by door and month by month, as rows like those of an event.
-- Which minutes go with which days nobody knows any more, and no figure asks it.
CREATE OR REPLACE FUNCTION private.sealed_times(of_site uuid, first_day date, last_day date, today date)
RETURNS TABLE (door text, contact_minutes int, intake_days int, age_days int)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    WITH one AS (
        SELECT figure, period, keys, row_number() OVER (PARTITION BY figure, period, keys ->> 'door') AS number
        FROM publications_ledgercount, generate_series(1, events)
        WHERE site = of_site AND figure IN ('contact_time', 'intake_time')
            AND private.first_of(period) BETWEEN first_day AND last_day)
    SELECT i.keys ->> 'door', (c.keys ->> 'minutes')::int, (i.keys ->> 'days')::int,
        CASE WHEN (i.keys ->> 'over')::boolean THEN 31
             ELSE today - (private.first_of(i.period) + interval '1 month - 1 day')::date END
    FROM one i JOIN one c ON c.figure = 'contact_time' AND c.period = i.period AND c.number = i.number
        AND c.keys ->> 'door' = i.keys ->> 'door'
    WHERE i.figure = 'intake_time';
$$;

-- What is there and what the ledger keeps of what was sealed, together: nobody can tell them apart here.
CREATE OR REPLACE FUNCTION reports.cut(
    of_site uuid, first_day date, last_day date, year_from date, cut timestamptz
) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH facts AS MATERIALIZED (SELECT * FROM private.referral_facts(of_site, cut)),
    now_is AS (SELECT (cut AT TIME ZONE zone)::date AS today FROM sites_site WHERE id = of_site),
    quarter AS (SELECT f.*, private.main_reason(state, reason, handoff, intake_on, deadline_on, today) AS main
        FROM facts f, now_is WHERE day BETWEEN first_day AND last_day),
    year AS (SELECT *, private.race(ARRAY[perceived]) AS race FROM facts WHERE day BETWEEN year_from AND last_day),
    kept AS MATERIALIZED (SELECT figure, period, keys, events, private.first_of(period) AS since
        FROM publications_ledgercount WHERE site = of_site AND private.first_of(period) <= last_day),
    stages AS (
        SELECT race, count(*) AS referred,
            count(*) FILTER (WHERE furthest IN ('offered', 'accepted', 'handed_over', 'intake_done')) AS offered,
            count(*) FILTER (WHERE ending = 'diverted') AS accepted
        FROM year WHERE door <> 'community' GROUP BY 1
        UNION ALL SELECT keys ->> 'race', events * (figure = 'race_referred')::int,
            events * (figure = 'race_offered')::int, events * (figure = 'race_accepted')::int
        FROM kept WHERE figure IN ('race_referred', 'race_offered', 'race_accepted') AND since >= year_from)
    SELECT jsonb_build_object(
        'referrals', coalesce((SELECT jsonb_agg(x) FROM (SELECT door, agency, month, sum(n) AS referrals FROM (
            SELECT door, agency, to_char(day, 'YYYY-MM') AS month, 1 AS n FROM quarter UNION ALL
            SELECT keys ->> 'door', keys ->> 'agency', period, events FROM kept
            WHERE figure = 'referrals' AND since >= first_day) y GROUP BY 1, 2, 3 ORDER BY 1, 2, 3) x), '[]'),
        'diversions', coalesce((SELECT jsonb_agg(x) FROM (SELECT agency, month, sum(n) AS diversions FROM (
            SELECT agency, to_char(day, 'YYYY-MM') AS month, 1 AS n FROM facts
            WHERE ending = 'diverted' AND door = 'arrest_diversion' AND day <= last_day UNION ALL
            SELECT keys ->> 'agency', period, events FROM kept WHERE figure = 'diversions') y
            GROUP BY 1, 2 ORDER BY 1, 2) x), '[]'),
        'funnel', coalesce((SELECT jsonb_agg(x) FROM (SELECT door, furthest, sum(n) AS referrals,
            sum(open) AS still_open FROM (
            SELECT door, furthest, 1 AS n, (main IS NULL AND intake_on IS NULL)::int AS open FROM quarter UNION ALL
            SELECT keys ->> 'door', keys ->> 'furthest', events, 0 FROM kept
            WHERE figure = 'funnel' AND since >= first_day) y GROUP BY 1, 2 ORDER BY 1, 2) x), '[]'),
        'reasons', coalesce((SELECT jsonb_agg(x) FROM (SELECT reason, sum(n) AS referrals FROM (
            SELECT main AS reason, 1 AS n FROM quarter WHERE main IS NOT NULL UNION ALL
            SELECT keys ->> 'reason', events FROM kept WHERE figure = 'reasons' AND since >= first_day) y
            GROUP BY 1 ORDER BY 1) x), '[]'),
        'times', coalesce((SELECT jsonb_agg(x) FROM (SELECT door,
            round(extract(epoch FROM met_at - waits_since) / 60)::int AS contact_minutes,
            intake_on - day AS intake_days, today - day AS age_days
            FROM quarter, now_is WHERE ending = 'diverted'
            UNION ALL SELECT t.* FROM now_is, private.sealed_times(of_site, first_day, last_day, today) t
            ORDER BY 1, 2, 3, 4) x), '[]'),
        'race_stages', coalesce((SELECT jsonb_agg(x) FROM (SELECT race, sum(referred) AS referred,
            sum(offered) AS offered, sum(accepted) AS accepted FROM stages GROUP BY 1 ORDER BY 1) x), '[]'),
        'race_enrolled', coalesce((SELECT jsonb_agg(x) FROM (SELECT race, sum(n) AS enrolled FROM (
            SELECT self AS race, 1 AS n FROM year WHERE furthest = 'intake_done' UNION ALL
            SELECT keys ->> 'race', events FROM kept WHERE figure = 'race_enrolled' AND since >= year_from) y
            GROUP BY 1 ORDER BY 1) x), '[]'));
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

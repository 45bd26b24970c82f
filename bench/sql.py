"""The hand-written SQL of floor (b), frozen with it: the fewest plain statements that read each page."""

SESSION = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > now()"
WORKER = """
SELECT w.id, w.site_id, w.agency_id, w.name, w.role, u.password, a.name, a.kind, s.program_name, s.zone,
    s.made_up
FROM staff_worker w
JOIN staff_user u ON u.id = w.user_id
JOIN sites_agency a ON a.id = w.agency_id
JOIN sites_site s ON s.id = w.site_id
WHERE u.id = %s::uuid AND u.is_active AND (w.until IS NULL OR w.until > %s)
LIMIT 1
"""
SEEN = """
INSERT INTO trail_entry (id, site, worker, organization, role, purpose, verb, noun, outcome, subjects,
    why, at, hash)
VALUES (%s, %s, %s, %s, %s, %s, 'see', %s, 'seen', %s, '', %s, '')
"""

CALLS = """
SELECT h.id, h.state, h.requested_at, h.accepted_by_id, w.name, r.place, r.conduct, p.pack, p.id
FROM handoffs_handoff h
JOIN referrals_referral r ON r.id = h.referral_id
JOIN sites_policyversion p ON p.id = r.policy_id
LEFT JOIN staff_worker w ON w.id = h.accepted_by_id
WHERE h.site_id = %s AND h.state IN ('requested', 'accepted', 'en_route', 'arrived')
ORDER BY h.requested_at LIMIT 20
"""
MY_PEOPLE = """
SELECT c.person_id, p.name, t.state, l.at, l.kind
FROM care_casemanager c
JOIN people_person p ON p.id = c.person_id
LEFT JOIN care_participation t ON t.person_id = c.person_id
LEFT JOIN LATERAL (SELECT k.at, k.kind FROM care_contact k WHERE k.person_id = c.person_id
    ORDER BY k.at DESC LIMIT 1) l ON true
WHERE c.worker_id = %s AND c.until IS NULL
ORDER BY l.at NULLS FIRST, c.since LIMIT 100
"""
OPEN_INTAKES = """
SELECT h.person_id, h.referral_id, h.handed_over_at, m.state, m.deadline_on
FROM handoffs_handoff h
LEFT JOIN matters_matter m ON m.referral_id = h.referral_id
LEFT JOIN care_intake i ON i.referral_id = h.referral_id
WHERE h.person_id = ANY (%s) AND i.id IS NULL
ORDER BY h.handed_over_at DESC
"""

PERSON = """
SELECT p.name, p.date_of_birth, p.where_to_find, p.language, t.state, t.version, t.since, m.name, l.at, l.note
FROM people_person p
LEFT JOIN care_participation t ON t.person_id = p.id
LEFT JOIN LATERAL (SELECT w.name FROM care_casemanager c JOIN staff_worker w ON w.id = c.worker_id
    WHERE c.person_id = p.id AND c.until IS NULL LIMIT 1) m ON true
LEFT JOIN LATERAL (SELECT s.at, s.note FROM care_participationstatus s WHERE s.thing_id = t.id
    ORDER BY s.number DESC LIMIT 1) l ON true
WHERE p.id = %s
"""
OF_PERSON = (
    "SELECT words, at FROM care_goal WHERE person_id = %s ORDER BY at DESC LIMIT 20",
    """
    SELECT k.kind, k.how, k.minutes, k.line, k.sensitive, k.at, w.name
    FROM care_contact k JOIN staff_worker w ON w.id = k.worker_id
    WHERE k.person_id = %s ORDER BY k.at DESC LIMIT 20
    """,
    """
    SELECT h.referral_id, h.handed_over_at, m.state, m.deadline_on, i.at, w.name, i.needs, i.words
    FROM handoffs_handoff h
    LEFT JOIN matters_matter m ON m.referral_id = h.referral_id
    LEFT JOIN care_intake i ON i.referral_id = h.referral_id
    LEFT JOIN staff_worker w ON w.id = i.worker_id
    WHERE h.person_id = %s ORDER BY h.handed_over_at DESC
    """,
    """
    SELECT c.state, c.asks, c.made_at, s.name, o.name
    FROM services_connection c
    JOIN services_service s ON s.id = c.service_id
    JOIN services_organization o ON o.id = s.organization_id
    WHERE c.person_id = %s ORDER BY c.made_at DESC
    """,
    """
    SELECT r.id, r.referral, r.form, r.recipient_name, r.information, r.purpose, r.expires_at,
        r.expires_with, r.signed_name, r.signed_at, w.at, t.name
    FROM sharing_release r
    LEFT JOIN sharing_withdrawal w ON w.release_id = r.id
    JOIN staff_worker t ON t.id = r.taken_by_id
    WHERE r.person_id = %s ORDER BY r.signed_at DESC
    """,
    "SELECT release_id, recipient, what, told_at FROM sharing_disclosure WHERE person_id = %s "
    "ORDER BY told_at DESC",
)

MATTERS = """
SELECT m.id, m.referral_id, m.incident_number, m.offense, m.law, m.offense_class, m.held_on, m.deadline_on,
    m.returnable_on
FROM matters_matter m
WHERE m.site_id = %s AND m.state IN ('held', 'revived')
ORDER BY m.deadline_on, m.id LIMIT 25
"""
MATTERS_TALLY = """
SELECT count(*) FILTER (WHERE waits), count(*) FILTER (WHERE waits AND deadline_on BETWEEN %s AND %s),
    count(*) FILTER (WHERE waits AND deadline_on < %s), count(*) FILTER (WHERE NOT waits)
FROM (SELECT state IN ('held', 'revived') AS waits, deadline_on FROM matters_matter WHERE site_id = %s) m
"""
CONFIRMED = """
SELECT g.source, g.referral, c.confirmed_on
FROM sharing_grant g JOIN care_confirmation c ON c.referral_id = g.referral
WHERE g.referral = ANY (%s) AND g.basis = 'release' AND g.category = 'confirmation'
"""
DISCLOSE = "SELECT * FROM sharing.disclose(%s, 'intake confirmed, date')"

# a released version never changes, so a process draws its figures once; what is asked each time is which
REPORT = """
SELECT id, site_name, made_up, slug, version, built_by, released_by, released_at
FROM publications_publication WHERE slug = %s ORDER BY released_at DESC
"""

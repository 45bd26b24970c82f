-- Two records are held together only so that each set of records keeps one that lists show: the other one is
-- listed until now, and both are of two sets. Whoever writes may not see all of them; this does, after the
-- policy let the row in, so that it says nothing of somebody who may not be seen (R-81).
CREATE OR REPLACE FUNCTION sharing.said_of_two() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('people_same'), hashtext(NEW.site_id::text));
    IF NEW.said = 'same' AND EXISTS (
        WITH RECURSIVE live AS (
            SELECT s.kept_id, s.other_id FROM people_same s
            WHERE s.said = 'same' AND s.stands AND s.site_id = NEW.site_id AND s.id <> NEW.id
        ), same (id) AS (
            SELECT NEW.other_id UNION
            SELECT CASE WHEN l.kept_id = s.id THEN l.other_id ELSE l.kept_id END
            FROM same s JOIN live l ON s.id IN (l.kept_id, l.other_id)
        )
        SELECT 1 FROM same WHERE id = NEW.kept_id
        UNION ALL SELECT 1 FROM live WHERE other_id = NEW.other_id) THEN
        RAISE unique_violation USING MESSAGE = 'this is said of another two';
    END IF;
    UPDATE people_same SET stands = (id = NEW.id)
    WHERE kept_id IN (NEW.kept_id, NEW.other_id) AND other_id IN (NEW.kept_id, NEW.other_id);
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER said_of_two AFTER INSERT ON people_same
    FOR EACH ROW EXECUTE FUNCTION sharing.said_of_two();

-- The records that lists left out at a moment, each with the one that was kept for it: who counts people counts those
-- once (docs/adr/0012). For counts as they stood then, so what is said of two records later moves none of them.
CREATE OR REPLACE FUNCTION private.kept_for(place uuid, before timestamptz)
RETURNS TABLE (record uuid, person uuid)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    WITH RECURSIVE live AS MATERIALIZED (
        SELECT s.other_id, s.kept_id FROM people_same s
        WHERE s.said = 'same' AND s.site_id = place AND s.at < before
          AND NOT EXISTS (SELECT 1 FROM people_same n WHERE n.number > s.number AND n.at < before
            AND n.kept_id IN (s.kept_id, s.other_id) AND n.other_id IN (s.kept_id, s.other_id))
    ), up (record, person) AS (
        SELECT other_id, kept_id FROM live UNION
        SELECT u.record, l.kept_id FROM up u JOIN live l ON l.other_id = u.person
    )
    SELECT up.record, up.person FROM up WHERE NOT EXISTS (SELECT 1 FROM live l WHERE l.other_id = up.person);
$$;

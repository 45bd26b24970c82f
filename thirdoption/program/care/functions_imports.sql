-- Taking back what was brought along.

-- Take back what one workbook brought, within 30 days: each row that nobody worked on since, and the people whom it
-- made; what is bound to anything written later stays, by the foreign keys themselves. How many went, how many stay.
CREATE OR REPLACE FUNCTION sharing.take_back(of_batch uuid) RETURNS TABLE (gone integer, kept integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    one care_brought;
BEGIN
    IF NOT private.leads_here() THEN
        RAISE insufficient_privilege USING MESSAGE = 'this is not theirs';
    END IF;
    gone := 0;
    kept := 0;
    SET CONSTRAINTS ALL IMMEDIATE;
    FOR one IN SELECT * FROM care_brought
        WHERE batch = of_batch AND site_id = sharing.site() AND at > sharing.at() - interval '30 days' FOR UPDATE
    LOOP
        BEGIN
            DELETE FROM care_brought WHERE id = one.id;
            -- whatever else is written into the row, it takes back only what its own hand brought of that person
            DELETE FROM care_contact WHERE id = one.contact AND person_id = one.person_id
                AND worker_id = one.worker_id AND site_id = one.site_id;
            IF one.made THEN
                PERFORM 1 FROM care_participation WHERE person_id = one.person_id FOR UPDATE;
                IF EXISTS (SELECT 1 FROM care_participationstatus s JOIN care_participation p ON p.id = s.thing_id
                           WHERE p.person_id = one.person_id AND s.at > one.at)
                   OR EXISTS (SELECT 1 FROM care_casemanager m WHERE m.person_id = one.person_id
                              AND (m.since > one.at OR m.until IS NOT NULL))
                   OR EXISTS (SELECT 1 FROM people_person p WHERE p.id = one.person_id
                              AND (p.race_asked <> 'not_asked' OR p.made_at <> one.at)) THEN
                    RAISE foreign_key_violation;
                END IF;
                DELETE FROM people_namekey WHERE person_id = one.person_id;
                DELETE FROM care_casemanager WHERE person_id = one.person_id;
                DELETE FROM care_participationstatus s USING care_participation p
                    WHERE p.id = s.thing_id AND p.person_id = one.person_id;
                DELETE FROM care_participation WHERE person_id = one.person_id;
                DELETE FROM sharing_grant WHERE person_id = one.person_id AND basis = 'program';
                DELETE FROM people_person WHERE id = one.person_id;
            END IF;
            gone := gone + 1;
        EXCEPTION WHEN foreign_key_violation THEN
            kept := kept + 1;
        END;
    END LOOP;
    SET CONSTRAINTS ALL DEFERRED;
    RETURN NEXT;
END $$;

-- What the community asks: who may read it, and how much of it a site takes.

-- It is put before whoever runs the program at this site, for care, and before nobody else. More than can be
-- read in an hour is not taken: the page then says so, with the line's number. (After the insert, so that
-- the same words sent a second time are known as such first.)
CREATE OR REPLACE FUNCTION sharing.community_asked() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    operator uuid;
BEGIN
    -- one at a time at a site: who waits here is counted after who was quicker
    PERFORM pg_advisory_xact_lock(hashtextextended('community asked ' || NEW.site_id::text, 0));
    IF (SELECT count(*) FROM referrals_communityreferral
        WHERE site_id = NEW.site_id
          AND asked_at BETWEEN NEW.asked_at - interval '1 hour' AND NEW.asked_at) > 30 THEN
        RAISE check_violation USING CONSTRAINT = 'asked_an_hour', MESSAGE = 'more than a site reads in an hour';
    END IF;
    SELECT id INTO STRICT operator FROM sites_agency WHERE site_id = NEW.site_id AND kind = 'operator';
    PERFORM private.open_grant(operator, NULL, NULL, NEW.id, 'asked', 'care', true, NULL, 'community', NEW.id);
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER community_asked AFTER INSERT ON referrals_communityreferral
    FOR EACH ROW EXECUTE FUNCTION sharing.community_asked();

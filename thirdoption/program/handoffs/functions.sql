-- Who may follow a call of the line that has no referral, and what may be added to its hand-off.

-- What I asked is mine to follow until the hand-off, and it is put before whoever runs the program at this
-- site. Who called without a badge is nobody by name: then the program itself asks, and nobody follows it.
CREATE OR REPLACE FUNCTION sharing.call_made() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    operator uuid;
BEGIN
    IF NEW.author_id IS DISTINCT FROM sharing.worker() THEN
        RAISE insufficient_privilege USING MESSAGE = 'a call is made by whoever calls';
    END IF;
    SELECT id INTO STRICT operator FROM sites_agency WHERE site_id = NEW.site_id AND kind = 'operator';
    IF NEW.author_id IS NOT NULL THEN
        PERFORM private.open_grant(NEW.organization_id, NEW.author_id, NULL, NEW.id, 'engagement',
            'referral', true, NULL, 'authorship', NEW.id);
    END IF;
    PERFORM private.open_grant(operator, NULL, NULL, NEW.id, 'engagement', 'care', true, NULL, 'call', NEW.id);
    PERFORM private.open_grant(operator, NULL, NULL, NEW.id, 'engagement', 'program operation',
        NEW.author_id IS NULL, NULL, 'call', NEW.id);
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER call_made AFTER INSERT ON handoffs_call
    FOR EACH ROW EXECUTE FUNCTION sharing.call_made();

-- A referral is added to the hand-off of a call once, and only one that whoever adds it may see: this runs
-- with their own rights (R-53).
CREATE OR REPLACE FUNCTION sharing.referral_added() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' OR OLD.referral_id IS NOT NULL
       OR NOT EXISTS (SELECT 1 FROM referrals_referral WHERE id = NEW.referral_id) THEN
        RAISE insufficient_privilege USING MESSAGE = 'no such referral, or the hand-off has one';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER call_begins_without BEFORE INSERT ON handoffs_handoff FOR EACH ROW
    WHEN (NEW.call_id IS NOT NULL AND NEW.referral_id IS NOT NULL) EXECUTE FUNCTION sharing.referral_added();
CREATE OR REPLACE TRIGGER referral_added BEFORE UPDATE OF referral_id ON handoffs_handoff FOR EACH ROW
    WHEN (OLD.referral_id IS DISTINCT FROM NEW.referral_id) EXECUTE FUNCTION sharing.referral_added();

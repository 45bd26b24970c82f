-- Only the operator's workers write policies, and no policy reaches back: also in raw SQL of the app role.
CREATE OR REPLACE FUNCTION private.of_operator() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user = 'thirdoption_app' AND NOT coalesce(sharing.is_operator(), false) THEN
        RAISE insufficient_privilege USING MESSAGE = 'only the operator writes a policy';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER of_operator BEFORE INSERT OR UPDATE ON governance_policydraft
    FOR EACH ROW EXECUTE FUNCTION private.of_operator();
CREATE OR REPLACE TRIGGER of_operator BEFORE INSERT OR UPDATE ON governance_draftstep
    FOR EACH ROW EXECUTE FUNCTION private.of_operator();
CREATE OR REPLACE TRIGGER of_operator BEFORE INSERT OR UPDATE ON governance_policyeffect
    FOR EACH ROW EXECUTE FUNCTION private.of_operator();
CREATE OR REPLACE TRIGGER of_operator BEFORE INSERT ON sites_policytext
    FOR EACH ROW EXECUTE FUNCTION private.of_operator();
CREATE OR REPLACE TRIGGER of_operator BEFORE INSERT ON sites_policyversion
    FOR EACH ROW EXECUTE FUNCTION private.of_operator();

CREATE OR REPLACE FUNCTION private.no_policy_reaches_back() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user <> 'thirdoption_app' THEN
        RETURN NEW;  -- the owner sets up a place before anybody can act there
    END IF;
    IF NEW.site_id <> sharing.site() OR NEW.put_by IS DISTINCT FROM sharing.worker() THEN
        RAISE insufficient_privilege USING MESSAGE = 'a policy is put in force by a worker, at their own site';
    END IF;
    IF EXISTS (SELECT FROM sites_policyversion v WHERE v.site_id = NEW.site_id) AND NEW.in_force_from <
        (sharing.at() AT TIME ZONE (SELECT s.zone FROM sites_site s WHERE s.id = NEW.site_id))::date THEN
        RAISE check_violation USING MESSAGE = 'a policy cannot hold from a day that is over';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER reaches_forward BEFORE INSERT ON sites_policyversion
    FOR EACH ROW EXECUTE FUNCTION private.no_policy_reaches_back();

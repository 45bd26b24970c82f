-- The agency outranks the role (law 1): no raw SQL makes an officer a case manager.
CREATE SCHEMA IF NOT EXISTS staff;
CREATE OR REPLACE FUNCTION staff.is_enforcement(kind text) RETURNS boolean LANGUAGE sql IMMUTABLE AS
$$ SELECT kind IN ('police', 'prosecution', 'probation', 'court', 'jail') $$;
CREATE OR REPLACE FUNCTION staff.role_fits() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    agency sites_agency;
BEGIN
    SELECT * INTO STRICT agency FROM sites_agency WHERE id = NEW.agency_id;
    IF agency.site_id <> NEW.site_id THEN
        RAISE check_violation USING MESSAGE = 'worker and agency are at different sites';
    END IF;
    IF staff.is_enforcement(agency.kind) AND NEW.role NOT IN
        ('officer', 'sergeant', 'prosecutor_liaison', 'trainer', 'agency_head') THEN
        RAISE check_violation USING MESSAGE = 'the agency outranks the role';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER role_fits BEFORE INSERT OR UPDATE OF role, agency_id, site_id ON staff_worker
    FOR EACH ROW EXECUTE FUNCTION staff.role_fits();

-- Nor does changing what the agency is, or where, under workers who are already there: each of them
-- is looked at again.
CREATE OR REPLACE FUNCTION staff.agency_fits() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE staff_worker SET role = role WHERE agency_id = NEW.id;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER agency_fits AFTER UPDATE OF kind, site_id ON sites_agency
    FOR EACH ROW EXECUTE FUNCTION staff.agency_fits();

-- A lost phone's key that has ended is never good again, whoever asks.
CREATE OR REPLACE FUNCTION staff.key_stays_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE check_violation USING MESSAGE = 'a key that has ended stays as it is';
END $$;
CREATE OR REPLACE TRIGGER key_stays_ended BEFORE UPDATE ON staff_devicekey
    FOR EACH ROW WHEN (OLD.ended IS NOT NULL) EXECUTE FUNCTION staff.key_stays_ended();

-- A list goes by link from the program, to a worker of the prosecutor's office at the same site; it begins unopened,
-- is opened once and by its recipient, and what has ended stays so, whoever asks. Nobody but these two touches it.
CREATE OR REPLACE FUNCTION staff.link_kept() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.site_id IS DISTINCT FROM sharing.site() OR NEW.made_by_id IS DISTINCT FROM sharing.worker()
           OR NOT sharing.is_operator() OR sharing.purpose() <> 'program operation'
           OR NEW.tries <> 0 OR NEW.opened_at IS NOT NULL OR NEW.ended_at IS NOT NULL OR NEW.told_at IS NOT NULL
           OR NOT EXISTS (SELECT 1 FROM staff_worker w JOIN sites_agency a ON a.id = w.agency_id
                JOIN staff_user u ON u.id = w.user_id WHERE w.id = NEW.recipient_id AND w.site_id = NEW.site_id
                AND w.role = 'prosecutor_liaison' AND a.kind = 'prosecution' AND u.password LIKE '!%') THEN
            RAISE insufficient_privilege USING MESSAGE = 'no list goes by such a link';
        END IF;
    ELSIF OLD.site_id IS DISTINCT FROM sharing.site() OR NOT (sharing.worker() IS NOT DISTINCT FROM OLD.recipient_id
            OR sharing.is_operator() AND sharing.purpose() = 'program operation')
       OR OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at
       OR OLD.told_at IS NOT NULL AND NEW.told_at IS DISTINCT FROM OLD.told_at
       OR NEW.opened_at IS DISTINCT FROM OLD.opened_at AND (OLD.opened_at IS NOT NULL OR OLD.ended_at IS NOT NULL
            OR OLD.open_until <= NEW.opened_at OR sharing.worker() IS DISTINCT FROM OLD.recipient_id)
       OR NEW.tries < OLD.tries THEN
        RAISE insufficient_privilege USING MESSAGE = 'a link does not change so';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER link_kept BEFORE INSERT OR UPDATE ON staff_listlink
    FOR EACH ROW EXECUTE FUNCTION staff.link_kept();

-- A worker's time is ended once, by a supervisor of the same agency: nobody takes another's sign-in away by raw SQL,
-- and nobody comes back by it. Set-up does it as the table's owner.
CREATE OR REPLACE FUNCTION staff.worker_ends() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'staff_worker' AND pg_has_role(current_user, tableowner, 'USAGE'))
       AND (OLD.until IS NOT NULL OR NEW.until IS NULL OR NEW.site_id IS DISTINCT FROM sharing.site()
        OR NEW.agency_id IS DISTINCT FROM sharing.organization() OR NOT EXISTS (SELECT 1 FROM staff_worker w
            WHERE w.id = sharing.worker() AND w.agency_id = NEW.agency_id AND w.role = 'supervisor')) THEN
        RAISE insufficient_privilege USING MESSAGE = 'this is not theirs to end';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER worker_ends BEFORE UPDATE OF until ON staff_worker
    FOR EACH ROW WHEN (OLD.until IS DISTINCT FROM NEW.until) EXECUTE FUNCTION staff.worker_ends();

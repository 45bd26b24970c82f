-- What held charges add to sharing: which grants follow from them, and who may change which date.

-- A held charge is put before the prosecutor's office: the charge and its clock, nothing else. From now on
-- deciding it is theirs: whoever else sees it writes nothing of it any more. The program may move the clock; why
-- it did is the program's own. Where a charge is lodged, its author may revive it.
CREATE OR REPLACE FUNCTION sharing.matter_held() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE sharing_grant SET may_write = false WHERE referral = NEW.referral_id AND category = 'charge';
    PERFORM private.open_grant(agency.id, NULL, NULL, NEW.referral_id, one.category, one.purpose, true, NULL,
        'charge held', NEW.id)
    FROM sites_agency agency JOIN (VALUES
        ('prosecution', 'charge', 'charge decision'), ('prosecution', 'clock', 'charge decision'),
        ('operator', 'clock', 'care'), ('operator', 'clock', 'program operation'), ('operator', 'pause', 'care')
    ) one (kind, category, purpose) ON one.kind = agency.kind
    WHERE agency.site_id = sharing.site();
    IF NEW.charge_model = 'lodged_officer_may_revive' THEN
        PERFORM private.open_grant(r.organization_id, r.author_id, NULL, r.id, 'charge', 'referral', true, NULL,
            'charge lodged', NEW.id)
        FROM referrals_referral r WHERE r.id = NEW.referral_id;
    END IF;
    RETURN NULL;
END $$;

-- An officer sees a charge that they lodged from the day after its date, when it may be revived, and never before:
-- a date that moves would tell that the program is in touch (R-26).
CREATE OR REPLACE FUNCTION sharing.matter_lodged() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE sharing_grant SET valid_from = (NEW.deadline_on + 1)::timestamp AT TIME ZONE s.zone
    FROM sites_site s WHERE source = NEW.id AND basis = 'charge lodged' AND s.id = NEW.site_id;
    RETURN NULL;
END $$;

-- Who takes which step: the officer who lodged a charge may revive it and nothing else, the prosecutor's office
-- decides.
CREATE OR REPLACE FUNCTION sharing.matter_moved() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.state = 'revived') <> (sharing.purpose() = 'referral') THEN
        RAISE insufficient_privilege USING MESSAGE = 'this step is not theirs';
    END IF;
    RETURN NULL;
END $$;

-- A decided charge ends its hand-off release, and is no officer's any more. Once the charge itself has moved, not at
-- its status row: until then whoever moves it has to see it.
CREATE OR REPLACE FUNCTION sharing.matter_left() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE sharing_grant SET valid_to = sharing.at()
    WHERE referral = NEW.referral_id AND (valid_to IS NULL OR valid_to > sharing.at())
      AND (basis = 'charge lodged'
        OR basis = 'release' AND purpose = 'charge decision' AND NEW.state <> 'revived'
           AND EXISTS (SELECT 1 FROM sharing_release r WHERE r.id = source AND r.form = 'handoff'));
    RETURN NULL;
END $$;

-- A date changes by a row that says who changed it, and the charge repeats it. Each kind is one party's; the last
-- day for the intake is never shortened; a decided charge has no clock.
CREATE OR REPLACE FUNCTION sharing.date_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    charge matters_matter;
    of_ticket boolean := NEW.kind LIKE 'ticket%';
BEGIN
    SELECT * INTO charge FROM matters_matter WHERE id = NEW.thing_id FOR UPDATE;
    IF charge.referral_id IS DISTINCT FROM NEW.referral_id OR charge.site_id IS DISTINCT FROM NEW.site_id
       OR NEW.worker IS DISTINCT FROM sharing.worker() OR NEW.organization <> sharing.organization()
       OR NOT (CASE NEW.kind WHEN 'paused' THEN sharing.purpose() = 'care'
            WHEN 'extended' THEN sharing.purpose() = 'charge decision'
            WHEN 'calendar' THEN sharing.purpose() = 'program operation'
            ELSE sharing.purpose() IN ('care', 'charge decision') END) THEN
        RAISE insufficient_privilege USING MESSAGE = 'this change is not theirs';
    END IF;
    IF charge.state NOT IN ('held', 'revived') OR NEW.number <> charge.changes + 1
       OR NOT of_ticket AND NEW.becomes < charge.deadline_on
       OR of_ticket AND charge.returnable_on IS NULL THEN
        RAISE unique_violation USING MESSAGE = 'a date does not change so';
    END IF;
    UPDATE matters_matter SET changes = NEW.number,
        deadline_on = CASE WHEN of_ticket THEN deadline_on ELSE NEW.becomes END,
        returnable_on = CASE WHEN of_ticket THEN NEW.becomes ELSE returnable_on END
    WHERE id = NEW.thing_id;
    RETURN NULL;
END $$;

-- Why the program did it: of a change that it made itself, of the same charge.
CREATE OR REPLACE FUNCTION sharing.date_reason_given() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM matters_datechange c WHERE c.id = NEW.change_id AND c.referral_id = NEW.referral_id
        AND c.site_id = NEW.site_id AND c.organization = sharing.organization();
    IF NOT FOUND THEN
        RAISE insufficient_privilege USING MESSAGE = 'this change is not theirs';
    END IF;
    RETURN NULL;
END $$;

-- A pause that is on record has its reason beside it when its transaction ends.
CREATE OR REPLACE FUNCTION sharing.pause_has_reason() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM matters_datereason r WHERE r.change_id = NEW.id) THEN
        RAISE check_violation USING MESSAGE = 'a pause has a reason';
    END IF;
    RETURN NULL;
END $$;

-- Letters of the prosecutor's office are written there alone: an officer who may revive a charge writes none.
CREATE OR REPLACE FUNCTION sharing.letter_made() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF sharing.purpose() <> 'charge decision' THEN
        RAISE insufficient_privilege USING MESSAGE = 'this letter is not theirs';
    END IF;
    RETURN NULL;
END $$;

-- That an intake is done is written to the prosecutor's office under a hand-off release that lives, and only so.
CREATE OR REPLACE FUNCTION sharing.own_letter_made() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.kind = 'intake_notice' AND NOT EXISTS (SELECT 1
        FROM sharing_grant g JOIN sharing_release r ON r.id = g.source AND r.form = 'handoff'
        WHERE g.referral = NEW.referral_id AND g.category = 'confirmation' AND g.basis = 'release'
          AND g.site_id = NEW.site_id AND (g.valid_to IS NULL OR g.valid_to > sharing.at())) THEN
        RAISE insufficient_privilege USING MESSAGE = 'no release lets this be told';
    END IF;
    RETURN NULL;
END $$;

-- A place's calendar and the texts of its letters are the program's to write, there alone: no raw SQL in another
-- context takes out a closed day, by which a date would come earlier, or puts words into a letter.
CREATE OR REPLACE FUNCTION sharing.programs_own() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user = 'thirdoption_app' AND NOT coalesce(sharing.is_operator() AND sharing.purpose() = 'program operation'
        AND sharing.site() = CASE WHEN TG_OP = 'DELETE' THEN OLD.site_id ELSE NEW.site_id END, false) THEN
        RAISE insufficient_privilege USING MESSAGE = 'this is the program''s own to write';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER programs_own BEFORE INSERT OR DELETE ON sites_closedday FOR EACH ROW
    EXECUTE FUNCTION sharing.programs_own();
CREATE OR REPLACE TRIGGER programs_own BEFORE INSERT ON matters_lettertemplate FOR EACH ROW
    EXECUTE FUNCTION sharing.programs_own();
CREATE OR REPLACE TRIGGER matter_held AFTER INSERT ON matters_matter FOR EACH ROW EXECUTE FUNCTION sharing.matter_held();
CREATE OR REPLACE TRIGGER matter_lodged AFTER INSERT OR UPDATE OF deadline_on ON matters_matter FOR EACH ROW
    EXECUTE FUNCTION sharing.matter_lodged();
CREATE OR REPLACE TRIGGER matter_moved AFTER INSERT ON matters_matterstatus FOR EACH ROW EXECUTE FUNCTION sharing.matter_moved();
CREATE OR REPLACE TRIGGER matter_left AFTER UPDATE OF state ON matters_matter FOR EACH ROW EXECUTE FUNCTION sharing.matter_left();
CREATE OR REPLACE TRIGGER date_changed AFTER INSERT ON matters_datechange FOR EACH ROW EXECUTE FUNCTION sharing.date_changed();
DROP TRIGGER IF EXISTS pause_has_reason ON matters_datechange;
CREATE CONSTRAINT TRIGGER pause_has_reason AFTER INSERT ON matters_datechange DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.kind = 'paused') EXECUTE FUNCTION sharing.pause_has_reason();
CREATE OR REPLACE TRIGGER date_reason_given AFTER INSERT ON matters_datereason FOR EACH ROW EXECUTE FUNCTION sharing.date_reason_given();
CREATE OR REPLACE TRIGGER letter_made AFTER INSERT ON matters_letter FOR EACH ROW EXECUTE FUNCTION sharing.letter_made();
CREATE OR REPLACE TRIGGER own_letter_made AFTER INSERT ON matters_ownletter FOR EACH ROW EXECUTE FUNCTION sharing.own_letter_made();

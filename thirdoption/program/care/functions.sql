-- What care adds to sharing: a release to the officer tells one thing, which has to be so already.

-- It opens that somebody works with the person to the officer who referred, and to nobody else (R-19, R-25); one
-- at a time, for a second would outlive the first's withdrawal.
CREATE OR REPLACE FUNCTION sharing.officer_release_signed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM referrals_referral r
    WHERE r.id = NEW.referral AND r.site_id = NEW.site_id
      AND (r.author_id, r.organization_id) = (NEW.recipient_worker_id, NEW.recipient_agency_id)
      AND EXISTS (SELECT 1 FROM care_participation p WHERE p.person_id = NEW.person_id)
    FOR UPDATE;
    IF NOT FOUND THEN
        RAISE insufficient_privilege USING MESSAGE = 'a release of this form opens nothing of that';
    END IF;
    IF EXISTS (SELECT 1 FROM sharing_release r
        WHERE r.referral = NEW.referral AND r.form = 'officer' AND r.id <> NEW.id
          AND r.expires_at > sharing.at()
          AND NOT EXISTS (SELECT 1 FROM sharing_withdrawal w WHERE w.release_id = r.id)) THEN
        RAISE unique_violation USING MESSAGE = 'the officer may know already';
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER officer_release_signed AFTER INSERT ON sharing_release FOR EACH ROW
WHEN (NEW.form = 'officer') EXECUTE FUNCTION sharing.officer_release_signed();

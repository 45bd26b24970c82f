import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0001_initial"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="communityreferral",
            name="transition",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="referral",
            name="transition",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="communityreferral",
            trigger=pgtrigger.compiler.Trigger(
                name="transition",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{waiting:taken,waiting:closed,taken:met,taken:closed,taken:not_found_yet,taken:waiting,not_found_yet:met,not_found_yet:taken,not_found_yet:closed,met:taken,met:closed,met:takes_part,closed:taken}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="0a44286569956ca670ec5f31c60ec9cbcd76e4b4",
                    operation="UPDATE",
                    pgid="pgtrigger_transition_b3e8e",
                    table="referrals_communityreferral",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="transition",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{recorded:not_offered,recorded:closed,recorded:offered,offered:closed,offered:accepted,offered:declined,not_offered:closed,accepted:closed,declined:closed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="4e14a9da9686d9277d3913baf4ea025a75185687",
                    operation="UPDATE",
                    pgid="pgtrigger_transition_4baa1",
                    table="referrals_referral",
                    when="BEFORE",
                ),
            ),
        ),
    ]

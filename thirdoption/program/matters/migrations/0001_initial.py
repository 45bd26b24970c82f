import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("referrals", "0001_initial"),
        ("sites", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Matter",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("state", models.CharField(max_length=30)),
                ("version", models.IntegerField(default=0)),
                ("incident_number", models.CharField(max_length=40)),
                ("offense", models.CharField(max_length=200)),
                ("law", models.CharField(max_length=60)),
                ("offense_class", models.CharField(max_length=20)),
                ("charge_model", models.CharField(max_length=40)),
                ("set_aside", models.CharField(max_length=20)),
                ("returnable_on", models.DateField(null=True)),
                ("held_on", models.DateField()),
                ("deadline_on", models.DateField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "referral",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="matter",
                        to="referrals.referral",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MatterStatus",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.IntegerField()),
                ("state", models.CharField(max_length=30)),
                ("at", models.DateTimeField()),
                ("worker", models.UUIDField(null=True)),
                ("organization", models.UUIDField()),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "thing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="statuses",
                        to="matters.matter",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("state", "held")),
                fields=["site", "deadline_on", "id"],
                name="matter_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(fields=["site", "-decided_at"], name="matter_by_decision"),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["held", "declined", "filed"])), name="matter_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(("set_aside__in", ["custodial_arrest", "ticket", "violation"])),
                name="matter_set_aside",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(("deadline_on__gte", models.F("held_on"))), name="matter_deadline_after"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matter",
            trigger=pgtrigger.compiler.Trigger(
                name="transition",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{held:declined,held:filed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="203bc61d511873d36dc6146d9ac2280020b4b288",
                    operation="UPDATE",
                    pgid="pgtrigger_transition_872ce",
                    table="matters_matter",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matter",
            trigger=pgtrigger.compiler.Trigger(
                name="follows_status",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF NEW.version <> OLD.version + 1 OR NEW.state IS DISTINCT FROM (\n                    SELECT s.state FROM matters_matterstatus s\n                    WHERE s.thing_id = NEW.id AND s.number = NEW.version) THEN\n                    RAISE EXCEPTION 'a state is set by appending a status row';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="49c12f9864dc3b7075454e9a4163cade362bfe6f",
                    operation='UPDATE OF "state", "version"',
                    pgid="pgtrigger_follows_status_3a016",
                    table="matters_matter",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="matterstatus",
            constraint=models.UniqueConstraint(fields=("thing", "number"), name="matter_status_number"),
        ),
        migrations.AddConstraint(
            model_name="matterstatus",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["held", "declined", "filed"])), name="matter_status_state"
            ),
        ),
    ]

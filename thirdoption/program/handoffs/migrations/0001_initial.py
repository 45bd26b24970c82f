import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("referrals", "0001_initial"),
        ("sites", "0001_initial"),
        ("staff", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Handoff",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("state", models.CharField(max_length=30)),
                ("version", models.IntegerField(default=0)),
                ("requested_at", models.DateTimeField()),
                ("handed_over_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=20)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.worker",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="handoffs",
                        to="people.person",
                    ),
                ),
                (
                    "referral",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="handoff",
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
            name="HandoffStatus",
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
                        to="handoffs.handoff",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OnCall",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site"
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="handoff",
            index=models.Index(
                condition=models.Q(("state__in", ["requested", "accepted", "arrived"])),
                fields=["site", "requested_at"],
                name="handoff_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["requested", "accepted", "arrived", "handed_over", "ended"])
                ),
                name="handoff_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoff",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_by__in", ["", "nobody_answered", "person_left", "cancelled"])),
                name="handoff_ended_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("handed_over_at__isnull", False), ("person__isnull", False), ("state", "handed_over")
                    ),
                    models.Q(
                        models.Q(("state", "handed_over"), _negated=True), ("handed_over_at__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="handed_over_has_time_and_person",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="handoff",
            trigger=pgtrigger.compiler.Trigger(
                name="transition",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{requested:accepted,requested:ended,accepted:arrived,accepted:ended,arrived:ended,arrived:handed_over}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="3dfcb123a75af71bbc4aa1e2ec725985fbf1efa0",
                    operation="UPDATE",
                    pgid="pgtrigger_transition_af9fc",
                    table="handoffs_handoff",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="handoff",
            trigger=pgtrigger.compiler.Trigger(
                name="follows_status",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF NEW.version <> OLD.version + 1 OR NEW.state IS DISTINCT FROM (\n                    SELECT s.state FROM handoffs_handoffstatus s\n                    WHERE s.thing_id = NEW.id AND s.number = NEW.version) THEN\n                    RAISE EXCEPTION 'a state is set by appending a status row';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="716fc3f39c68c722bd93a9c8639242269cd581a3",
                    operation='UPDATE OF "state", "version"',
                    pgid="pgtrigger_follows_status_2a84a",
                    table="handoffs_handoff",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="handoffstatus",
            constraint=models.UniqueConstraint(fields=("thing", "number"), name="handoff_status_number"),
        ),
        migrations.AddConstraint(
            model_name="handoffstatus",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["requested", "accepted", "arrived", "handed_over", "ended"])
                ),
                name="handoff_status_state",
            ),
        ),
        migrations.AddIndex(
            model_name="oncall",
            index=models.Index(fields=["site", "ends_at"], name="on_call_of_site"),
        ),
        migrations.AddConstraint(
            model_name="oncall",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="on_call_lasts"
            ),
        ),
    ]

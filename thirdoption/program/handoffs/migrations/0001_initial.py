import uuid

import django.contrib.postgres.fields
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
            name="Heartbeat",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=20, unique=True)),
                ("at", models.DateTimeField()),
                ("lag_ms", models.IntegerField()),
                ("faults", models.IntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("how", models.CharField(max_length=10)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("asked_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.worker",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sites.agency",
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
            name="Handoff",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("state", models.CharField(max_length=30)),
                ("version", models.IntegerField(default=0)),
                ("subject", models.UUIDField(unique=True)),
                ("comes_first", models.BooleanField(default=False)),
                ("requested_at", models.DateTimeField()),
                ("handed_over_at", models.DateTimeField(null=True)),
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
                    "call",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="handoff",
                        to="handoffs.call",
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
                        null=True,
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
            name="EscalationStep",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("site", models.UUIDField()),
                ("number", models.IntegerField()),
                ("step", models.CharField(max_length=12)),
                ("due_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=10)),
                (
                    "handoff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="steps",
                        to="handoffs.handoff",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HandoffNote",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("code", models.CharField(max_length=10)),
                ("at", models.DateTimeField()),
                ("worker", models.UUIDField()),
                ("organization", models.UUIDField()),
                (
                    "thing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="notes",
                        to="handoffs.handoff",
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
            name="LineTest",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("site", models.UUIDField()),
                ("shift_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="staff.worker"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Outing",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("site", models.UUIDField()),
                ("began_at", models.DateTimeField()),
                ("extended", models.PositiveSmallIntegerField()),
                ("told_at", models.DateTimeField(null=True)),
                ("home_at", models.DateTimeField(null=True)),
                (
                    "handoff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="outings",
                        to="handoffs.handoff",
                    ),
                ),
                (
                    "home_said_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.worker",
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
        migrations.CreateModel(
            name="Pulse",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("subject", models.UUIDField()),
                ("number", models.IntegerField()),
                (
                    "author",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.worker",
                    ),
                ),
                (
                    "handoff",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="handoffs.handoff",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sites.site",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RotaFeed",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("of_team", models.BooleanField()),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("made_at", models.DateTimeField()),
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
        migrations.CreateModel(
            name="Rotation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField()),
                ("layer", models.CharField(max_length=10)),
                ("made_at", models.DateTimeField()),
                ("begins_at", models.DateTimeField()),
                ("hand_over", models.TimeField()),
                ("days", models.PositiveSmallIntegerField()),
                (
                    "order",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None),
                ),
                ("most_hours", models.PositiveSmallIntegerField(null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.worker",
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
            name="SafetyRule",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("named", models.CharField(blank=True, max_length=30)),
                ("most_in_a_row", models.PositiveSmallIntegerField(null=True)),
                ("two_from", models.TimeField(null=True)),
                ("two_until", models.TimeField(null=True)),
                (
                    "two_places",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), size=None
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
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
            name="SafetyStep",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("site", models.UUIDField()),
                ("number", models.IntegerField()),
                ("step", models.CharField(max_length=12)),
                ("due_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=10)),
                (
                    "handoff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="safety_steps",
                        to="handoffs.handoff",
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
        migrations.CreateModel(
            name="ShiftRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("layer", models.CharField(max_length=10)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("takes_layer", models.CharField(blank=True, max_length=10)),
                ("takes_starts_at", models.DateTimeField(null=True)),
                ("takes_ends_at", models.DateTimeField(null=True)),
                ("asked_at", models.DateTimeField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.worker",
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
            name="ShiftAsking",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
                ("said_no", models.BooleanField()),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="askings",
                        to="handoffs.shiftrequest",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ShiftAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("state", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                (
                    "worker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.worker",
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="handoffs.shiftrequest",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Override",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField()),
                ("layer", models.CharField(max_length=10)),
                ("made_at", models.DateTimeField()),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "away",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.worker",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.worker",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site"
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.worker",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="handoffs.shiftrequest",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(fields=["author", "-asked_at"], name="call_of_author"),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(("how__in", ["tap", "phone", "message"])), name="call_how"
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("author__isnull", True), ("how", "phone"), ("organization__isnull", True)),
                    models.Q(("author__isnull", False), ("organization__isnull", False)),
                    _connector="OR",
                ),
                name="call_of_nobody_is_by_phone",
            ),
        ),
        migrations.AddIndex(
            model_name="handoff",
            index=models.Index(
                condition=models.Q(("state__in", ["accepted", "arrived", "en_route", "requested"])),
                fields=["site", "requested_at"],
                name="handoff_open",
            ),
        ),
        migrations.AddIndex(
            model_name="handoff",
            index=models.Index(
                condition=models.Q(("state__in", ["appointment", "by_phone", "later_offer", "transport"])),
                fields=["site", "requested_at"],
                name="handoff_agreed",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "requested",
                            "accepted",
                            "en_route",
                            "arrived",
                            "handed_over",
                            "appointment",
                            "by_phone",
                            "transport",
                            "later_offer",
                            "declined",
                            "person_left",
                            "cancelled",
                            "nobody_answered",
                        ],
                    )
                ),
                name="handoff_state",
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
        migrations.AddConstraint(
            model_name="handoff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("call__isnull", False), ("subject", models.F("call"))),
                    models.Q(
                        ("call__isnull", True), ("referral__isnull", False), ("subject", models.F("referral"))
                    ),
                    _connector="OR",
                ),
                name="handoff_subject_is_what_was_asked",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="handoff",
            trigger=pgtrigger.compiler.Trigger(
                name="transition",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{requested:accepted,requested:appointment,requested:by_phone,requested:cancelled,requested:declined,requested:later_offer,requested:nobody_answered,requested:person_left,requested:transport,accepted:appointment,accepted:arrived,accepted:by_phone,accepted:cancelled,accepted:declined,accepted:en_route,accepted:later_offer,accepted:nobody_answered,accepted:person_left,accepted:requested,accepted:transport,en_route:appointment,en_route:arrived,en_route:by_phone,en_route:cancelled,en_route:declined,en_route:later_offer,en_route:nobody_answered,en_route:person_left,en_route:requested,en_route:transport,arrived:appointment,arrived:by_phone,arrived:cancelled,arrived:declined,arrived:handed_over,arrived:later_offer,arrived:person_left,arrived:transport,appointment:handed_over,by_phone:handed_over,later_offer:handed_over,nobody_answered:handed_over,person_left:handed_over,transport:handed_over}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="6d9e8811dd15896f28b2376df66bafeafaf7e1f8",
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
        migrations.AddIndex(
            model_name="escalationstep",
            index=models.Index(
                condition=models.Q(("done_at__isnull", True)), fields=["due_at"], name="escalation_step_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="escalationstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("step__in", ["first", "next", "everybody", "supervisor", "again"])),
                name="escalation_step",
            ),
        ),
        migrations.AddConstraint(
            model_name="escalationstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["", "paged", "nobody", "stopped"])),
                name="escalation_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="escalationstep",
            constraint=models.UniqueConstraint(fields=("handoff", "number"), name="escalation_step_number"),
        ),
        migrations.AddConstraint(
            model_name="handoffnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "code__in",
                        [
                            "across",
                            "entrance",
                            "in_car",
                            "must_go",
                            "gone",
                            "in_5",
                            "in_10",
                            "in_20",
                            "in_30",
                            "corner",
                            "later",
                            "where",
                            "ready",
                        ],
                    )
                ),
                name="handoff_note_code",
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
                    (
                        "state__in",
                        [
                            "requested",
                            "accepted",
                            "en_route",
                            "arrived",
                            "handed_over",
                            "appointment",
                            "by_phone",
                            "transport",
                            "later_offer",
                            "declined",
                            "person_left",
                            "cancelled",
                            "nobody_answered",
                        ],
                    )
                ),
                name="handoff_status_state",
            ),
        ),
        migrations.AddIndex(
            model_name="linetest",
            index=models.Index(
                condition=models.Q(("answered_at__isnull", True), ("told_at__isnull", True)),
                fields=["due_at"],
                name="line_test_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="linetest",
            constraint=models.UniqueConstraint(fields=("worker", "shift_at"), name="line_test_of_shift"),
        ),
        migrations.AddIndex(
            model_name="outing",
            index=models.Index(
                condition=models.Q(("home_at__isnull", True)), fields=["site", "began_at"], name="outing_open"
            ),
        ),
        migrations.AddIndex(
            model_name="outing",
            index=models.Index(fields=["worker", "began_at"], name="outing_of_worker"),
        ),
        migrations.AddConstraint(
            model_name="outing",
            constraint=models.UniqueConstraint(fields=("handoff", "worker"), name="outing_once"),
        ),
        migrations.AddConstraint(
            model_name="outing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("home_at__isnull", True),
                    models.Q(("home_at__gte", models.F("began_at")), ("home_said_by__isnull", False)),
                    _connector="OR",
                ),
                name="outing_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="pulse",
            constraint=models.UniqueConstraint(
                fields=("handoff",), include=("site", "number"), name="pulse_of_handoff"
            ),
        ),
        migrations.AddConstraint(
            model_name="pulse",
            constraint=models.UniqueConstraint(
                fields=("subject",), include=("author", "number"), name="pulse_of_subject"
            ),
        ),
        migrations.AddConstraint(
            model_name="rotafeed",
            constraint=models.UniqueConstraint(fields=("worker", "of_team"), name="one_feed_of_a_kind"),
        ),
        migrations.AddConstraint(
            model_name="rotation",
            constraint=models.CheckConstraint(
                condition=models.Q(("layer__in", ["first", "second"])), name="rotation_layer"
            ),
        ),
        migrations.AddConstraint(
            model_name="rotation",
            constraint=models.UniqueConstraint(fields=("site", "number"), name="rotation_number"),
        ),
        migrations.AddConstraint(
            model_name="rotation",
            constraint=models.CheckConstraint(
                condition=models.Q(("days__gte", 1), ("days__lte", 366)), name="rotation_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="safetyrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("named__in", ["", "program_manager"])), name="safety_rule_named"
            ),
        ),
        migrations.AddConstraint(
            model_name="safetyrule",
            constraint=models.UniqueConstraint(fields=("site", "number"), name="safety_rule_number"),
        ),
        migrations.AddIndex(
            model_name="safetystep",
            index=models.Index(
                condition=models.Q(("done_at__isnull", True)), fields=["due_at"], name="safety_step_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="safetystep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("step__in", ["colleague", "supervisor", "named", "again", "company", "anybody"])
                ),
                name="safety_step",
            ),
        ),
        migrations.AddConstraint(
            model_name="safetystep",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["", "paged", "nobody", "stopped"])), name="safety_outcome"
            ),
        ),
        migrations.AddConstraint(
            model_name="safetystep",
            constraint=models.UniqueConstraint(
                fields=("handoff", "worker", "number"), name="safety_step_number"
            ),
        ),
        migrations.AddIndex(
            model_name="shiftrequest",
            index=models.Index(fields=["site", "ends_at"], name="shift_request_of_site"),
        ),
        migrations.AddConstraint(
            model_name="shiftrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("layer__in", ["first", "second"])), name="shift_request_layer"
            ),
        ),
        migrations.AddConstraint(
            model_name="shiftrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("takes_layer__in", ["", "first", "second"])), name="shift_request_takes"
            ),
        ),
        migrations.AddConstraint(
            model_name="shiftrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="shift_request_lasts"
            ),
        ),
        migrations.AddConstraint(
            model_name="shiftanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["agreed", "declined", "ran_out", "taken_back"])),
                name="shift_answer_state",
            ),
        ),
        migrations.AddIndex(
            model_name="override",
            index=models.Index(fields=["site", "ends_at"], name="override_of_site"),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(
                condition=models.Q(("layer__in", ["first", "second"])), name="override_layer"
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.UniqueConstraint(fields=("site", "number"), name="override_number"),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="override_lasts"
            ),
        ),
    ]

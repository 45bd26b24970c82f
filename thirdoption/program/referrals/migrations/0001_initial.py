import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("sites", "0001_initial"),
        ("staff", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CommunityReferral",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("state", models.CharField(max_length=30)),
                ("version", models.IntegerField(default=0)),
                ("key", models.UUIDField()),
                ("body", models.CharField(max_length=64)),
                ("relation", models.CharField(max_length=20)),
                ("whom", models.CharField(max_length=500)),
                ("place", models.CharField(max_length=200)),
                ("hours", models.CharField(blank=True, max_length=200)),
                (
                    "needs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500)),
                ("age", models.CharField(max_length=20)),
                ("reach", models.CharField(blank=True, max_length=120)),
                ("may_say", models.BooleanField()),
                ("language", models.CharField(max_length=5)),
                ("asked_at", models.DateTimeField()),
                ("closed_because", models.CharField(blank=True, max_length=20)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.agency"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="asked_for",
                        to="people.person",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sites.policyversion",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site"
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.worker",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CommunityReferralStatus",
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
                        to="referrals.communityreferral",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Held",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("key", models.UUIDField()),
                ("body", models.CharField(max_length=64)),
                ("envelope", models.TextField()),
                ("received_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.agency"
                    ),
                ),
                (
                    "sender",
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
            name="HeldStep",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("what", models.CharField(max_length=10)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("referral", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
                    ),
                ),
                (
                    "held",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="referrals.held"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.agency"
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
            name="Receipt",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("key", models.UUIDField()),
                ("body", models.CharField(max_length=64)),
                ("referral", models.UUIDField()),
                ("incident_number", models.CharField(max_length=40)),
                ("of_call", models.BooleanField(default=False)),
                ("sent_at", models.DateTimeField()),
                ("handed_over_at", models.DateTimeField(null=True)),
                ("freed_by", models.CharField(blank=True, max_length=30)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.agency"
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
            name="Referral",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("state", models.CharField(max_length=30)),
                ("version", models.IntegerField(default=0)),
                ("door", models.CharField(max_length=20)),
                ("place", models.CharField(max_length=200)),
                ("occurred_at", models.DateTimeField()),
                ("incident_number", models.CharField(max_length=40)),
                ("conduct", models.CharField(max_length=60)),
                ("what_happened", models.CharField(blank=True, max_length=500)),
                (
                    "drivers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
                ("complainant", models.CharField(blank=True, max_length=20)),
                ("perceived_race", models.CharField(blank=True, max_length=45)),
                ("facts", models.JSONField()),
                ("answer", models.CharField(max_length=30)),
                ("screening", models.JSONField()),
                ("approval", models.CharField(blank=True, max_length=20)),
                ("approver", models.CharField(blank=True, max_length=20)),
                ("approved_by", models.CharField(blank=True, max_length=80)),
                ("not_offered_reason", models.CharField(blank=True, max_length=40)),
                ("ending", models.CharField(blank=True, max_length=20)),
                ("set_aside", models.CharField(blank=True, max_length=20)),
                ("returnable_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.agency"
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sites.policyversion",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site"
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.worker",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReferralStatus",
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
                        to="referrals.referral",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="communityreferral",
            index=models.Index(fields=["site", "state", "asked_at"], name="asked_of_site"),
        ),
        migrations.AddConstraint(
            model_name="communityreferral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["waiting", "taken", "not_found_yet", "met", "takes_part", "closed"])
                ),
                name="asked_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="communityreferral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("relation__in", ["neighbor", "business", "family", "provider", "themselves", "other"])
                ),
                name="asked_relation",
            ),
        ),
        migrations.AddConstraint(
            model_name="communityreferral",
            constraint=models.CheckConstraint(
                condition=models.Q(("age__in", ["18_or_over", "under_18", "not_known"])), name="asked_age"
            ),
        ),
        migrations.AddConstraint(
            model_name="communityreferral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "closed_because__in",
                        [
                            "",
                            "not_now",
                            "helped",
                            "other_help",
                            "not_found",
                            "too_little",
                            "elsewhere",
                            "mistake",
                        ],
                    )
                ),
                name="asked_closed_because",
            ),
        ),
        migrations.AddConstraint(
            model_name="communityreferral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("person__isnull", False), ("state", "takes_part")),
                    models.Q(models.Q(("state", "takes_part"), _negated=True), ("person__isnull", True)),
                    _connector="OR",
                ),
                name="who_takes_part_is_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="communityreferral",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("key", "="), ("body", "<>")], name="asked_in_other_words"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="communityreferral",
            trigger=pgtrigger.compiler.Trigger(
                name="transition",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{waiting:closed,waiting:taken,taken:closed,taken:met,taken:not_found_yet,taken:waiting,not_found_yet:closed,not_found_yet:met,not_found_yet:taken,met:closed,met:taken,met:takes_part,closed:taken}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="f705df20310ef64be154f25326013798576e5dff",
                    operation="UPDATE",
                    pgid="pgtrigger_transition_b3e8e",
                    table="referrals_communityreferral",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="communityreferral",
            trigger=pgtrigger.compiler.Trigger(
                name="follows_status",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF NEW.version <> OLD.version + 1 OR NEW.state IS DISTINCT FROM (\n                    SELECT s.state FROM referrals_communityreferralstatus s\n                    WHERE s.thing_id = NEW.id AND s.number = NEW.version) THEN\n                    RAISE EXCEPTION 'a state is set by appending a status row';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="0f13fe5c44a84345f87cac33a0fea488a0232127",
                    operation='UPDATE OF "state", "version"',
                    pgid="pgtrigger_follows_status_f77a7",
                    table="referrals_communityreferral",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="communityreferralstatus",
            constraint=models.UniqueConstraint(fields=("thing", "number"), name="asked_status_number"),
        ),
        migrations.AddConstraint(
            model_name="communityreferralstatus",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["waiting", "taken", "not_found_yet", "met", "takes_part", "closed"])
                ),
                name="asked_status_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="held",
            constraint=models.UniqueConstraint(fields=("author", "key", "body"), name="held_once"),
        ),
        migrations.AddConstraint(
            model_name="heldstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("what__in", ["taken", "refused", "to_call", "called"])),
                name="held_step_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="heldstep",
            constraint=models.UniqueConstraint(fields=("held", "what"), name="held_step_once"),
        ),
        migrations.AddConstraint(
            model_name="heldstep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("what__in", ["taken", "refused"])),
                fields=("held",),
                name="held_decided_once",
            ),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(fields=["author", "-sent_at"], name="receipt_of_author"),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(fields=["referral"], name="receipt_of_referral"),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.UniqueConstraint(fields=("author", "key"), name="sent_once"),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["author", "-recorded_at"], name="referral_of_author"),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["site", "occurred_at"], name="referral_of_day"),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["recorded", "offered", "not_offered", "accepted", "declined", "closed"])
                ),
                name="referral_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(("door__in", ["arrest_diversion", "social_contact", "community"])),
                name="referral_door",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("complainant__in", ["", "none_present", "agreed", "declined", "not_reached"])
                ),
                name="referral_complainant",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "answer__in",
                        [
                            "not",
                            "not_by_this_door",
                            "presumptively_not",
                            "ask",
                            "needs",
                            "eligible_with_approval",
                            "eligible",
                        ],
                    )
                ),
                name="referral_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(("approval__in", ["", "approved", "refused", "no_answer"])),
                name="referral_approval",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approver__in", ["", "supervisor", "sergeant", "prosecutor", "program", "partners"])
                ),
                name="referral_approver",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ending__in", ["", "diverted", "arrested", "ticketed", "warned", "walked_away", "other"])
                ),
                name="referral_ending",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(("set_aside__in", ["", "custodial_arrest", "ticket", "violation"])),
                name="referral_set_aside",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "not_offered_reason__in",
                        [
                            "",
                            "not_eligible",
                            "not_approved",
                            "complainant_declined",
                            "complainant_not_reached",
                            "could_not_take_it_in",
                            "person_left",
                            "line_did_not_answer",
                            "officer_decided",
                            "safety",
                            "other",
                        ],
                    )
                ),
                name="referral_not_offered_reason",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="transition",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{recorded:closed,recorded:not_offered,recorded:offered,offered:accepted,offered:closed,offered:declined,not_offered:closed,accepted:closed,declined:closed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="1a89d6cd1d89b35c844492ff481d1de13444d01f",
                    operation="UPDATE",
                    pgid="pgtrigger_transition_4baa1",
                    table="referrals_referral",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="follows_status",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF NEW.version <> OLD.version + 1 OR NEW.state IS DISTINCT FROM (\n                    SELECT s.state FROM referrals_referralstatus s\n                    WHERE s.thing_id = NEW.id AND s.number = NEW.version) THEN\n                    RAISE EXCEPTION 'a state is set by appending a status row';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="07cfdf1b2e2b1df9f1fc35fd7a7b05b4e58db490",
                    operation='UPDATE OF "state", "version"',
                    pgid="pgtrigger_follows_status_2f470",
                    table="referrals_referral",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="referralstatus",
            constraint=models.UniqueConstraint(fields=("thing", "number"), name="referral_status_number"),
        ),
        migrations.AddConstraint(
            model_name="referralstatus",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["recorded", "offered", "not_offered", "accepted", "declined", "closed"])
                ),
                name="referral_status_state",
            ),
        ),
    ]

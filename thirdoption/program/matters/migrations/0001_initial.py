import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import thirdoption.program.matters.models.charges
import thirdoption.program.matters.rules.clock
import thirdoption.program.matters.rules.letters.kinds


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
            name="Matter",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("state", models.CharField(max_length=30)),
                ("version", models.IntegerField(default=0)),
                ("incident_number", models.CharField(max_length=40)),
                ("incident_on", models.DateField()),
                ("offense", models.CharField(max_length=200)),
                ("law", models.CharField(max_length=60)),
                ("offense_class", models.CharField(max_length=20)),
                ("offense_group", models.CharField(max_length=10)),
                ("charge_model", models.CharField(max_length=40)),
                ("set_aside", models.CharField(max_length=20)),
                ("returnable_on", models.DateField(null=True)),
                ("held_on", models.DateField()),
                ("deadline_on", models.DateField()),
                ("file_by", models.DateField(null=True)),
                ("void_on", models.DateField(null=True)),
                ("changes", models.IntegerField(default=0)),
                (
                    "notice",
                    models.CharField(
                        default=thirdoption.program.matters.models.charges.notice_number, max_length=12
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("filed_on", models.DateField(null=True)),
                ("filed_how", models.CharField(blank=True, max_length=20)),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sites.policyversion",
                    ),
                ),
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
            name="DateChange",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.IntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("becomes", models.DateField(null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("worker", models.UUIDField(null=True)),
                ("organization", models.UUIDField()),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="referrals.referral",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site"
                    ),
                ),
                (
                    "thing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="date_changes",
                        to="matters.matter",
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
        migrations.CreateModel(
            name="OtherCase",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(max_length=12)),
                ("court", models.CharField(blank=True, max_length=120)),
                ("next_on", models.DateField(null=True)),
                ("asks", models.CharField(blank=True, max_length=200)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="other_cases",
                        to="people.person",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OwnLetter",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=30)),
                ("language", models.CharField(max_length=5)),
                ("template", models.IntegerField()),
                ("data", models.JSONField()),
                ("written", models.JSONField()),
                ("made_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="referrals.referral",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SealTask",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("notice", models.CharField(max_length=12)),
                ("asked_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.agency"
                    ),
                ),
                (
                    "confirmed_by",
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
            name="Tombstone",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("strength", models.CharField(max_length=10)),
                ("basis", models.CharField(blank=True, max_length=12)),
                ("order_number", models.CharField(blank=True, max_length=40)),
                ("at", models.DateTimeField()),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Unsealing",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("notice", models.CharField(max_length=12)),
                ("order_number", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("opened", models.BooleanField()),
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
            name="DateReason",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("words", models.CharField(max_length=300)),
                (
                    "change",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="reason",
                        to="matters.datechange",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="referrals.referral",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))), name="pause_ends_after"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HiddenRow",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("referral", models.UUIDField()),
                ("notice", models.CharField(max_length=12)),
                ("place", models.CharField(blank=True, max_length=63)),
                ("held", models.JSONField()),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["notice"], name="hidden_row_of_notice")],
            },
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("reason", models.CharField(max_length=300)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("why", models.CharField(blank=True, max_length=300)),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="referrals.referral",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("referral",),
                        name="one_legal_hold",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), models.Q(("why", ""), _negated=True), _connector="OR"
                        ),
                        name="legal_hold_ends_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=30)),
                ("language", models.CharField(max_length=5)),
                ("template", models.IntegerField()),
                ("data", models.JSONField()),
                ("written", models.JSONField()),
                ("made_at", models.DateTimeField()),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="referrals.referral",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["referral"], name="letter_of_referral")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "date_passed_notice",
                                    "decline_confirmation",
                                    "hold_notice",
                                    "seal_notice_agency",
                                    "seal_notice_state",
                                ],
                            )
                        ),
                        name="letter_kind",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterTemplate",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=30)),
                ("language", models.CharField(max_length=5)),
                ("number", models.IntegerField()),
                ("title", models.CharField(blank=True, max_length=120)),
                ("body", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
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
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "adjourn_request",
                                    "date_passed_notice",
                                    "decline_confirmation",
                                    "hold_notice",
                                    "intake_certificate",
                                    "intake_notice",
                                    "own_copy",
                                    "seal_notice_agency",
                                    "seal_notice_state",
                                    "status_letter",
                                ],
                            )
                        ),
                        name="letter_template_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["en", "es"])), name="letter_template_language"
                    ),
                    models.UniqueConstraint(
                        fields=("site", "kind", "language", "number"), name="one_template_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body", ""), ("title", "")),
                            models.Q(
                                models.Q(("title", ""), _negated=True), models.Q(("body", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="template_whole_or_none",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("state__in", ["held", "revived"])),
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
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "held",
                            "revived",
                            "declined",
                            "barred",
                            "voided",
                            "lapsed",
                            "filed",
                            "warrant_asked",
                        ],
                    )
                ),
                name="matter_state",
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
                condition=models.Q(
                    (
                        "charge_model__in",
                        [
                            "held_by_prosecutor",
                            "lodged_officer_may_revive",
                            "statutory_bar",
                            "void_after_months",
                            "re_offense_only",
                        ],
                    )
                ),
                name="matter_charge_model",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(("filed_how__in", ["", "summons", "letter"])), name="matter_filed_how"
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["filed", "warrant_asked"]), _negated=True),
                    ("filed_on__isnull", False),
                    _connector="OR",
                ),
                name="matter_filed_on_a_day",
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
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{held:barred,held:declined,held:filed,held:lapsed,held:revived,held:voided,held:warrant_asked,revived:declined,revived:filed,revived:warrant_asked}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="b2a64f95c67a48975578dc8742ba74657c10aabb",
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
        pgtrigger.migrations.AddTrigger(
            model_name="matter",
            trigger=pgtrigger.compiler.Trigger(
                name="by_its_model",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF (NEW.charge_model, OLD.state, NEW.state) NOT IN (('held_by_prosecutor', 'held', 'declined'), ('held_by_prosecutor', 'held', 'filed'), ('held_by_prosecutor', 'held', 'warrant_asked'), ('lodged_officer_may_revive', 'held', 'declined'), ('lodged_officer_may_revive', 'held', 'revived'), ('lodged_officer_may_revive', 'revived', 'declined'), ('lodged_officer_may_revive', 'revived', 'filed'), ('lodged_officer_may_revive', 'revived', 'warrant_asked'), ('statutory_bar', 'held', 'barred'), ('statutory_bar', 'held', 'declined'), ('statutory_bar', 'held', 'filed'), ('statutory_bar', 'held', 'warrant_asked'), ('void_after_months', 'held', 'declined'), ('void_after_months', 'held', 'filed'), ('void_after_months', 'held', 'voided'), ('void_after_months', 'held', 'warrant_asked'), ('re_offense_only', 'held', 'declined'), ('re_offense_only', 'held', 'filed'), ('re_offense_only', 'held', 'lapsed'), ('re_offense_only', 'held', 'warrant_asked')) THEN\n                RAISE EXCEPTION 'no step of a charge that is held in this way';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="dc211a1691a48f5a878020871a75c83a0476ec0b",
                    operation='UPDATE OF "state"',
                    pgid="pgtrigger_by_its_model_911da",
                    table="matters_matter",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="datechange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "paused",
                            "extended",
                            "calendar",
                            "ticket_adjourned",
                            "ticket_withdrawn",
                            "ticket_attended",
                        ],
                    )
                ),
                name="date_change_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="datechange",
            constraint=models.UniqueConstraint(fields=("thing", "number"), name="date_change_number"),
        ),
        migrations.AddConstraint(
            model_name="datechange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("becomes__isnull", False),
                    (
                        "kind__in",
                        [
                            thirdoption.program.matters.rules.clock.Change["TICKET_WITHDRAWN"],
                            thirdoption.program.matters.rules.clock.Change["TICKET_ATTENDED"],
                        ],
                    ),
                    _connector="OR",
                ),
                name="date_change_names_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="matterstatus",
            constraint=models.UniqueConstraint(fields=("thing", "number"), name="matter_status_number"),
        ),
        migrations.AddConstraint(
            model_name="matterstatus",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "held",
                            "revived",
                            "declined",
                            "barred",
                            "voided",
                            "lapsed",
                            "filed",
                            "warrant_asked",
                        ],
                    )
                ),
                name="matter_status_state",
            ),
        ),
        migrations.AddIndex(
            model_name="othercase",
            index=models.Index(fields=["person", "-at"], name="other_case_of_person"),
        ),
        migrations.AddConstraint(
            model_name="othercase",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["earlier", "later", "warrant", "court_date"])),
                name="other_case_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="ownletter",
            index=models.Index(fields=["referral"], name="own_letter_of_referral"),
        ),
        migrations.AddIndex(
            model_name="ownletter",
            index=models.Index(fields=["person"], name="own_letter_of_person"),
        ),
        migrations.AddConstraint(
            model_name="ownletter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "adjourn_request",
                            "intake_certificate",
                            "intake_notice",
                            "own_copy",
                            "status_letter",
                        ],
                    )
                ),
                name="own_letter_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="ownletter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind__in", [thirdoption.program.matters.rules.letters.kinds.Kind["STATUS"]]),
                        ("person__isnull", False),
                        ("referral", None),
                    ),
                    models.Q(
                        models.Q(
                            ("kind__in", [thirdoption.program.matters.rules.letters.kinds.Kind["STATUS"]]),
                            _negated=True,
                        ),
                        ("person", None),
                        ("referral__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="own_letter_of_one",
            ),
        ),
        migrations.AddIndex(
            model_name="sealtask",
            index=models.Index(
                condition=models.Q(("confirmed_at__isnull", True)),
                fields=["site", "asked_at"],
                name="seal_task_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="sealtask",
            constraint=models.UniqueConstraint(fields=("notice", "agency"), name="seal_task_once"),
        ),
        migrations.AddConstraint(
            model_name="sealtask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                    models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                    _connector="OR",
                ),
                name="seal_task_confirmed_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="tombstone",
            constraint=models.CheckConstraint(
                condition=models.Q(("strength__in", ["hide", "sever", "destroy"])), name="tombstone_strength"
            ),
        ),
        migrations.AddConstraint(
            model_name="tombstone",
            constraint=models.CheckConstraint(
                condition=models.Q(("basis__in", ["", "policy", "days", "supervisor", "order"])),
                name="tombstone_basis",
            ),
        ),
        migrations.AddConstraint(
            model_name="unsealing",
            constraint=models.UniqueConstraint(
                fields=("notice", "order_number", "worker"), name="unsealing_once_each"
            ),
        ),
    ]

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import thirdoption.program.care.rules.events
import thirdoption.program.care.rules.funds
import thirdoption.program.care.rules.plan
import thirdoption.program.care.rules.told


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
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("confirmed_on", models.DateField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "referral",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="confirmation",
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
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(max_length=10)),
                ("how", models.CharField(max_length=10)),
                ("minutes", models.IntegerField(null=True)),
                ("place", models.CharField(blank=True, max_length=120)),
                ("line", models.CharField(max_length=200)),
                ("sensitive", models.TextField(blank=True)),
                ("noted_at", models.DateTimeField()),
                (
                    "colleagues",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), blank=True, default=list, size=None
                    ),
                ),
                ("version", models.IntegerField(default=0)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="%(class)ss",
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
            name="ContactAmendment",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=10)),
                ("how", models.CharField(max_length=10)),
                ("minutes", models.IntegerField(null=True)),
                ("place", models.CharField(blank=True, max_length=120)),
                ("line", models.CharField(max_length=200)),
                ("sensitive", models.TextField(blank=True)),
                ("number", models.IntegerField()),
                ("was_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("worker", models.UUIDField()),
                ("organization", models.UUIDField()),
                (
                    "thing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="amendments",
                        to="care.contact",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Copied",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
                ("form", models.CharField(max_length=10)),
                (
                    "contact",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="copies",
                        to="care.contact",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="%(class)ss",
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
            name="Cover",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("made_at", models.DateTimeField()),
                (
                    "away",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
                    ),
                ),
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
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Death",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("state", models.CharField(max_length=30)),
                ("version", models.IntegerField(default=0)),
                ("at", models.DateTimeField()),
                ("day", models.DateField()),
                ("about", models.BooleanField(default=False)),
                ("words", models.CharField(max_length=300)),
                ("before", models.CharField(max_length=20)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="%(class)ss",
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
            name="DeathStatus",
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
                        on_delete=django.db.models.deletion.RESTRICT, related_name="statuses", to="care.death"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Fact",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(max_length=10)),
                ("of", models.CharField(blank=True, max_length=20)),
                ("code", models.CharField(max_length=12)),
                ("value", models.IntegerField(null=True)),
                ("as_of", models.DateField()),
                ("about", models.BooleanField(default=False)),
                ("source", models.CharField(max_length=8)),
                (
                    "mends",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="mended",
                        to="care.fact",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="%(class)ss",
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
            name="Form",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="%(class)ss",
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
            name="FormSaid",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.IntegerField()),
                ("at", models.DateTimeField()),
                ("worker", models.UUIDField()),
                ("organization", models.UUIDField()),
                ("said", models.CharField(max_length=10)),
                ("link", models.CharField(blank=True, max_length=64)),
                ("value", models.JSONField(default=list)),
                ("standing", models.CharField(blank=True, max_length=10)),
                ("base", models.IntegerField(default=0)),
                ("aside", models.BooleanField(default=False)),
                ("why", models.CharField(blank=True, max_length=300)),
                (
                    "thing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="said", to="care.form"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Fund",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("state", models.CharField(max_length=30)),
                ("version", models.IntegerField(default=0)),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(max_length=10)),
                ("cents", models.IntegerField()),
                ("payee", models.CharField(max_length=120)),
                ("why", models.CharField(max_length=300)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="%(class)ss",
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
            name="FundReceipt",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
                ("worker", models.UUIDField()),
                ("organization", models.UUIDField()),
                ("kind", models.CharField(max_length=4)),
                ("size", models.IntegerField()),
                ("sealed", models.BinaryField()),
                (
                    "thing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="receipts", to="care.fund"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FundStatus",
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
                ("cents", models.IntegerField(null=True)),
                (
                    "thing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="statuses", to="care.fund"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
                ("words", models.CharField(max_length=500)),
                (
                    "before",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="after",
                        to="care.goal",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="%(class)ss",
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
            name="HandOver",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
                ("why", models.CharField(max_length=200)),
                ("line", models.CharField(max_length=200)),
                ("sensitive", models.TextField(blank=True)),
                ("wish", models.CharField(blank=True, max_length=200)),
                ("out_of_turn", models.CharField(blank=True, max_length=200)),
                (
                    "gave",
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
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="%(class)ss",
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
                    "takes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
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
            name="HandOverRead",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
                ("worker", models.UUIDField()),
                ("organization", models.UUIDField()),
                (
                    "thing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="was_read",
                        to="care.handover",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Intake",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
                ("asked", models.UUIDField(null=True)),
                (
                    "needs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
                ("words", models.TextField(blank=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="%(class)ss",
                        to="people.person",
                    ),
                ),
                (
                    "referral",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="intake",
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
            name="Participation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("state", models.CharField(max_length=30)),
                ("version", models.IntegerField(default=0)),
                ("since", models.DateTimeField()),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="participation",
                        to="people.person",
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
            name="ParticipationStatus",
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
                        to="care.participation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlanStep",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
                ("worker", models.UUIDField()),
                ("organization", models.UUIDField()),
                ("words", models.CharField(max_length=200)),
                ("who", models.CharField(max_length=10)),
                ("name", models.CharField(blank=True, max_length=80)),
                ("by_on", models.DateField(null=True)),
                (
                    "thing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="steps", to="care.goal"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlanSaid",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
                ("worker", models.UUIDField()),
                ("organization", models.UUIDField()),
                ("said", models.CharField(max_length=12)),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "thing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="said", to="care.goal"
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="said",
                        to="care.planstep",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Questionnaire",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("url", models.CharField(max_length=200)),
                ("version", models.CharField(max_length=40)),
                ("begins_on", models.DateField()),
                ("body", models.JSONField()),
                (
                    "site",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sites.site",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="form",
            name="questionnaire",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="care.questionnaire"
            ),
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("up_to", models.PositiveSmallIntegerField()),
                ("decided_on", models.DateField()),
                ("until", models.DateField()),
                ("minutes", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "noted_by",
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
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SafetyEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(max_length=10)),
                ("day", models.DateField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("done", models.CharField(max_length=1000)),
                ("told", models.CharField(blank=True, max_length=300)),
                ("gave", models.CharField(blank=True, max_length=10)),
                ("doses", models.IntegerField(null=True)),
                (
                    "mends",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="mended",
                        to="care.safetyevent",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="%(class)ss",
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
            name="SavedMap",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=10)),
                ("columns", models.JSONField()),
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
            name="Told",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("state", models.CharField(max_length=30)),
                ("version", models.IntegerField(default=0)),
                ("at", models.DateTimeField()),
                ("ground", models.CharField(max_length=12)),
                ("recipient", models.CharField(max_length=200)),
                (
                    "facts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), size=None
                    ),
                ),
                ("what", models.CharField(max_length=300)),
                ("court_order", models.CharField(blank=True, max_length=120)),
                ("told_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="%(class)ss",
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
            name="ToldStatus",
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
                        on_delete=django.db.models.deletion.RESTRICT, related_name="statuses", to="care.told"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Brought",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
                ("batch", models.UUIDField()),
                ("kind", models.CharField(max_length=10)),
                ("line", models.IntegerField()),
                ("made", models.BooleanField()),
                ("contact", models.UUIDField(null=True)),
                ("release", models.CharField(blank=True, max_length=120)),
                ("source", models.CharField(blank=True, max_length=120)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="%(class)ss",
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
            options={
                "indexes": [models.Index(fields=["site", "-at"], name="brought_lately")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["roster", "contacts", "referrals"])),
                        name="brought_kind",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseManager",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="case_managers",
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
            options={
                "indexes": [models.Index(fields=["worker", "-since"], name="caseload_of_worker")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("person",),
                        name="one_case_manager",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["person", "-at"], name="contact_of_person"),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["made", "tried"])), name="contact_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(("how__in", ["in_person", "phone", "text", "other"])), name="contact_how"
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("minutes__isnull", True),
                    models.Q(("minutes__gte", 0), ("minutes__lte", 1440)),
                    _connector="OR",
                ),
                name="contact_minutes",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="keeps_how_it_was",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM care_contactamendment a\n        WHERE a.thing_id = OLD.id AND a.number = NEW.version AND (a.was_at, a.kind, a.how, a.place, a.line,\n            a.sensitive) = (OLD.at, OLD.kind, OLD.how, OLD.place, OLD.line, OLD.sensitive)\n        AND a.minutes IS NOT DISTINCT FROM OLD.minutes) THEN\n        RAISE EXCEPTION 'a contact is amended by keeping how it was';\n    END IF;\n    RETURN NEW;\n",
                    hash="07fd1c5f285fa26a0265c2b3ecc41f2578f37119",
                    operation="UPDATE",
                    pgid="pgtrigger_keeps_how_it_was_1c0bb",
                    table="care_contact",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="contactamendment",
            constraint=models.UniqueConstraint(fields=("thing", "number"), name="amendment_number"),
        ),
        migrations.AddIndex(
            model_name="copied",
            index=models.Index(fields=["person", "-at"], name="copied_of_person"),
        ),
        migrations.AddConstraint(
            model_name="copied",
            constraint=models.CheckConstraint(
                condition=models.Q(("form__in", ["text", "csv", "fhir"])), name="copied_form"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="copied",
            trigger=pgtrigger.compiler.Trigger(
                name="contact_id_of_the_same",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NEW.contact_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM care_contact o\n                WHERE o.id = NEW.contact_id AND o.person_id = NEW.person_id) THEN\n                RAISE insufficient_privilege USING MESSAGE = 'this is not of the same';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="4a9301bfb7531c70bc2e09ab1a7c74ecce5fdfa6",
                    operation="INSERT",
                    pgid="pgtrigger_contact_id_of_the_same_04c8f",
                    table="care_copied",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="cover",
            index=models.Index(fields=["worker", "ends_at"], name="cover_by_worker"),
        ),
        migrations.AddConstraint(
            model_name="cover",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gte", models.F("starts_at"))), name="cover_lasts"
            ),
        ),
        migrations.AddConstraint(
            model_name="cover",
            constraint=models.CheckConstraint(
                condition=models.Q(("away", models.F("worker")), _negated=True), name="cover_by_another"
            ),
        ),
        migrations.AddConstraint(
            model_name="death",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["noted", "confirmed", "taken_back"])), name="death_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="death",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "before__in",
                        [
                            "active",
                            "less_engaged",
                            "looking_for",
                            "self_supporting",
                            "moved",
                            "stopped_for_now",
                            "died",
                        ],
                    )
                ),
                name="death_before",
            ),
        ),
        migrations.AddConstraint(
            model_name="death",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            thirdoption.program.care.rules.events.DeathState["NOTED"],
                            thirdoption.program.care.rules.events.DeathState["CONFIRMED"],
                        ),
                    )
                ),
                fields=("person",),
                name="one_death",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="death",
            trigger=pgtrigger.compiler.Trigger(
                name="transition",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{noted:confirmed,noted:taken_back,confirmed:taken_back}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="9d7302eddff5ee1b4b83c0a8652a979abeb88f57",
                    operation="UPDATE",
                    pgid="pgtrigger_transition_76ae1",
                    table="care_death",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="death",
            trigger=pgtrigger.compiler.Trigger(
                name="follows_status",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF NEW.version <> OLD.version + 1 OR NEW.state IS DISTINCT FROM (\n                    SELECT s.state FROM care_deathstatus s\n                    WHERE s.thing_id = NEW.id AND s.number = NEW.version) THEN\n                    RAISE EXCEPTION 'a state is set by appending a status row';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="257e9bdb2f0c7753714454bc11f5f8aa20b9e22a",
                    operation='UPDATE OF "state", "version"',
                    pgid="pgtrigger_follows_status_d91fc",
                    table="care_death",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="deathstatus",
            constraint=models.UniqueConstraint(fields=("thing", "number"), name="death_status_number"),
        ),
        migrations.AddConstraint(
            model_name="deathstatus",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["noted", "confirmed", "taken_back"])),
                name="death_status_state",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deathstatus",
            trigger=pgtrigger.compiler.Trigger(
                name="by_another",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NEW.state IN ('confirmed') AND EXISTS (SELECT 1 FROM care_death t\n                WHERE t.id = NEW.thing_id AND (NEW.worker IS NULL OR t.worker_id = NEW.worker)) THEN\n                RAISE insufficient_privilege USING MESSAGE = 'another worker has to look at this';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="4484070b637196fdd24d1163e524d2bae5c19fd5",
                    operation="INSERT",
                    pgid="pgtrigger_by_another_694ff",
                    table="care_deathstatus",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="fact",
            index=models.Index(fields=["person", "-as_of"], name="fact_of_person"),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "housing",
                            "income",
                            "employment",
                            "benefits",
                            "education",
                            "documents",
                            "treatment",
                            "health",
                        ],
                    )
                ),
                name="fact_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["person", "paper", "agency", "seen"])), name="fact_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("code", "mistake"), _negated=True), ("mends__isnull", False), _connector="OR"
                ),
                name="fact_mistake_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("value__isnull", True), models.Q(("value__gt", 0), ("value__lte", 3000)), _connector="OR"
                ),
                name="fact_value",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fact",
            trigger=pgtrigger.compiler.Trigger(
                name="mends_id_of_the_same",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NEW.mends_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM care_fact o\n                WHERE o.id = NEW.mends_id AND o.person_id = NEW.person_id) THEN\n                RAISE insufficient_privilege USING MESSAGE = 'this is not of the same';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="77b4e01cd6e0bd8168365352f871249d1b16b4ed",
                    operation="INSERT",
                    pgid="pgtrigger_mends_id_of_the_same_1e754",
                    table="care_fact",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="formsaid",
            constraint=models.UniqueConstraint(fields=("thing", "number"), name="form_said_number"),
        ),
        migrations.AddConstraint(
            model_name="formsaid",
            constraint=models.CheckConstraint(
                condition=models.Q(("said__in", ["answer", "opened", "finished"])), name="form_said"
            ),
        ),
        migrations.AddIndex(
            model_name="fund",
            index=models.Index(fields=["person", "-at"], name="fund_of_person"),
        ),
        migrations.AddIndex(
            model_name="fund",
            index=models.Index(
                condition=models.Q(("state", thirdoption.program.care.rules.funds.FundState["ASKED"])),
                fields=["site", "at"],
                name="fund_asked",
            ),
        ),
        migrations.AddConstraint(
            model_name="fund",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["rent", "deposit", "id_card", "bus_pass", "phone", "food", "other"])
                ),
                name="fund_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="fund",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["asked", "approved", "said_no", "paid", "returned", "canceled"])
                ),
                name="fund_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="fund",
            constraint=models.CheckConstraint(
                condition=models.Q(("cents__gt", 0), ("cents__lte", 2000000)), name="fund_cents"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fund",
            trigger=pgtrigger.compiler.Trigger(
                name="transition",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{asked:approved,asked:canceled,asked:said_no,approved:canceled,approved:paid,paid:returned}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="c57aa6a3381d5d1e62de78a8160025cbe598e5d2",
                    operation="UPDATE",
                    pgid="pgtrigger_transition_7117c",
                    table="care_fund",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fund",
            trigger=pgtrigger.compiler.Trigger(
                name="follows_status",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF NEW.version <> OLD.version + 1 OR NEW.state IS DISTINCT FROM (\n                    SELECT s.state FROM care_fundstatus s\n                    WHERE s.thing_id = NEW.id AND s.number = NEW.version) THEN\n                    RAISE EXCEPTION 'a state is set by appending a status row';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="d030ba4462d73f76af8740ca23594dedb6f7a80b",
                    operation='UPDATE OF "state", "version"',
                    pgid="pgtrigger_follows_status_e11f6",
                    table="care_fund",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="fundreceipt",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["pdf", "jpg", "png"])), name="receipt_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="fundstatus",
            constraint=models.UniqueConstraint(fields=("thing", "number"), name="fund_status_number"),
        ),
        migrations.AddConstraint(
            model_name="fundstatus",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["asked", "approved", "said_no", "paid", "returned", "canceled"])
                ),
                name="fund_status_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundstatus",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("cents__gt", 0),
                        (
                            "state__in",
                            (
                                thirdoption.program.care.rules.funds.FundState["PAID"],
                                thirdoption.program.care.rules.funds.FundState["RETURNED"],
                            ),
                        ),
                    ),
                    models.Q(
                        ("cents__isnull", True),
                        models.Q(
                            (
                                "state__in",
                                (
                                    thirdoption.program.care.rules.funds.FundState["PAID"],
                                    thirdoption.program.care.rules.funds.FundState["RETURNED"],
                                ),
                            ),
                            _negated=True,
                        ),
                    ),
                    _connector="OR",
                ),
                name="fund_status_cents",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fundstatus",
            trigger=pgtrigger.compiler.Trigger(
                name="by_another",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NEW.state IN ('approved', 'said_no') AND EXISTS (SELECT 1 FROM care_fund t\n                WHERE t.id = NEW.thing_id AND (NEW.worker IS NULL OR t.worker_id = NEW.worker)) THEN\n                RAISE insufficient_privilege USING MESSAGE = 'another worker has to look at this';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="ae927c0ef379149996e0c7839b8dceacf00ac7c3",
                    operation="INSERT",
                    pgid="pgtrigger_by_another_b68e5",
                    table="care_fundstatus",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="goal",
            index=models.Index(fields=["person", "-at"], name="goal_of_person"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="goal",
            trigger=pgtrigger.compiler.Trigger(
                name="before_id_of_the_same",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NEW.before_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM care_goal o\n                WHERE o.id = NEW.before_id AND o.person_id = NEW.person_id) THEN\n                RAISE insufficient_privilege USING MESSAGE = 'this is not of the same';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="0b505635af1263e6acf6de18a99db052649045a1",
                    operation="INSERT",
                    pgid="pgtrigger_before_id_of_the_same_1aa15",
                    table="care_goal",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(fields=["takes", "-at"], name="hand_over_to_worker"),
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(fields=["person", "-at"], name="hand_over_of_person"),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.UniqueConstraint(fields=("asked",), name="one_intake_of_what_was_asked"),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.CheckConstraint(
                condition=models.Q(("referral__isnull", True), ("asked__isnull", True), _connector="OR"),
                name="intake_for_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "active",
                            "less_engaged",
                            "looking_for",
                            "self_supporting",
                            "moved",
                            "stopped_for_now",
                            "died",
                        ],
                    )
                ),
                name="participation_state",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participation",
            trigger=pgtrigger.compiler.Trigger(
                name="transition",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{active:died,active:less_engaged,active:looking_for,active:moved,active:self_supporting,active:stopped_for_now,less_engaged:active,less_engaged:died,less_engaged:looking_for,less_engaged:moved,less_engaged:self_supporting,less_engaged:stopped_for_now,looking_for:active,looking_for:died,looking_for:less_engaged,looking_for:moved,looking_for:self_supporting,looking_for:stopped_for_now,self_supporting:active,self_supporting:died,self_supporting:less_engaged,self_supporting:looking_for,self_supporting:moved,self_supporting:stopped_for_now,moved:active,moved:died,moved:less_engaged,moved:looking_for,moved:self_supporting,moved:stopped_for_now,stopped_for_now:active,stopped_for_now:died,stopped_for_now:less_engaged,stopped_for_now:looking_for,stopped_for_now:moved,stopped_for_now:self_supporting,died:active,died:less_engaged,died:looking_for,died:moved,died:self_supporting,died:stopped_for_now}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="66209bbb5d56baef928069b8512b55e6e08575dd",
                    operation="UPDATE",
                    pgid="pgtrigger_transition_0711f",
                    table="care_participation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participation",
            trigger=pgtrigger.compiler.Trigger(
                name="follows_status",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF NEW.version <> OLD.version + 1 OR NEW.state IS DISTINCT FROM (\n                    SELECT s.state FROM care_participationstatus s\n                    WHERE s.thing_id = NEW.id AND s.number = NEW.version) THEN\n                    RAISE EXCEPTION 'a state is set by appending a status row';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="13456dd8c3414b63c1a83b96f980e5d20dd24cd6",
                    operation='UPDATE OF "state", "version"',
                    pgid="pgtrigger_follows_status_25697",
                    table="care_participation",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="participationstatus",
            constraint=models.UniqueConstraint(
                fields=("thing", "number"), name="participation_status_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="participationstatus",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "active",
                            "less_engaged",
                            "looking_for",
                            "self_supporting",
                            "moved",
                            "stopped_for_now",
                            "died",
                        ],
                    )
                ),
                name="participation_status_state",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participationstatus",
            trigger=pgtrigger.compiler.Trigger(
                name="as_confirmed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF (NEW.state = 'died') IS DISTINCT FROM EXISTS (\n                SELECT 1 FROM care_death d JOIN care_participation t ON t.person_id = d.person_id\n                WHERE t.id = NEW.thing_id AND d.state = 'confirmed') THEN\n                RAISE insufficient_privilege USING MESSAGE = 'a death is confirmed by another worker';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="dd8379a75a677e27b5af0bceacc04e4b350d7635",
                    operation="INSERT",
                    pgid="pgtrigger_as_confirmed_80aea",
                    table="care_participationstatus",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="planstep",
            index=models.Index(fields=["thing", "at"], name="step_of_goal"),
        ),
        migrations.AddConstraint(
            model_name="planstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("who__in", ["person", "worker", "provider", "other"])),
                name="plan_step_who",
            ),
        ),
        migrations.AddIndex(
            model_name="plansaid",
            index=models.Index(fields=["thing", "-at"], name="said_of_goal"),
        ),
        migrations.AddConstraint(
            model_name="plansaid",
            constraint=models.CheckConstraint(
                condition=models.Q(("said__in", ["open", "in_the_way", "done", "changed", "let_go"])),
                name="plan_said",
            ),
        ),
        migrations.AddConstraint(
            model_name="plansaid",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("said", thirdoption.program.care.rules.plan.Said["IN_THE_WAY"]), _negated=True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="what_is_in_the_way",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plansaid",
            trigger=pgtrigger.compiler.Trigger(
                name="step_id_of_the_same",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NEW.step_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM care_planstep o\n                WHERE o.id = NEW.step_id AND o.thing_id = NEW.thing_id) THEN\n                RAISE insufficient_privilege USING MESSAGE = 'this is not of the same';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="c8e0edb5bc44a3d6c0211018211dfbf951fce96f",
                    operation="INSERT",
                    pgid="pgtrigger_step_id_of_the_same_6ae54",
                    table="care_plansaid",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="questionnaire",
            constraint=models.UniqueConstraint(
                fields=("site", "url", "version"), name="one_questionnaire_of_a_version", nulls_distinct=False
            ),
        ),
        migrations.AddIndex(
            model_name="form",
            index=models.Index(fields=["person", "-at"], name="form_of_person"),
        ),
        migrations.AddIndex(
            model_name="room",
            index=models.Index(fields=["worker", "-until"], name="room_of_worker"),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.CheckConstraint(
                condition=models.Q(("up_to__gt", 1), ("up_to__lte", 60)), name="room_up_to"
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gte", models.F("decided_on"))), name="room_ends"
            ),
        ),
        migrations.AddIndex(
            model_name="safetyevent",
            index=models.Index(fields=["person", "-day"], name="event_of_person"),
        ),
        migrations.AddConstraint(
            model_name="safetyevent",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["overdose", "naloxone", "violence", "other"])),
                name="event_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="safetyevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("gave", ""),
                    (
                        "gave__in",
                        [
                            thirdoption.program.care.rules.events.Gave["WORKER"],
                            thirdoption.program.care.rules.events.Gave["THEMSELVES"],
                            thirdoption.program.care.rules.events.Gave["FRIEND"],
                            thirdoption.program.care.rules.events.Gave["MEDICS"],
                            thirdoption.program.care.rules.events.Gave["POLICE"],
                            thirdoption.program.care.rules.events.Gave["SOMEBODY"],
                        ],
                    ),
                    _connector="OR",
                ),
                name="event_gave",
            ),
        ),
        migrations.AddConstraint(
            model_name="safetyevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("doses__isnull", True), models.Q(("doses__gte", 1), ("doses__lte", 20)), _connector="OR"
                ),
                name="event_doses",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="safetyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="mends_id_of_the_same",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NEW.mends_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM care_safetyevent o\n                WHERE o.id = NEW.mends_id AND o.person_id = NEW.person_id) THEN\n                RAISE insufficient_privilege USING MESSAGE = 'this is not of the same';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="72736f382dd36a381d95b8e89520830da2ad3ed2",
                    operation="INSERT",
                    pgid="pgtrigger_mends_id_of_the_same_b93d4",
                    table="care_safetyevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="savedmap",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["roster", "contacts", "referrals"])), name="saved_map_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="savedmap",
            constraint=models.UniqueConstraint(fields=("site", "name"), name="saved_map_by_name"),
        ),
        migrations.AddIndex(
            model_name="told",
            index=models.Index(fields=["person", "-at"], name="told_of_person"),
        ),
        migrations.AddConstraint(
            model_name="told",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "ground__in",
                        [
                            "child_abuse",
                            "adult_abuse",
                            "danger",
                            "medical",
                            "crime_here",
                            "court_order",
                            "death",
                        ],
                    )
                ),
                name="told_ground",
            ),
        ),
        migrations.AddConstraint(
            model_name="told",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["noted", "agreed", "told", "looked", "not_told"])),
                name="told_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="told",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ground", thirdoption.program.care.rules.told.Ground["COURT_ORDER"]), _negated=True
                    ),
                    models.Q(("court_order", ""), _negated=True),
                    _connector="OR",
                ),
                name="order_has_its_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="told",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "state__in",
                            (
                                thirdoption.program.care.rules.told.ToldState["TOLD"],
                                thirdoption.program.care.rules.told.ToldState["LOOKED"],
                            ),
                        ),
                        ("told_at__isnull", False),
                    ),
                    models.Q(
                        ("told_at__isnull", True),
                        models.Q(
                            (
                                "state__in",
                                (
                                    thirdoption.program.care.rules.told.ToldState["TOLD"],
                                    thirdoption.program.care.rules.told.ToldState["LOOKED"],
                                ),
                            ),
                            _negated=True,
                        ),
                    ),
                    _connector="OR",
                ),
                name="told_has_its_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="told",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "ground__in",
                            (
                                thirdoption.program.care.rules.told.Ground["ADULT_ABUSE"],
                                thirdoption.program.care.rules.told.Ground["COURT_ORDER"],
                            ),
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "state__in",
                            (
                                thirdoption.program.care.rules.told.ToldState["TOLD"],
                                thirdoption.program.care.rules.told.ToldState["LOOKED"],
                            ),
                        ),
                        _negated=True,
                    ),
                    ("version__gte", 2),
                    _connector="OR",
                ),
                name="looked_at_first",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="told",
            trigger=pgtrigger.compiler.Trigger(
                name="transition",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{noted:agreed,noted:not_told,noted:told,agreed:not_told,agreed:told,told:looked}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="21e821b76bd4138bcc60bbe2e61bf33d9d054750",
                    operation="UPDATE",
                    pgid="pgtrigger_transition_62215",
                    table="care_told",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="told",
            trigger=pgtrigger.compiler.Trigger(
                name="follows_status",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF NEW.version <> OLD.version + 1 OR NEW.state IS DISTINCT FROM (\n                    SELECT s.state FROM care_toldstatus s\n                    WHERE s.thing_id = NEW.id AND s.number = NEW.version) THEN\n                    RAISE EXCEPTION 'a state is set by appending a status row';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="65af051e7c01cc60b10a71bb70bcac88f51b91e2",
                    operation='UPDATE OF "state", "version"',
                    pgid="pgtrigger_follows_status_302a4",
                    table="care_told",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="toldstatus",
            constraint=models.UniqueConstraint(fields=("thing", "number"), name="told_status_number"),
        ),
        migrations.AddConstraint(
            model_name="toldstatus",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["noted", "agreed", "told", "looked", "not_told"])),
                name="told_status_state",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="toldstatus",
            trigger=pgtrigger.compiler.Trigger(
                name="by_another",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NEW.state IN ('agreed', 'looked') AND EXISTS (SELECT 1 FROM care_told t\n                WHERE t.id = NEW.thing_id AND (NEW.worker IS NULL OR t.worker_id = NEW.worker)) THEN\n                RAISE insufficient_privilege USING MESSAGE = 'another worker has to look at this';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="35a5772a381c341a5150386932776021be4291dc",
                    operation="INSERT",
                    pgid="pgtrigger_by_another_f6a87",
                    table="care_toldstatus",
                    when="BEFORE",
                ),
            ),
        ),
    ]

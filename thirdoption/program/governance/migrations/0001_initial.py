import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("sites", "0001_initial"),
        ("staff", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PolicyDraft",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("origin", models.CharField(max_length=80)),
                ("state", models.CharField(max_length=20)),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site"
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DraftStep",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField()),
                ("what", models.CharField(max_length=20)),
                ("part", models.CharField(blank=True, max_length=120)),
                ("written", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="governance.policydraft",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PolicyEffect",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("step", models.PositiveIntegerField()),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("state", models.CharField(max_length=20)),
                ("result", models.JSONField(null=True)),
                ("asked_at", models.DateTimeField()),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="effects",
                        to="governance.policydraft",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sites.policyversion",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="policydraft",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "in_force", "put_away"])), name="draft_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="policydraft",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")), fields=("site",), name="one_draft_a_site"
            ),
        ),
        migrations.AddConstraint(
            model_name="draftstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("what__in", ["begun", "changed", "added", "removed", "undone", "set_back"])
                ),
                name="draft_step_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftstep",
            constraint=models.UniqueConstraint(fields=("draft", "number"), name="draft_step_number"),
        ),
        migrations.AddConstraint(
            model_name="policyeffect",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["counting", "counted", "stopped"])), name="effect_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="policyeffect",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "counting")), fields=("draft", "step"), name="counted_once"
            ),
        ),
    ]

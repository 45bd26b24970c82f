import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Site",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("code", models.SlugField(max_length=30, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("program_name", models.CharField(max_length=120)),
                ("zone", models.CharField(max_length=60)),
                ("launched_on", models.DateField()),
                ("made_up", models.BooleanField(default=False)),
                ("line_number", models.CharField(blank=True, max_length=30)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PolicyVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("pack", models.SlugField(max_length=60)),
                ("version", models.CharField(max_length=40)),
                ("answers", models.JSONField(default=dict)),
                ("in_force_from", models.DateField()),
                ("decided_on", models.DateField()),
                ("decision", models.CharField(max_length=300)),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="policies", to="sites.site"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("site", "in_force_from"), name="one_policy_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Agency",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("code", models.SlugField(max_length=30)),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=20)),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="agencies", to="sites.site"
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
                                    "operator",
                                    "police",
                                    "prosecution",
                                    "defense",
                                    "probation",
                                    "court",
                                    "jail",
                                    "government",
                                    "provider",
                                    "community",
                                    "evaluator",
                                ],
                            )
                        ),
                        name="agency_kind",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "operator")), fields=("site",), name="one_operator_a_site"
                    ),
                    models.UniqueConstraint(fields=("site", "code"), name="agency_code"),
                ],
            },
        ),
    ]

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="LedgerCount",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("site", models.UUIDField()),
                ("figure", models.CharField(max_length=20)),
                ("period", models.CharField(max_length=7)),
                ("keys", models.JSONField()),
                ("events", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "figure__in",
                                [
                                    "referrals",
                                    "diversions",
                                    "funnel",
                                    "reasons",
                                    "contact_time",
                                    "intake_time",
                                    "race_referred",
                                    "race_offered",
                                    "race_accepted",
                                    "race_enrolled",
                                ],
                            )
                        ),
                        name="ledger_count_figure",
                    ),
                    models.UniqueConstraint(
                        fields=("site", "figure", "period", "keys"), name="ledger_count_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("events__gte", 0)), name="ledger_count_not_below_nothing"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("site", models.UUIDField()),
                ("site_name", models.CharField(max_length=120)),
                ("made_up", models.BooleanField()),
                ("slug", models.SlugField(max_length=60)),
                ("version", models.CharField(max_length=10)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("report", models.JSONField()),
                ("charts", models.JSONField()),
                ("built_by", models.CharField(max_length=240)),
                ("released_by", models.CharField(max_length=240)),
                ("released_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["slug", "-released_at"], name="publication_by_slug")],
                "constraints": [models.UniqueConstraint(fields=("slug", "version"), name="published_once")],
            },
        ),
        migrations.CreateModel(
            name="PublicationFile",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=5)),
                ("language", models.CharField(max_length=5)),
                ("content", models.BinaryField()),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="publications.publication",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["pdf", "csv"])), name="publication_file_kind"
                    ),
                    models.UniqueConstraint(fields=("publication", "kind", "language"), name="one_file_each"),
                ],
            },
        ),
    ]

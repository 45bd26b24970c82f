import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models

import thirdoption.program.people.rules


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("sites", "0001_initial"),
        ("staff", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=120)),
                ("date_of_birth", models.DateField(null=True)),
                ("where_to_find", models.CharField(blank=True, max_length=300)),
                ("language", models.CharField(default="en", max_length=5)),
                (
                    "race",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                (
                    "race_asked",
                    models.CharField(
                        default=thirdoption.program.people.rules.RaceAsked["NOT_ASKED"], max_length=10
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NameKey",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("digest", models.BigIntegerField()),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="name_keys",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Same",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.IntegerField()),
                ("said", models.CharField(max_length=10)),
                ("why", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="people.person"
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
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["site", "name"], name="person_by_name"),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("race_asked__in", ["not_asked", "declined", "answered"])),
                name="person_race_asked",
            ),
        ),
        migrations.AddConstraint(
            model_name="namekey",
            constraint=models.UniqueConstraint(fields=("digest", "person"), name="name_key_once"),
        ),
        migrations.AddConstraint(
            model_name="same",
            constraint=models.CheckConstraint(
                condition=models.Q(("said__in", ["same", "different", "apart"])), name="same_said"
            ),
        ),
        migrations.AddConstraint(
            model_name="same",
            constraint=models.CheckConstraint(
                condition=models.Q(("kept", models.F("other")), _negated=True), name="same_of_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="same",
            constraint=models.UniqueConstraint(
                django.db.models.functions.comparison.Least("kept", "other"),
                django.db.models.functions.comparison.Greatest("kept", "other"),
                models.F("number"),
                name="same_number",
            ),
        ),
    ]

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
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
            name="Release",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("referral", models.UUIDField(null=True)),
                ("form", models.CharField(max_length=20)),
                ("discloser", models.CharField(max_length=120)),
                ("recipient_name", models.CharField(max_length=200)),
                ("recipient_service", models.UUIDField(null=True)),
                (
                    "categories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
                ("information", models.CharField(max_length=300)),
                ("purpose", models.CharField(max_length=30)),
                ("expires_at", models.DateTimeField(null=True)),
                ("expires_with", models.CharField(blank=True, max_length=100)),
                ("language", models.CharField(max_length=5)),
                ("text", models.TextField()),
                ("signed_name", models.CharField(max_length=120)),
                ("signed_how", models.CharField(max_length=10)),
                ("signed_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "recipient_agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sites.agency",
                    ),
                ),
                (
                    "recipient_worker",
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
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("recipient", models.CharField(max_length=200)),
                ("purpose", models.CharField(max_length=30)),
                ("what", models.CharField(max_length=200)),
                ("told_at", models.DateTimeField()),
                ("notice_version", models.CharField(max_length=20)),
                (
                    "person",
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
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="disclosures",
                        to="sharing.release",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "release",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="withdrawal",
                        to="sharing.release",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("referral", models.UUIDField(null=True)),
                ("category", models.CharField(max_length=20)),
                ("purpose", models.CharField(max_length=30)),
                ("may_write", models.BooleanField()),
                ("valid_from", models.DateTimeField()),
                ("valid_to", models.DateTimeField(null=True)),
                ("basis", models.CharField(max_length=30)),
                ("source", models.UUIDField()),
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
                        related_name="+",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.worker",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "category", "organization"], name="grant_of_person"),
                    models.Index(fields=["referral", "category", "organization"], name="grant_of_referral"),
                    models.Index(fields=["source"], name="grant_source"),
                    models.Index(
                        condition=models.Q(("category", "charge")),
                        fields=["organization", "purpose", "site"],
                        include=("referral", "worker", "valid_from", "valid_to"),
                        name="grant_of_charges",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "category__in",
                                [
                                    "identity",
                                    "engagement",
                                    "legal",
                                    "charge",
                                    "clock",
                                    "pause",
                                    "cases",
                                    "confirmation",
                                    "care",
                                    "release",
                                    "asked",
                                    "taken_up",
                                    "restricted",
                                ],
                            )
                        ),
                        name="grant_category",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False), ("referral__isnull", False), _connector="OR"
                        ),
                        name="grant_names_a_person_or_a_referral",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(fields=["person"], name="release_of_person"),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(("form__in", ["handoff", "defender", "officer", "connection"])),
                name="release_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(("signed_how__in", ["typed", "paper"])), name="release_signed_how"
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expires_at__isnull", False),
                    models.Q(("expires_with", ""), _negated=True),
                    _connector="OR",
                ),
                name="release_ends",
            ),
        ),
        migrations.AddIndex(
            model_name="disclosure",
            index=models.Index(fields=["person"], name="disclosure_of_person"),
        ),
        migrations.AddConstraint(
            model_name="disclosure",
            constraint=models.UniqueConstraint(fields=("release", "what"), name="told_once"),
        ),
    ]

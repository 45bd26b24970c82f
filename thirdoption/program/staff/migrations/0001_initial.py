import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("sites", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("is_active", models.BooleanField(default=True)),
                ("language", models.CharField(default="en", max_length=5)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Worker",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=120)),
                ("role", models.CharField(max_length=30)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("trained_until", models.DateField(null=True)),
                ("opted_in", models.BooleanField(default=False)),
                ("badge", models.CharField(blank=True, max_length=10)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="workers", to="sites.agency"
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="workers", to="sites.site"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ListLink",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("made_at", models.DateTimeField()),
                ("token", models.CharField(max_length=64, unique=True)),
                ("code_by", models.CharField(max_length=12)),
                ("open_until", models.DateTimeField()),
                ("sent", models.CharField(blank=True, max_length=20)),
                ("told_at", models.DateTimeField(null=True)),
                ("tries", models.IntegerField(default=0)),
                ("opened_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.worker"
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="staff.worker"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DeviceKey",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("public_key", models.CharField(max_length=130)),
                ("added", models.DateTimeField()),
                ("ended", models.DateTimeField(null=True)),
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
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="device_keys",
                        to="staff.worker",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="worker",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "officer",
                            "sergeant",
                            "on_call_worker",
                            "case_manager",
                            "supervisor",
                            "program_manager",
                            "coordinator",
                            "prosecutor_liaison",
                            "public_defender",
                            "provider",
                            "community_team_member",
                            "evaluator",
                            "trainer",
                            "agency_head",
                            "auditor",
                            "administrator",
                        ],
                    )
                ),
                name="worker_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="worker",
            constraint=models.CheckConstraint(
                condition=models.Q(("badge__regex", "^[0-9]*$")), name="worker_badge_is_digits"
            ),
        ),
        migrations.AddConstraint(
            model_name="worker",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("badge", ""), _negated=True), ("until__isnull", True)),
                fields=("agency", "badge"),
                name="one_badge_an_agency",
            ),
        ),
        migrations.AddIndex(
            model_name="listlink",
            index=models.Index(fields=["recipient", "-made_at"], name="link_of_recipient"),
        ),
        migrations.AddConstraint(
            model_name="listlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("code_by__in", ["telephone", "message"])), name="list_link_code_by"
            ),
        ),
        migrations.AddConstraint(
            model_name="listlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("tries__range", (0, 5))), name="list_link_tries"
            ),
        ),
    ]

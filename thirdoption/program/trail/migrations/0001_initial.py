import uuid

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Block",
            fields=[
                ("number", models.IntegerField(primary_key=True, serialize=False)),
                ("first_xid", models.BigIntegerField()),
                ("end_xid", models.BigIntegerField()),
                ("entries", models.BigIntegerField()),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64)),
                ("sealed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("site", models.UUIDField(null=True)),
                ("worker", models.UUIDField(null=True)),
                ("organization", models.UUIDField(null=True)),
                ("role", models.CharField(max_length=40)),
                ("purpose", models.CharField(max_length=40)),
                ("verb", models.CharField(max_length=60)),
                ("noun", models.CharField(max_length=60)),
                ("outcome", models.CharField(max_length=10)),
                (
                    "subjects",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None),
                ),
                ("why", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(null=True)),
                ("xid", models.BigIntegerField(null=True)),
                ("hash", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "indexes": [models.Index(fields=["xid", "id"], name="entry_xid")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["done", "seen", "refused"])), name="entry_outcome"
                    )
                ],
            },
        ),
    ]

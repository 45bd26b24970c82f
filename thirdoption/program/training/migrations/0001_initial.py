import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("staff", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("course", models.CharField(max_length=120)),
                ("attended_on", models.DateField()),
                ("counts_until", models.DateField()),
                ("recorded_by", models.UUIDField(null=True)),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="staff.worker",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("site", models.UUIDField()),
                ("worker", models.UUIDField()),
                ("template", models.CharField(max_length=40)),
                ("made_by", models.UUIDField(null=True)),
                ("subject", models.UUIDField()),
                ("channel", models.CharField(max_length=12)),
                ("made_at", models.DateTimeField()),
                ("delivered_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["worker", "-made_at"], name="message_of_worker")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["rehearsal", "in_app"])), name="message_channel"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "template__in",
                                ["hand-off", "rota", "shift-request", "shift-answer", "rota-gap"],
                            )
                        ),
                        name="message_template",
                    ),
                ],
            },
        ),
    ]

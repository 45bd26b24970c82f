import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ContactMethod",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("site", models.UUIDField()),
                ("worker", models.UUIDField()),
                ("kind", models.CharField(max_length=12)),
                ("added", models.DateTimeField()),
                ("asked_at", models.DateTimeField()),
                ("tries", models.IntegerField()),
                ("verified_at", models.DateTimeField(null=True)),
                ("stopped_at", models.DateTimeField(null=True)),
                ("ended", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["worker"], name="method_of_worker")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["sms", "voice", "email", "push"])),
                        name="contact_method_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tries__range", (0, 5))), name="contact_method_tries"
                    ),
                ],
            },
        ),
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
                ("language", models.CharField(max_length=5)),
                ("code", models.CharField(blank=True, max_length=8)),
                ("who", models.CharField(blank=True, max_length=30)),
                ("made_at", models.DateTimeField()),
                (
                    "method",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="messages.contactmethod",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("state", models.CharField(max_length=12)),
                ("carrier_id", models.CharField(blank=True, max_length=64)),
                ("why", models.CharField(blank=True, max_length=60)),
                ("at", models.DateTimeField()),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="deliveries",
                        to="messages.message",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("site", models.UUIDField(null=True)),
                ("worker", models.UUIDField(null=True)),
                ("subject", models.UUIDField(null=True)),
                ("word", models.CharField(max_length=10)),
                ("carrier_id", models.CharField(max_length=64, unique=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["subject"], name="reply_to_subject")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("word__in", ["yes", "busy", "pass", "stop", "start", "come", "other"])
                        ),
                        name="reply_word",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Address",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("site", models.UUIDField()),
                ("worker", models.UUIDField()),
                ("address", models.CharField(max_length=1000)),
                ("p256dh", models.CharField(blank=True, max_length=90)),
                ("auth", models.CharField(blank=True, max_length=30)),
                (
                    "method",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="address",
                        to="messages.contactmethod",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["address"], name="address_of_method")],
            },
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["worker", "-made_at"], name="message_of_worker"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["subject"], name="message_of_subject"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["sms", "voice", "email", "in_app", "push"])),
                name="message_channel",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "template__in",
                        [
                            "hand-off",
                            "yours",
                            "taken",
                            "over",
                            "passed-on",
                            "not-understood",
                            "nothing-asked",
                            "coming",
                            "ask-by-message",
                            "receipt",
                            "rota",
                            "shift-request",
                            "shift-answer",
                            "rota-gap",
                            "check-in",
                            "come-along",
                            "notice",
                            "verify",
                            "test",
                            "test-came",
                            "test-silent",
                            "dated",
                            "look-again",
                            "summary",
                            "methods",
                            "asked",
                            "list",
                        ],
                    )
                ),
                name="message_template",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["sent", "accepted", "rejected", "delivered", "undelivered"])
                ),
                name="delivery_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                fields=("message", "state", "carrier_id"), name="delivery_once"
            ),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="matter", name="matter_by_deadline"),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("state", "held")),
                fields=["site", "deadline_on", "id"],
                name="matter_waiting",
            ),
        ),
    ]

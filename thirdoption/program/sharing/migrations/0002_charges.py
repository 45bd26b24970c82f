from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sharing", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(
                condition=models.Q(("category", "charge")),
                fields=["organization", "purpose", "site"],
                include=("referral", "worker", "valid_from", "valid_to"),
                name="grant_of_charges",
            ),
        ),
    ]

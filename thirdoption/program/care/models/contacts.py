"""Goals, and contacts made and tried."""

from django.db import models

from thirdoption.program.care.models.base import OfPerson
from thirdoption.program.care.rules import ContactKind, How
from thirdoption.program.ground.ids import one_of


class Goal(OfPerson):
    """What the person wants, in their own words. Protected: category care."""

    words = models.CharField(max_length=500)

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="goal_of_person")]


class Contact(OfPerson):
    """A contact made or tried: the line that may be shared, apart from what may not. Category care."""

    kind = models.CharField(max_length=10)
    how = models.CharField(max_length=10)
    minutes = models.IntegerField(null=True)
    line = models.CharField(max_length=200)
    sensitive = models.TextField(blank=True)

    class Meta:
        constraints = [
            one_of("kind", ContactKind, "contact_kind"),
            one_of("how", How, "contact_how"),
            models.CheckConstraint(
                condition=models.Q(minutes__isnull=True) | models.Q(minutes__gte=0, minutes__lte=1440),
                name="contact_minutes",
            ),
        ]
        indexes = [models.Index(fields=["person", "-at"], name="contact_of_person")]

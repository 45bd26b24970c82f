"""What is known of a person's life, as facts with dates."""

from django.db import models
from django.db.models import Q

from thirdoption.program.care.models.base import OfPerson, of_the_same
from thirdoption.program.care.rules.status import MISTAKE, TIMES, Kind, Source
from thirdoption.program.ground.ids import one_of


class Fact(OfPerson):
    """One fact: of what, since or as of when, and who told. Nothing is written over. Category care.

    `about` says that the day is not certain; `value` is dollars a month or times in 30 days;
    `mends` is the earlier fact that this one puts right.
    """

    kind = models.CharField(max_length=10)
    of = models.CharField(max_length=20, blank=True)
    code = models.CharField(max_length=12)
    value = models.IntegerField(null=True)
    as_of = models.DateField()
    about = models.BooleanField(default=False)
    source = models.CharField(max_length=8)
    mends = models.OneToOneField("self", on_delete=models.RESTRICT, null=True, related_name="mended")

    class Meta:
        triggers = [of_the_same("mends_id", "care_fact", "person_id")]
        constraints = [
            one_of("kind", Kind, "fact_kind"),
            one_of("source", Source, "fact_source"),
            models.CheckConstraint(
                condition=~Q(code=MISTAKE) | Q(mends__isnull=False), name="fact_mistake_of_one"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gt=0, value__lte=max(TIMES, 3000)),
                name="fact_value",
            ),
        ]
        indexes = [models.Index(fields=["person", "-as_of"], name="fact_of_person")]

"""Other cases of a person, for whom no charge is held."""

from django.db import models

from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.matters.rules.other_cases import ASKS_LIMIT, COURT_LIMIT, CaseKind
from thirdoption.program.people.models import Person
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.models import Worker


class OtherCase(Row):
    """Another case that a person told of or asked help with: not a held charge. Protected: category cases.

    It is the care team's alone. `asks` is what the prosecutor's liaison would be asked to coordinate: a line
    that says nothing of care, and that nobody is told before the person releases it.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="other_cases")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=12)
    court = models.CharField(max_length=COURT_LIMIT, blank=True)
    next_on = models.DateField(null=True)
    asks = models.CharField(max_length=ASKS_LIMIT, blank=True)

    class Meta:
        constraints = [one_of("kind", CaseKind, "other_case_kind")]
        indexes = [models.Index(fields=["person", "-at"], name="other_case_of_person")]

"""Questionnaires as they were asked, and every answer to them: nothing is written over."""

from django.db import models

from thirdoption.program.care.models.base import OfPerson
from thirdoption.program.care.rules.forms import WHY_LIMIT, Said
from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.sites.models import Site


class Questionnaire(Row):
    """One version of a form (FHIR R4 Questionnaire), kept since it was first asked. Nobody is in it.

    A site's own names its site; what ships does not. It is asked from `begins_on`.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="+")
    url = models.CharField(max_length=200)
    version = models.CharField(max_length=40)
    begins_on = models.DateField()
    body = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "url", "version"], name="one_questionnaire_of_a_version", nulls_distinct=False
            )
        ]


class Form(OfPerson):
    """A questionnaire gone through with a person, in one sitting or several. Protected: category care."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="form_of_person")]


class FormSaid(Row):
    """One thing said to a form: an answer, who opened it, that it is finished. Protected as its form.

    `base` is the number of the answer its writer saw; `aside` was written past somebody else's newer one.
    """

    thing = models.ForeignKey(Form, on_delete=models.RESTRICT, related_name="said")
    number = models.IntegerField()
    at = models.DateTimeField()
    worker = models.UUIDField()
    organization = models.UUIDField()
    said = models.CharField(max_length=10)
    link = models.CharField(max_length=64, blank=True)
    value = models.JSONField(default=list)
    standing = models.CharField(max_length=10, blank=True)
    base = models.IntegerField(default=0)
    aside = models.BooleanField(default=False)
    why = models.CharField(max_length=WHY_LIMIT, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thing", "number"], name="form_said_number"),
            one_of("said", Said, "form_said"),
        ]

"""The texts of letters, and letters that were made."""

from django.db import models

from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.matters.rules.letters import LANGUAGES, OF_OFFICE, OWN, WITHOUT_CHARGE, Kind
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.models import Referral
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.models import Worker


class LetterTemplate(Row):
    """A site's own text of a kind of letter, in one language: appended, never changed; the newest holds.

    Without title and body it says that what ships holds again. No person is in it.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    language = models.CharField(max_length=5)
    number = models.IntegerField()
    title = models.CharField(max_length=120, blank=True)
    body = models.TextField(blank=True)
    at = models.DateTimeField()
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            one_of("kind", sorted(Kind), "letter_template_kind"),
            one_of("language", LANGUAGES, "letter_template_language"),
            models.UniqueConstraint(
                fields=["site", "kind", "language", "number"], name="one_template_number"
            ),
            models.CheckConstraint(
                condition=models.Q(title="", body="") | (~models.Q(title="") & ~models.Q(body="")),
                name="template_whole_or_none",
            ),
        ]


class MadeLetter(Row):
    """A letter as it was made: the facts that it carries, and what it says, word for word.

    `template` is the number of the site's text from which it was written; 0 where that was what ships.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    language = models.CharField(max_length=5)
    template = models.IntegerField()
    data = models.JSONField()
    written = models.JSONField()
    made_at = models.DateTimeField()
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Letter(MadeLetter):
    """A letter or notice of the prosecutor's office. Protected: category charge."""

    referral = models.ForeignKey(Referral, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        constraints = [one_of("kind", sorted(OF_OFFICE), "letter_kind")]
        indexes = [models.Index(fields=["referral"], name="letter_of_referral")]


class OwnLetter(MadeLetter):
    """A letter of the program's and the person's own; no other office learns that it is there.

    Protected: category pause. By its charge, or, where it is about none, by its person: one of them.
    """

    referral = models.ForeignKey(Referral, on_delete=models.RESTRICT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="+")

    class Meta:
        constraints = [
            one_of("kind", sorted(OWN), "own_letter_kind"),
            models.CheckConstraint(
                condition=models.Q(kind__in=sorted(WITHOUT_CHARGE), referral=None, person__isnull=False)
                | models.Q(~models.Q(kind__in=sorted(WITHOUT_CHARGE)), referral__isnull=False, person=None),
                name="own_letter_of_one",
            ),
        ]
        indexes = [
            models.Index(fields=["referral"], name="own_letter_of_referral"),
            models.Index(fields=["person"], name="own_letter_of_person"),
        ]

"""Releases, their withdrawal, the grants that follow from facts, and the accounting."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.people.models import Person
from thirdoption.program.sharing.rules import Category, Form, SignedHow
from thirdoption.program.sites.models import Agency, Site
from thirdoption.program.staff.models import Worker


class Grant(Row):
    """Who may see what of whom, why and until when. Written by the database's functions only.

    With a referral it opens that referral's rows; without, all of the person's rows.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="+")
    referral = models.UUIDField(null=True)
    category = models.CharField(max_length=20)
    purpose = models.CharField(max_length=30)
    may_write = models.BooleanField()
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    basis = models.CharField(max_length=30)
    source = models.UUIDField()

    class Meta:
        constraints = [
            one_of("category", Category, "grant_category"),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | models.Q(referral__isnull=False),
                name="grant_names_a_person_or_a_referral",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "category", "organization"], name="grant_of_person"),
            models.Index(fields=["referral", "category", "organization"], name="grant_of_referral"),
            models.Index(fields=["source"], name="grant_source"),
            # an office counts its charges from this alone: everything that its policy asks is in it
            models.Index(
                fields=["organization", "purpose", "site"],
                include=["referral", "worker", "valid_from", "valid_to"],
                condition=models.Q(category="charge"),
                name="grant_of_charges",
            ),
        ]


class Release(Row):
    """A written consent with every element of 42 CFR 2.31(a): it is the access decision itself."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    referral = models.UUIDField(null=True)
    form = models.CharField(max_length=20)
    discloser = models.CharField(max_length=120)
    recipient_name = models.CharField(max_length=200)
    recipient_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    recipient_worker = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    recipient_service = models.UUIDField(null=True)
    categories = ArrayField(models.CharField(max_length=20))
    information = models.CharField(max_length=300)
    purpose = models.CharField(max_length=30)
    expires_at = models.DateTimeField(null=True)
    expires_with = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=5)
    text = models.TextField()
    signed_name = models.CharField(max_length=120)
    signed_how = models.CharField(max_length=10)
    signed_at = models.DateTimeField()
    taken_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            one_of("form", Form, "release_form"),
            one_of("signed_how", SignedHow, "release_signed_how"),
            models.CheckConstraint(
                condition=models.Q(expires_at__isnull=False) | ~models.Q(expires_with=""),
                name="release_ends",
            ),
        ]
        indexes = [models.Index(fields=["person"], name="release_of_person")]


class Withdrawal(Row):
    """The person takes a release back: from the next statement on, anywhere."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    release = models.OneToOneField(Release, on_delete=models.RESTRICT, related_name="withdrawal")
    at = models.DateTimeField()
    taken_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")


class Disclosure(Row):
    """The accounting of 42 CFR 2.25: what was told to whom, when, why and under which release."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    release = models.ForeignKey(Release, on_delete=models.RESTRICT, related_name="disclosures")
    recipient = models.CharField(max_length=200)
    purpose = models.CharField(max_length=30)
    what = models.CharField(max_length=200)
    told_at = models.DateTimeField()
    notice_version = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "what"], name="told_once")]
        indexes = [models.Index(fields=["person"], name="disclosure_of_person")]

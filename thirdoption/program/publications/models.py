"""Released figures: frozen, versioned, without any person; and counts of what was sealed."""

import uuid

from django.db import models

from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.publications.rules import Figure, FileKind


class Publication(Row):
    """One released version of a report: what everybody may see. Its slug begins with its site's code."""

    site = models.UUIDField()
    site_name = models.CharField(max_length=120)
    made_up = models.BooleanField()
    slug = models.SlugField(max_length=60)
    version = models.CharField(max_length=10)
    first_day = models.DateField()
    last_day = models.DateField()
    report = models.JSONField()
    charts = models.JSONField()
    built_by = models.CharField(max_length=240)
    released_by = models.CharField(max_length=240)
    released_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug", "version"], name="published_once")]
        indexes = [models.Index(fields=["slug", "-released_at"], name="publication_by_slug")]


class PublicationFile(models.Model):
    """A publication as a file in one language."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=5)
    language = models.CharField(max_length=5)
    content = models.BinaryField()

    class Meta:
        constraints = [
            one_of("kind", FileKind, "publication_file_kind"),
            models.UniqueConstraint(fields=["publication", "kind", "language"], name="one_file_each"),
        ]


class LedgerCount(Row):
    """How many events that were sealed since a figure still counts, so that a success does not erase itself.

    No person, incident, officer or day; each figure by itself, never a cross of two. `period` is a month
    (2026-05) or a quarter (2026-Q2), as the figure has it, `keys` are its codes. Protected: nobody; the
    reporter's function adds it to what it counts.
    """

    site = models.UUIDField()
    figure = models.CharField(max_length=20)
    period = models.CharField(max_length=7)
    keys = models.JSONField()
    events = models.IntegerField()

    class Meta:
        constraints = [
            one_of("figure", Figure, "ledger_count_figure"),
            models.UniqueConstraint(fields=["site", "figure", "period", "keys"], name="ledger_count_once"),
            models.CheckConstraint(condition=models.Q(events__gte=0), name="ledger_count_not_below_nothing"),
        ]

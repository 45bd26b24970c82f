"""A report from its build to its release."""

import uuid

from django.db import models

from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.publications.rules import FileKind
from thirdoption.program.reports.rules.release import ReportState
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.models import Worker


class Report(Row):
    """One build of a quarter's report: figures after suppression, waiting for a second person."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    version = models.CharField(max_length=10)
    state = models.CharField(max_length=10)
    report = models.JSONField(null=True)
    charts = models.JSONField(null=True)
    problem = models.CharField(max_length=300, blank=True)
    built_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    built_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("state", ReportState, "report_state"),
            models.UniqueConstraint(fields=["site", "first_day", "version"], name="one_report_a_version"),
            models.CheckConstraint(
                condition=models.Q(released_by__isnull=True, released_at__isnull=True)
                | models.Q(released_by__isnull=False, released_at__isnull=False),
                name="released_by_and_at",
            ),
            models.CheckConstraint(
                condition=~models.Q(released_by=models.F("built_by")), name="released_by_a_second_person"
            ),
        ]


class ReportFile(models.Model):
    """A built report as a file in one language: what the second person looks at is what is published."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=5)
    language = models.CharField(max_length=5)
    content = models.BinaryField()

    class Meta:
        constraints = [
            one_of("kind", FileKind, "report_file_kind"),
            models.UniqueConstraint(fields=["report", "kind", "language"], name="one_report_file_each"),
        ]

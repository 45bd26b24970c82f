"""Carries the plan out: each moment by the same action that the page calls, at the moment's own time."""

from thirdoption.demo import asked_steps, desk_steps, street_steps
from thirdoption.demo.events import Moment, Verb
from thirdoption.demo.stage import Stage
from thirdoption.program.reports import actions as reports
from thirdoption.program.reports.models import Report
from thirdoption.program.reports.rules.release import ReportState
from thirdoption.program.trail.actions import seal

_STEPS = {**street_steps.STEPS, **desk_steps.STEPS}


class Carrier(Stage):
    """Plays moments, one after the other."""

    def carry(self, moment: Moment) -> None:
        """Do what happens at a moment."""
        if moment.verb is Verb.BUILD:
            self._build(moment)
        elif moment.verb is Verb.RELEASE:
            self._release(moment)
        elif moment.verb is Verb.SEAL:
            seal()
        elif moment.verb in asked_steps.STEPS:
            asked_steps.STEPS[moment.verb](self, moment)
        else:
            _STEPS[moment.verb](self, moment, self.threads[moment.contact])

    def _build(self, moment: Moment) -> None:
        told = moment.told
        with self.as_worker("manager", moment) as by:
            report = reports.ask_for(year=told["year"], number=told["number"], by=by, at=moment.at)
        self.work()
        report.refresh_from_db(fields=["state", "problem"])
        if report.state != ReportState.BUILT:
            raise LookupError(f"The report of {report.first_day} was not built: {report.problem}")

    def _release(self, moment: Moment) -> None:
        with self.as_worker("community", moment) as by:
            built = Report.objects.filter(site=self.site, state=ReportState.BUILT)
            report = built.select_related("built_by__agency", "site").latest("asked_at")
            reports.release(report=report, by=by, at=moment.at)

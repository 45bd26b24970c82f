"""The guided strip: who you are now, one sentence, and the next step of Marisol's story."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thirdoption.demo.stepping import is_framed
from thirdoption.demo.story import told
from thirdoption.program.staff.rules import ROLES

SESSION = "demo_step"


@dataclass(frozen=True)
class Step:
    """One screen: whose it is (a worker's key, or nobody's), what to notice, and where it is.

    `story` names the id of the story that the address needs; without that id, `instead` is shown.
    """

    who: str
    name: str
    caption: str
    route: str
    story: str = ""
    instead: str = ""


STEPS = (
    Step(
        "officer",
        gettext_noop("On the corner"),
        gettext_noop("Tap what happened: the answer comes with its reasons, in less time than a form takes."),
        "street:contact",
    ),
    Step(
        "on-call",
        gettext_noop("The hand-off"),
        gettext_noop("One tap said “I come”; 24 minutes after the call the officer was free."),
        "desk:handoff",
        "handoff",
        "desk:home",
    ),
    Step(
        "case-manager",
        gettext_noop("The release"),
        gettext_noop("One page for one office: two facts, and saying no changes nothing."),
        "desk:release-copy",
        "release",
        "desk:home",
    ),
    Step(
        "",
        gettext_noop("Three people, one moment"),
        gettext_noop("Marisol takes her release back, and the prosecutor's next look is silent."),
        "demo:side-by-side",
    ),
    Step(
        "case-manager",
        gettext_noop("A case manager's morning"),
        gettext_noop("Today's work, not a wall of charts; a goal stands in the person's own words."),
        "desk:home",
    ),
    Step(
        "liaison",
        gettext_noop("The clock"),
        gettext_noop("Each held charge shows its last day; nothing here says how somebody is doing."),
        "partners:matters",
    ),
    Step(
        "coordinator",
        gettext_noop("What needs me"),
        gettext_noop("Two hours a week: one list, and one thing to do on each line."),
        "desk:monday",
    ),
    Step(
        "manager",
        gettext_noop("The quarter"),
        gettext_noop("One press builds the quarter's report; the same person cannot release it."),
        "desk:reports",
    ),
    Step(
        "community",
        gettext_noop("The second person"),
        gettext_noop("Somebody from another agency looks at the report and releases it."),
        "desk:reports",
    ),
    Step(
        "",
        gettext_noop("For everybody"),
        gettext_noop("The released figures, with what is not known on the first page."),
        "public:report",
        "report_slug",
        "public:home",
    ),
)


def step(number: int) -> Step | None:
    """A step by its number, counted from 1."""
    return STEPS[number - 1] if 0 < number <= len(STEPS) else None


def address_of(one: Step) -> str:
    """Where a step is; the way home when its part is not there."""
    known = told().get(one.story) if one.story else None
    try:
        if one.story and not known:
            return reverse(one.instead)
        return reverse(one.route, args=[known] if known else [])
    except NoReverseMatch:
        return reverse("demo:home")


def context(request: HttpRequest) -> dict[str, Any]:
    """`demo_strip` for `kit/base.html`: which template it is, and what that prints."""
    if is_framed(request):
        return {"demo_strip": {"template": "demo/_framed.html"}}
    session = getattr(request, "session", None)
    number = session.get(SESSION, 0) if session is not None else 0
    now = step(number)
    return {
        "demo_strip": {
            "template": "demo/_strip.html",
            "you": _who(request, now),
            "number": number if now else 0,
            "total": len(STEPS),
            "name": _(now.name) if now else "",
            "caption": _(now.caption) if now else "",
            "next": _next(number) if now else None,
            "home": reverse("demo:home"),
            "at_home": request.path == reverse("demo:home"),
        }
    }


def _next(number: int) -> dict[str, str] | None:
    after = step(number + 1)
    if after is None:
        return None
    return {"url": reverse("demo:step", args=[number + 1]), "name": _(after.name)}


def _who(request: HttpRequest, now: Step | None) -> str:
    user = getattr(request, "user", None)
    worker = getattr(user, "worker", None) if user is not None else None
    if now is not None and now.route == "demo:side-by-side":
        return _("three people at once")
    if worker is None:
        return _("everybody, without signing in")
    return f"{worker.name}, {_(ROLES[worker.role].name)}"

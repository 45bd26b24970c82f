"""What the community asks in the made-up year, by the actions of the public page and of the desk."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from thirdoption.demo.events import Moment, Verb
from thirdoption.demo.stage import Stage, there
from thirdoption.program.care.actions.community import welcome_asked
from thirdoption.program.ground import acting
from thirdoption.program.referrals.actions import community
from thirdoption.program.referrals.models import CommunityReferral
from thirdoption.program.referrals.rules.community import Asked, AskedState, ClosedBecause
from thirdoption.program.staff.queries import asking

# Who asks, whom to look for, where, when, what would help, in their words, and in which language.
ASKED: tuple[tuple[str, str, str, str, tuple[str, ...], str, str], ...] = (
    ("business", "A woman with a red cart; she sleeps in our doorway", "Tulip Hardware, 14 Canal Street",
     "Before we open, about six", ("housing", "health"), "She is kind, and she coughs.", "en"),
    ("neighbor", "A man in a green army coat, about fifty; people call him Blue",
     "The bench behind the library on Canal Street", "Most evenings", ("housing", "substance_use"),
     "He has not been himself since winter.", "en"),
    ("family", "Mi hermano: alto, gorra amarilla", "La esquina de Mercado y Segunda", "Los fines de semana",
     ("documents", "employment"), "Perdió sus papeles y le da pena pedir ayuda.", "es"),
    ("provider", "A man who comes to our lunch and leaves before anybody can talk with him",
     "Saint Brendan's kitchen, 80 Ferry Road", "Noon, Monday to Friday", ("mental_health",), "", "en"),
    ("themselves", "Me: gray hoodie, a small brown dog", "The bus shelter at Ferry Landing", "After dark",
     ("housing", "food"), "I would like somebody to talk to.", "en"),
    ("neighbor", "Two people with a blue tent", "Under the Second Street bridge", "", ("food", "benefits"),
     "It gets cold at night now.", "en"),
)  # fmt: skip


def ask(stage: Stage, moment: Moment) -> None:
    """Somebody without an account asks."""
    number = moment.told["asked"]
    relation, whom, place, hours, needs, words, language = ASKED[number % len(ASKED)]
    by = there(asking(stage.site.pk, moment.at))
    typed = Asked(
        relation=relation,
        whom=whom,
        place=place,
        hours=hours,
        needs=needs,
        words=words,
        age="18_or_over",
        language=language,
        reach="" if number % 3 else "A made-up number, 555-0160",
        may_say=number % 2 == 0,
    )
    with acting.opened(by):
        key = uuid5(NAMESPACE_URL, f"made-up request {number}")
        stage.asked[number] = community.ask(site=stage.site, asked=typed, key=key, by=by, at=moment.at)


def take(stage: Stage, moment: Moment) -> None:
    """A care worker looks for them."""
    worker = stage.workers[moment.told["worker"]]
    with stage.as_worker(worker, moment) as by:
        community.take(asked=_asked(stage, moment), worker=worker, by=by, at=moment.at)


def say(stage: Stage, moment: Moment) -> None:
    """How it goes."""
    told = {"to": AskedState(moment.told["to"]), "note": moment.told["note"]}
    with stage.as_worker(moment.told["worker"], moment) as by:
        community.say(asked=_asked(stage, moment), **told, by=by, at=moment.at)


def close(stage: Stage, moment: Moment) -> None:
    """Nobody looks any more."""
    because = ClosedBecause(moment.told["because"])
    with stage.as_worker(moment.told["worker"], moment) as by:
        community.close(asked=_asked(stage, moment), because=because, by=by, at=moment.at)


def join(stage: Stage, moment: Moment) -> None:
    """They were met and take part."""
    named: dict[str, Any] = {"name": moment.told["name"], "date_of_birth": None, "language": "en"}
    manager = stage.workers["case-manager-3"]
    with stage.as_worker(moment.told["worker"], moment) as by:
        asked = _asked(stage, moment)
        welcome_asked(asked=asked, **named, where_to_find="", case_manager=manager, by=by, at=moment.at)


def _asked(stage: Stage, moment: Moment) -> CommunityReferral:
    return CommunityReferral.objects.get(pk=stage.asked[moment.told["asked"]])


STEPS: Mapping[Verb, Callable[[Stage, Moment], None]] = {
    Verb.ASK: ask,
    Verb.TAKE_ASKED: take,
    Verb.SAY_ASKED: say,
    Verb.CLOSE_ASKED: close,
    Verb.JOIN_ASKED: join,
}

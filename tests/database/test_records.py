"""A person's record as a file: for whom, what for, what is in it, and who may not."""

import io
import json
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from django.utils.translation import override

from tests.database.test_forms import begun, said
from tests.factories import walk
from tests.factories.about_acts import WAY
from tests.factories.desk import Desk, SignIn, on_the_clock
from tests.factories.fixtures import World
from thirdoption.program.care import queries
from thirdoption.program.care.actions import ask_provider, note_contact, note_fact, set_goal
from thirdoption.program.care.actions.funds import ask_funds
from thirdoption.program.care.rules.forms import FULL_INTAKE
from thirdoption.program.people.actions import about, say_of_two
from thirdoption.program.people.rules import Said
from thirdoption.program.sharing.rules import NOTICE
from thirdoption.program.trail.models import Entry
from thirdoption.web.desk.presenters import record, record_paper
from thirdoption.web.desk.presenters.moments import Clock

ASKED = {"whom": "person", "why": "She asked for a copy", "language": "es", "do": "json"}
NEEDED = {  # HL7 FHIR R4 (4.0.1): the elements with a minimum of 1, and ppc-1 of Consent
    "Patient": (),
    "Encounter": ("status", "class"),
    "CarePlan": ("status", "intent", "subject"),
    "QuestionnaireResponse": ("status",),
    "ServiceRequest": ("status", "intent", "subject"),
    "Task": ("status", "intent"),
    "Observation": ("status", "code"),
    "Consent": ("status", "scope", "category", "policyRule"),
}


@pytest.fixture(autouse=True)
def desk_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Test clients on the world's clock."""
    return on_the_clock(world, monkeypatch)


@pytest.fixture
def lived(desk: Desk) -> Desk:
    """A person with a goal, a release and a contact of which a part is sensitive."""
    walk.released(desk.world, desk.person, desk.referral)
    with desk.world.acting("case-manager") as by:
        set_goal(person=desk.person, words="A door that locks", by=by, at=by.now())
        said = {"kind": "made", "how": "phone", "minutes": 5, "line": "Called", "sensitive": "She <relapsed>"}
        note_contact(person=desk.person, **said, by=by, at=by.now())
        note_fact(person=desk.person, kind="housing", code="101", by=by, at=by.now())
        money = {"kind": "rent", "cents": 45_000, "payee": "A landlord", "why": "The room"}
        ask_funds(person=desk.person, **money, by=by, at=by.now())
        ask_provider(
            person=desk.person, service=desk.service.pk, recipient="Harbor", asks="A bed for two",
            text="The words.", language="en", signed_name="Marisol",
            expires_at=by.now() + timedelta(days=90), by=by, at=by.now(),
        )  # fmt: skip
    return desk


def asked(client: Any, desk: Desk, **more: str) -> Any:
    return client.post(f"/desk/people/{desk.person.pk}/record/", {**ASKED, **more})


def test_the_bundle_is_whole_and_on_the_trail(lived: Desk, desk_in: SignIn) -> None:
    """R-69, R-21; each resource has what FHIR R4 asks of it."""
    answer = asked(desk_in("supervisor"), lived)
    found = json.loads(answer.content)
    assert answer["Content-Disposition"].startswith("attachment") and "no-store" in answer["Cache-Control"]
    assert (found["resourceType"], found["type"]) == ("Bundle", "collection")
    assert found["meta"]["tag"][0]["display"] == NOTICE
    resources = [one["resource"] for one in found["entry"]]
    kinds = [one["resourceType"] for one in resources]
    assert set(kinds) >= {*NEEDED} - {"QuestionnaireResponse"} and len(
        {one["fullUrl"] for one in found["entry"]}
    ) == len(kinds)
    for one in resources:
        for field in NEEDED[one["resourceType"]]:
            assert one.get(field), (one["resourceType"], field)
        for field in ("subject", "patient"):
            assert field not in one or one[field]["reference"] == f"urn:uuid:{lived.person.pk}"
    assert "&lt;relapsed&gt;" in answer.content.decode() and "A door that locks" in answer.content.decode()
    with lived.world.acting("auditor", "audit"):
        [row] = Entry.objects.filter(verb="export record")
        assert row.subjects == [lived.person.pk] and row.why == "person: She asked for a copy"


def test_for_the_programs_own_use_the_sensitive_notes_stay(lived: Desk, desk_in: SignIn) -> None:
    text = asked(desk_in("supervisor"), lived, whom="program").content.decode()
    assert "relapsed" not in text and "Called" in text


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pdf_has_its_language_and_its_pages(lived: Desk, desk_in: SignIn, language: str) -> None:
    answer = asked(desk_in("supervisor"), lived, do="pdf", language=language)
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert str(pdf.Root.Lang) == language and len(pdf.pages) >= 1 and pdf.Root.MarkInfo.Marked


@pytest.mark.parametrize("theirs", [True, False])
def test_on_paper_is_all_that_the_record_has(lived: Desk, theirs: bool) -> None:
    """In the language asked for; what is for themselves alone stays so (R-21)."""
    with lived.world.acting("supervisor") as by, override("es"):
        person = queries.in_touch(by=by, pk=lived.person.pk)
        whole = record.whole(person, queries.record(person=person), sensitive=theirs, at=by.now())
        drawn = record_paper.pages(whole, Clock(ZoneInfo("America/New_York"), by.now()), "LEAD")
    lines = [" ".join(line) for part in drawn["parts"] for line in part["lines"]]
    text = "\n".join(lines)
    for words in ("A door that locks", "A bed for two", "$450.00", "Albergue de emergencia", "Called"):
        assert words in text, words
    assert ("relapsed" in text) == theirs
    assert ("By the river" in text) == theirs  # how to reach somebody is told to themselves alone
    heads = [part["lines"][0][1] for part in drawn["parts"] if part["kind"] == "head"]
    assert heads[-1] == "Día por día" and "Intake" not in text


@pytest.mark.parametrize("wrong", [{"why": ""}, {"whom": ""}, {"whom": "police"}, {"why": "SID 01234567K"}])
def test_no_file_without_for_whom_and_what_for(lived: Desk, desk_in: SignIn, wrong: dict[str, str]) -> None:
    assert asked(desk_in("supervisor"), lived, **wrong).status_code == 422
    with lived.world.acting("auditor", "audit"):
        assert not Entry.objects.filter(verb="export record").exists()


@pytest.mark.parametrize(
    "key", ["officer", "liaison", "defender", "manager", "auditor", "on-call", "case-manager"]
)
def test_it_is_a_right_of_its_own(lived: Desk, desk_in: SignIn, key: str) -> None:
    """R-18, R-25: seeing a person is not taking their record out."""
    assert asked(desk_in(key), lived).status_code == 404
    link = f"/desk/people/{lived.person.pk}/record/"
    assert link in desk_in("supervisor").get(f"/desk/people/{lived.person.pk}/").content.decode()
    if key == "case-manager":
        assert link not in desk_in(key).get(f"/desk/people/{lived.person.pk}/").content.decode()


def test_what_was_answered_noted_paid_and_told_leaves_with_it(lived: Desk, desk_in: SignIn) -> None:
    """Forms bound to their version, facts, help with money; a person's own words are for themselves alone."""
    form = begun(lived, FULL_INTAKE)
    said(lived, form, "housing", "116")
    said(lived, form, "housing_wish", "A room with a window")
    said(lived, form, "employment", standing="not_today")
    with lived.world.acting("case-manager") as by:
        note_fact(person=lived.person, kind="benefits", of="snap", code="applied", by=by, at=by.now())
        asks = {"kind": "rent", "cents": 12_50, "payee": "A landlord", "why": "The first month"}
        ask_funds(person=lived.person, **asks, by=by, at=by.now())
        about.keep_way(person=lived.person, **WAY, by=by, at=by.now())
    found = json.loads(asked(desk_in("supervisor"), lived).content)
    assert WAY["words"] in json.dumps(found)
    resources = [one["resource"] for one in found["entry"]]
    [answered] = [one for one in resources if one.get("questionnaire") == f"{FULL_INTAKE}|1"]
    told = {one["linkId"]: one["answer"] for one in answered["item"]}
    assert told["housing"][0]["valueCoding"]["code"] == "116" and answered["status"] == "in-progress"
    assert told["housing_wish"] == [{"valueString": "A room with a window"}] and "employment" not in told
    assert [one["code"]["text"] for one in resources if one["resourceType"] == "Observation"]
    ours = json.loads(asked(desk_in("supervisor"), lived, whom="program").content)
    assert WAY["words"] not in json.dumps(ours), "how to reach somebody is told to themselves alone"
    assert "A room with a window" not in json.dumps(ours) and '"116"' in json.dumps(ours)
    assert asked(desk_in("supervisor"), lived, do="pdf", language="en").status_code == 200


def test_a_release_that_has_ended_is_not_active(lived: Desk, desk_in: SignIn) -> None:
    """R-12: what leaves says itself until when it holds."""
    lived.world.pass_time(days=400)
    found = json.loads(asked(desk_in("supervisor"), lived).content)
    consents = [one["resource"] for one in found["entry"] if one["resource"]["resourceType"] == "Consent"]
    ends = [one for one in consents if "period" in one["provision"]]
    assert ends and {one["status"] for one in ends} == {"inactive"}


def test_both_records_of_a_person_say_that_they_left(lived: Desk, desk_in: SignIn) -> None:
    """R-69, R-74: also when the two are taken apart again."""
    _referral, other = walk.handed_over(lived.world, incident_number="26-00771-X")
    with lived.world.acting("case-manager") as by:
        say_of_two(kept=lived.person, other=other, said=Said.SAME, why="She said", by=by, at=by.now())
    assert asked(desk_in("supervisor"), lived).status_code == 200
    with lived.world.acting("auditor", "audit"):
        assert set(Entry.objects.get(verb="export record").subjects) >= {lived.person.pk, other.pk}

"""A person's record as a file: for whom, what for, what is in it, and who may not."""

import io
import json
from typing import Any

import pikepdf
import pytest

from tests.factories import walk
from tests.factories.desk import Desk, SignIn, on_the_clock
from tests.factories.fixtures import World
from thirdoption.program.care.actions import note_contact, set_goal
from thirdoption.program.sharing.rules import NOTICE
from thirdoption.program.trail.models import Entry

ASKED = {"whom": "person", "why": "She asked for a copy", "language": "es", "do": "json"}
NEEDED = {  # HL7 FHIR R4 (4.0.1): the elements with a minimum of 1, and ppc-1 of Consent
    "Patient": (),
    "Encounter": ("status", "class"),
    "CarePlan": ("status", "intent", "subject"),
    "QuestionnaireResponse": ("status",),
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
    assert set(kinds) >= {"Patient", "Encounter", "CarePlan", "Consent"} and len(
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

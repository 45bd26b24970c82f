"""The set-up pages: who may open them, what they say first, and the way from a draft to a version."""

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from tests.factories.drafts import GRADED, begin, moved, plain, save, step
from tests.factories.fixtures import World, run_waiting_jobs
from thirdoption.demo.place import PEOPLE
from thirdoption.program.governance import actions, queries
from thirdoption.program.governance.models import PolicyDraft
from thirdoption.program.ground.acting import opened
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.sites import packs
from thirdoption.program.sites.models import PolicyVersion
from thirdoption.program.sites.queries import local_day, plain_of, policy_on
from thirdoption.program.sites.rules.agencies import AgencyKind
from thirdoption.program.sites.rules.editing import put
from thirdoption.program.staff.rules import ROLES, Permission, may_for

SignIn = Callable[[str], Client]
PAGES = (
    *("policy/", "policy/begin/", "policy/draft.yaml", "policy/values/intake_days/", "policy/cases/"),
    *("policy/lists/conducts/add/", "policy/lists/conducts/shoplifting/", "policy/compare/", "versions/"),
    *("policy/lists/exclusions/add/", "policy/lists/limits/add/", "policy/decide/", "policy/effect/"),
)
POSTS = ("policy/undo/", "policy/set-back/", "policy/put-away/", "policy/lists/conducts/shoplifting/remove/")
EDITORS = {"manager"}


@pytest.mark.parametrize("key", [made.key for made in PEOPLE])
def test_only_the_operators_manager_and_administrator_open_the_pages(
    draft: World, sign_in: SignIn, key: str
) -> None:
    client = sign_in(key)
    wanted = 200 if key in EDITORS else 404
    for page in PAGES:
        status = client.get(f"/setup/{page}").status_code
        assert status == wanted, page
    if key in EDITORS:
        return
    for page in (*POSTS, *PAGES):
        assert client.post(f"/setup/{page}", {"known": 0}).status_code == 404, page
    assert b"/setup/" not in client.get("/desk/monday/").content
    assert step(draft) == 0


def test_an_administrator_writes_the_policy_only_where_it_is_answered_for(draft: World) -> None:
    elsewhere = draft.by("administrator")
    with opened(elsewhere), pytest.raises(Refused):
        queries.draft(by=elsewhere)
    here = replace(draft.by("manager"), role="administrator")
    with opened(here):
        assert queries.draft(by=here) is not None
    police = replace(draft.by("officer"), role="administrator")
    with opened(police), pytest.raises(Refused):
        actions.undo(known=0, by=police, at=draft.at)
    for code, role in ROLES.items():
        kinds = {kind for kind in AgencyKind if may_for(code, kind, Permission.EDIT_POLICY)}
        wanted = {AgencyKind.OPERATOR} if code in ("program_manager", "administrator") else set()
        assert kinds == wanted, role.name


def test_without_sign_in_there_is_nothing(world: World) -> None:
    response = Client().get("/setup/policy/")
    assert response.status_code == 302 and "/account/login/" in response["Location"]


def test_the_page_says_what_is_open_first(world: World, sign_in: SignIn) -> None:
    begin(world, packs.read_own("albany"))
    page = sign_in("manager").get("/setup/policy/").content.decode()
    many = len(packs.load_policy("albany").unknowns())
    assert f"The site is asked: {many} open" in page
    assert page.index("The site is asked") < page.index("Diversion in place of an arrest")
    assert "Ask a supervisor: the site has not set whether it takes referrals by this door." in page
    assert "Nov. 21, 2026" in page, "the day on which a source was read"
    for show, word in (
        ("open", "Does the program take social contacts"),
        ("changed", "No value is like that"),
    ):
        assert word in sign_in("manager").get(f"/setup/policy/?show={show}").content.decode()
    only = sign_in("manager").get("/setup/policy/?group=limits").content.decode()
    assert 'id="group-limits" open' in only and 'id="group-doors"' not in only
    assert sign_in("manager").get("/setup/policy/?group=%00&show=x").status_code == 200


def test_a_file_begins_a_draft_or_says_all_that_is_wrong_with_it(world: World, sign_in: SignIn) -> None:
    client = sign_in("manager")
    own = moved("santa_fe")
    wrong = put(put(own, ("settings", "intake_days", "value"), "soon"), ("colour",), "blue")
    file = BytesIO(packs.write_yaml(wrong).encode())
    file.name = "policy.yaml"
    refused = client.post("/setup/policy/begin/", {"origin": "file", "file": file})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "settings.intake_days.value: must be a whole number from 0 to 365." in page
    assert "colour: is not known here" in page
    assert "colour: blue" in page, "the file's text is there to be mended"
    assert not PolicyDraft.objects.exists()
    text = packs.write_yaml(own)
    assert client.post("/setup/policy/begin/", {"origin": "file", "text": text}).status_code == 302
    assert plain(world) == own
    exported = client.get("/setup/policy/draft.yaml").content
    assert packs.read_yaml(exported, "draft") == own
    assert client.post("/setup/policy/begin/", {"origin": "pack", "pack": "albany"}).status_code == 409


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Choose one."),
        ({"origin": "dream"}, "Choose from the list."),
        ({"origin": "pack"}, "Choose from the list."),
        ({"origin": "pack", "pack": "sentences"}, "Choose from the list."),
        ({"origin": "file"}, "Choose a file, or paste its text below."),
        ({"origin": "file", "text": "a: ["}, "this file cannot be read as YAML: look at line"),
        ({"origin": "file", "text": "- a list"}, "this file holds no policy"),
        ({"origin": "file", "text": "x" * 500_001}, "larger than any policy"),
    ],
)
def test_bad_beginnings(world: World, sign_in: SignIn, given: Any, sentence: str) -> None:
    response = sign_in("manager").post("/setup/policy/begin/", {"known": 0, **given})
    assert response.status_code == 422 and sentence in response.content.decode()


def test_from_the_draft_to_a_version(draft: World, sign_in: SignIn) -> None:
    client = sign_in("manager")
    assert save(client, "values/intake_days/", **GRADED).status_code == 302
    today = local_day(draft.site, draft.at).isoformat()
    given = {"known": 1, "decision": "Policy group, November meeting", "decided_on": today, "on": today}
    for change, sentence in (
        ({"decision": ""}, "Say who decided"),
        ({"decided_on": "2026-12-31"}, "recorded after it was taken"),
        ({"on": "2026-11-01"}, "cannot hold from a day that is over"),
        ({"on": "soon"}, "year-month-day"),
    ):
        response = client.post("/setup/policy/decide/", {**given, **change})
        assert response.status_code == 422 and sentence in response.content.decode(), change
    assert client.post("/setup/policy/decide/", {**given, "known": 0}).status_code == 409
    assert client.post("/setup/policy/decide/", given).status_code == 302
    version, policy = policy_on(draft.site, local_day(draft.site, draft.at))
    assert (policy.number("intake_days"), policy.version) == (14, today)
    page = client.get("/setup/versions/").content.decode()
    assert "Policy group, November meeting" in page and "Sam Petrakis" in page
    assert client.get(f"/setup/versions/{version.pk}/").status_code == 200
    exported = client.get(f"/setup/versions/{version.pk}/policy.yaml").content
    assert packs.read_yaml(exported, "x") == plain_of(version)
    assert client.get("/setup/policy/decide/").status_code == 404, "the draft is no draft any more"
    begin(draft)
    again = client.post("/setup/policy/decide/", {**given, "known": 0})
    assert again.status_code == 409 and "from that day already" in again.content.decode()
    assert PolicyVersion.objects.filter(site=draft.site).count() == 2


def test_a_policy_that_does_not_hold_is_not_put_in_force(draft: World, sign_in: SignIn) -> None:
    client = sign_in("manager")
    today = local_day(draft.site, draft.at).isoformat()
    given = {"decision": "Anyway", "decided_on": today, "on": today}
    out = {**GRADED, "value": "hard", "basis": "charge", "doors": ["arrest_diversion"]}
    assert save(client, "lists/exclusions/add/", **out).status_code == 302
    refused = client.post("/setup/policy/decide/", {**given, "known": 1})
    assert refused.status_code == 409 and "does not hold yet" in refused.content.decode()
    assert save(client, "undo/", known=1).status_code == 302
    closed = {**GRADED, "known": 2, "value": "not_asked", "words_en": "Not asked.", "words_es": "No se pide."}
    assert save(client, "values/complainant_rule/", **closed).status_code == 302
    refused = client.post("/setup/policy/decide/", {**given, "known": 3})
    assert refused.status_code == 409 and "Worked cases of this draft" in refused.content.decode()
    page = client.get("/setup/policy/cases/").content.decode()
    assert "The store does not agree" in page and "Does not come out" in page
    while "Keep it with the new answer" in page:
        number = re.search(r"/setup/policy/cases/(\d+)/", page)
        assert number
        sent = client.post(f"/setup/policy/cases/{number[1]}/", {"known": step(draft), "keep": "yes"})
        assert sent.status_code == 302
        page = client.get("/setup/policy/cases/").content.decode()
    assert client.post("/setup/policy/cases/0/", {"known": step(draft), "keep": "no"}).status_code == 302
    assert client.post("/setup/policy/decide/", {**given, "known": step(draft)}).status_code == 302


def test_an_effect_is_asked_for_and_counted_by_a_job(draft: World, sign_in: SignIn) -> None:
    client = sign_in("manager")
    page = client.get("/setup/policy/compare/").content.decode()
    assert "Nothing differs" in page and "Count the last twelve months" in page
    assert save(client, "values/intake_days/", **GRADED).status_code == 302
    page = client.get("/setup/policy/compare/").content.decode()
    assert "1 rule differs" in page and "30 days from the referral." in page and "14 days." in page
    assert client.post("/setup/policy/compare/").status_code == 302
    assert client.get("/setup/policy/effect/").status_code == 204
    assert client.post("/setup/policy/compare/").status_code == 409
    run_waiting_jobs()
    assert client.get("/setup/policy/effect/").headers["HX-Refresh"] == "true"
    page = client.get("/setup/policy/compare/").content.decode()
    assert "too few contacts in these months" in page
    assert save(client, "values/intake_days/", **{**GRADED, "known": 1, "value": "9"}).status_code == 302
    assert "The draft has changed since" in client.get("/setup/policy/compare/").content.decode()

"""What an open page of the desk does when it can hear no call: its script, run without a browser."""

import subprocess

import pytest

from tests.environment import ROOT
from thirdoption.command.assets import node

SCRIPT = ROOT / "thirdoption" / "web" / "kit" / "assets" / "js" / "paged.js"
STAGE = """
const answers = ANSWERS;
const said = [];
let version;
const place = {
  dataset: { paged: "/desk/paged/" },
  addEventListener() {},
  querySelector(what) {
    if (what.startsWith("[data-version]")) return version ? { dataset: { version } } : null;
    return what.includes("data-not") && said.at(-1) !== "" && said.length ? {} : null;
  },
  replaceChildren(told) { said.push(told ? told.firstElementChild.dataset.why : ""); },
  set innerHTML(text) { version = text; said.push(text); },
};
const template = (why) => ({ content: { cloneNode: () => ({ firstElementChild: { dataset: { why } } }) } });
globalThis.document = {
  hidden: false,
  querySelector: (what) =>
    what === "[data-paged]" ? place : what.startsWith("template") ? template(what.match(/"(.+)"/)[1]) : null,
};
globalThis.window = {};
globalThis.localStorage = { getItem: () => null };
const turns = [];
globalThis.setTimeout = (again) => turns.push(again);
globalThis.fetch = async () => {
  const one = answers.shift();
  if (one === "away") throw new Error("no network");
  const headers = new Map(one === "ended" ? [["HX-Redirect", "/account/login/"]] : []);
  return { headers, status: one === "nothing" ? 204 : one === "broken" ? 500 : 200, text: async () => one };
};
const { wirePaged } = await import("file://SCRIPT");
wirePaged();
for (let turn = 0; answers.length && turn < 20; turn++) {
  for (let n = 0; n < 9; n++) await null;
  turns.shift()?.();
}
for (let n = 0; n < 9; n++) await null;
console.log(said.join(" "));
"""


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (["nothing", "ended", "ended"], "ended"),
        (["nothing", "away", "away", "nothing"], ""),
        (["away", "away", "away", "broken"], "away"),
        (["call", "away", "away", "away"], "call"),
    ],
    ids=["signed out", "a moment away", "away", "away while a call sounds"],
)
def test_a_page_that_hears_no_call_says_so(answers: list[str], said: str) -> None:
    """Whoever left it open to be called sees it; a call that stands is not put away for it."""
    script = STAGE.replace("ANSWERS", str(answers)).replace("SCRIPT", str(SCRIPT))
    found = subprocess.run(
        [node()[0], "--input-type=module"], input=script, capture_output=True, text=True, timeout=60
    )
    assert found.stdout.strip() == said, found.stderr

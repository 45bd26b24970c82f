"""The street app on a simulated phone: what its first load transfers, and when its form takes input."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.factories.chromium import launch

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
# 150 ms round trip, 1.6 Mbit/s, processor slowed four times: the nearest peer's published figures
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
# in the first frame in which the field is laid out, what is typed into it stays there
USABLE = """() => {
  const look = () => {
    const field = document.querySelector("form [name=place]");
    if (!field?.getClientRects().length) return requestAnimationFrame(look);
    field.value = "Lark Street";
    window.usable = performance.now();
  };
  requestAnimationFrame(look);
}"""
KEPT = """async () => {
  const kept = await (await caches.open("street-shell")).match("/street/card/");
  const worker = await navigator.serviceWorker.getRegistration();
  return !!kept && worker?.active?.state === "activated"; // it answers the next page, whoever has this one
}"""


@dataclass(frozen=True)
class Loaded:
    """Bytes until loaded and in all, with what is kept for later; milliseconds until usable, and offline."""

    loaded: int
    bytes: int
    usable: float
    offline: float


def measure(url: str, session: str) -> Loaded:
    """One officer's first visit, and the next one without signal."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch())
        context = browser.new_context(**PHONE)
        context.add_cookies([{"name": "session", "value": session, "url": url}])
        page = context.new_page()
        told = context.new_cdp_session(page)
        sizes: list[float] = []
        told.send("Network.enable")
        told.send("Network.emulateNetworkConditions", NETWORK)
        told.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        told.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))
        usable = visit(page, f"{url}/street/contact/")
        page.wait_for_load_state("load")
        first = sum(sizes)
        wait_until_kept(page)
        offline = again(context, told, url)
        browser.close()
    return Loaded(round(first), round(sum(sizes)), usable, offline)


def visit(page: Page, address: str) -> float:
    """Milliseconds from the tap until the form takes input."""
    page.add_init_script(f"({USABLE})()")
    page.goto(address, wait_until="load")
    page.wait_for_function("window.usable")
    return float(page.evaluate("window.usable"))


def wait_until_kept(page: Page) -> None:
    """Until the phone has what it needs without signal."""
    for _ in range(300):
        if page.evaluate(KEPT):
            return
        page.wait_for_timeout(100)
    raise RuntimeError("the phone did not keep its pages")


def again(context: Any, told: Any, url: str) -> float:
    """The same without signal, in a new tab of the same slow phone."""
    told.detach()
    context.set_offline(True)
    page = context.new_page()
    slow = context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    return visit(page, f"{url}/street/contact/")

// Before a page that was open for long is sent: whether anybody is still signed in. What was typed is never lost to a sign-in page.
import { say } from "./requests.js";

const LONG = 5 * 60 * 1000; // a page this young was asked for within the half hour that a session lasts

export function wireSession() {
  const live = document.getElementById("kit-live");
  const { session } = live?.dataset ?? {};
  if (!session) return;
  document.addEventListener("submit", async (event) => {
    const { target: form, submitter } = event;
    if (form.method !== "post" || event.defaultPrevented || performance.now() < LONG) return;
    event.preventDefault();
    event.stopPropagation();
    if (!(await lasts(session))) return tell(live);
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    if (token) form.elements.csrfmiddlewaretoken.value = token; // another tab may have signed in since
    form.dataset.sent = "yes";
    if (submitter?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value }));
    form.submit();
  }, true);
}

// No answer is no sign-out: then sending it will say so.
async function lasts(address) {
  return fetch(address, { headers: { "HX-Request": "true" } }).then(({ status }) => status !== 401, () => true);
}

function tell(live) {
  say("ended");
  const link = Object.assign(document.createElement("a"), { href: live.dataset.signIn, target: "_blank", textContent: live.dataset.signInLabel });
  live.querySelector("p").append(" ", link);
  live.scrollIntoView({ block: "center" });
  link.focus();
}

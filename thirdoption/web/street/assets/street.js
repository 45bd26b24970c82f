// Everything that runs on an officer's pages. They work without it; with it they work without signal too.
import { countCharacters } from "../../kit/assets/js/count.js";
import { wireForms } from "../../kit/assets/js/forms.js";
import { wireMenus } from "../../kit/assets/js/menus.js";
import { wireContact } from "./contact.js";
import { draw, send } from "./outbox.js";
import { base, refresh, tellLanguage, token } from "./server.js";
import * as store from "./store.js";

wireMenus();
wireForms();
countCharacters();
if (document.querySelector("[data-outbox]") && window.isSecureContext && window.indexedDB && navigator.serviceWorker) start();

async function start() {
  await drawn();
  navigator.serviceWorker.register(`${base}sw.js`);
  wireLanguage();
  const form = document.querySelector("[data-contact]");
  // what is kept serves at once; the server is asked beside it, and only the very first time before it
  const kept = (await store.kept("policy"))?.file;
  if (kept && form) await wireContact(form, kept, kept.me.id);
  await draw();
  const { file, me } = await refresh();
  if (form && file && !("ready" in form.dataset)) await wireContact(form, file, me);
  if (me && form) form.dispatchEvent(new CustomEvent("signed-in", { detail: me }));
  await send();
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", () => document.hidden || send());
  document.querySelector("[data-send] button").addEventListener("click", send);
  setInterval(() => document.querySelector("[data-state=waiting]") && send(), 15000);
}

// The page is seen, and takes what is typed, before anything is read. A tab in the background is not drawn.
function drawn() {
  return new Promise((go) => {
    requestAnimationFrame(go);
    setTimeout(go, 250);
  });
}

// A kept page is as old as its language and its token; both are put right here.
function wireLanguage() {
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) if (token()) field.value = token();
  tellLanguage(document.cookie.match(/(?:^|; )django_language=(\w+)/)?.[1] ?? document.documentElement.lang);
  const form = document.querySelector(".kit-language");
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const { value } = form.querySelector("[name=language]");
    await tellLanguage(value);
    if (!navigator.onLine) return location.reload();
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "language", value }));
    form.querySelector("[name=next]").value = location.pathname + location.search;
    form.submit();
  });
}

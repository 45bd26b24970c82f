// A contact that is noted without a signal is sealed to the program's key and waits on this phone; in the clear are
// its time and its author's number, never whom it is of. Its author's own sign-in sends it, once by its number.
import { openDB } from "idb";

import { seal } from "./seal.js";

let opened;
const database = () => (opened ??= openDB("desk", 1, { upgrade: (db) => db.createObjectStore("items", { keyPath: "id" }) }));
const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
const list = () => document.querySelector("[data-waiting]");

export function wireWaiting() {
  if (!list() || !window.isSecureContext || !window.indexedDB) return;
  // before anything else hears of it: without a signal a form is not sent, and nothing of it is lost
  window.addEventListener("submit", caught, true);
  window.addEventListener("online", send);
  send();
}

async function caught(event) {
  const { target: form, submitter } = event;
  if (!form.dataset.waits || form.dataset.probed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (form.dataset.probing) return;
  form.dataset.probing = "yes";
  const there = await signal();
  delete form.dataset.probing;
  if (!there && form.elements.line.value.trim()) return keep(form);
  form.dataset.probed = "yes";
  form.requestSubmit(submitter);
  delete form.dataset.probed;
}

// Whether the server answers; what it says does not matter here.
async function signal() {
  if (!navigator.onLine) return false;
  return fetch(list().dataset.url, { method: "HEAD", redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(5000) }).then(() => true, () => false);
}

// The numbers of what still waits on this device, whoever sends it in whichever tab.
export async function waiting() {
  return (await (await database()).getAll("items")).filter(({ state }) => state === "waits").map(({ id }) => id);
}

// Seal what could not be sent, and let it wait on this device.
export async function hold(inside, id) {
  const { author, key, point } = list().dataset;
  const made = new Date().toISOString();
  const envelope = await seal(inside, { id, device: author, author, made }, { id: key, point });
  await (await database()).put("items", { id, author, made, envelope, state: "waits" });
  await draw();
}

async function keep(form) {
  const fields = [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "key", "from"].includes(name));
  await hold({ person: form.dataset.waits, fields }, form.elements.key.value);
  form.reset();
  form.elements.key.value = crypto.randomUUID();
  form.closest("details")?.removeAttribute("open");
  list().scrollIntoView({ block: "center" });
}

export async function send() {
  const once = async (lock) => {
    if (lock) for (const item of await (await database()).getAll("items")) if (!(await sendOne(item))) break;
  };
  if (navigator.locks) await navigator.locks.request("desk-waiting", { ifAvailable: true }, once);
  else await once(true);
  await draw();
}

// Whether the next one may be sent: not without a signal or a sign-in. What is received is gone from this phone.
async function sendOne(item) {
  const { url, author } = list().dataset;
  if (item.author !== author) return true;
  const body = JSON.stringify({ ...item.envelope, sent: new Date().toISOString() });
  const sent = { method: "POST", body, redirect: "manual", headers: { "X-CSRFToken": token() }, signal: AbortSignal.timeout(20000) };
  const told = await fetch(url, sent).then((answer) => answer.json()).catch(() => null);
  if (!told?.state) return false;
  if (told.state === "received") await (await database()).delete("items", item.id);
  else await (await database()).put("items", { ...item, state: told.state, said: told.said });
  return true;
}

async function draw() {
  const items = await (await database()).getAll("items");
  list().hidden = !items.length;
  list().querySelector("ul").replaceChildren(...items.map(row));
}

function row(item) {
  const { author, zone, waits, others, refused, label } = list().dataset;
  const time = new Date(item.made).toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit", timeZone: zone });
  const text = item.author !== author ? others : item.state === "refused" ? refused : waits;
  const line = document.createElement("li");
  line.dataset.state = item.state;
  const what = Object.assign(document.createElement("div"), { className: "kit-tasks__what" });
  for (const words of [text.replace("{time}", time), ...(item.said ?? [])]) what.append(Object.assign(document.createElement("p"), { textContent: words }));
  line.append(what);
  if (item.author !== author || item.state !== "refused") return line;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "usa-button kit-button--secondary", textContent: label });
  button.addEventListener("click", () => {
    const form = list().querySelector("form");
    form.elements.item.value = JSON.stringify({ ...item.envelope, sent: new Date().toISOString() });
    form.elements.csrfmiddlewaretoken.value = token() || form.elements.csrfmiddlewaretoken.value;
    form.submit();
  });
  line.append(button);
  return line;
}

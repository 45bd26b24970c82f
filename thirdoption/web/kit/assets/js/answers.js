// A form whose answers are sent one by one as they are given. What cannot be sent is sealed and waits on this device;
// what somebody else answered meanwhile comes in by itself, never over what is being typed here.
import { hold, send, waiting } from "./waiting.js";

const PAUSE = 1500; // ms without a key before words are sent
const AGAIN = 5000; // ms between two looks at what others wrote

export function wireAnswers() {
  const form = document.querySelector("form[data-answers]");
  if (!form) return;
  const timers = new Map();
  const question = (event) => event.target.closest("[data-question]");
  form.addEventListener("input", (event) => {
    const one = question(event);
    if (!one) return;
    one.dataset.dirty = "yes";
    passOver(one, event.target);
    clearTimeout(timers.get(one));
    timers.set(one, setTimeout(() => save(form, one), PAUSE));
  });
  form.addEventListener("change", (event) => {
    const one = question(event);
    if (!one?.dataset.dirty) return; // what was sent while it was typed is not sent again
    clearTimeout(timers.get(one));
    save(form, one);
  });
  window.addEventListener("focus", sendHeld);
  setInterval(() => (held.size ? sendHeld() : look(form)), AGAIN);
  document.addEventListener("visibilitychange", () => document.hidden && form.querySelectorAll("[data-dirty]").forEach((one) => save(form, one)));
}

// An answer takes "not today" away, and "not today" leaves what was typed where it is.
function passOver(one, target) {
  if (target.name.endsWith("-standing")) return;
  one.querySelectorAll("input[name$='-standing']:checked").forEach((radio) => (radio.checked = false));
}

function typed(form, one) {
  const link = one.dataset.question;
  const fields = [...new FormData(form)].filter(([name]) => name.startsWith(`${link}-`));
  return [["link", link], ...fields];
}

// What this page could not send: once it is received, from here or another tab, the page shows it as it stands.
const held = new Set();
async function sendHeld() {
  if (!held.size) return;
  await send();
  const left = new Set(await waiting());
  if (![...held].some((id) => left.has(id))) location.reload();
}

// One at a time: the number that one save brings back is the base of the next.
let line = Promise.resolve();
function save(form, one) {
  line = line.then(() => sendOne(form, one));
  return line;
}

async function sendOne(form, one) {
  if (!one.dataset.dirty) return;
  delete one.dataset.dirty;
  const told = one.querySelector("[data-said]");
  const id = crypto.randomUUID();
  const fields = typed(form, one);
  told.textContent = form.dataset.saving;
  const body = new URLSearchParams([...fields, ["key", id], ["since", form.dataset.number]]);
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
  const sent = { method: "POST", body, redirect: "manual", headers: { "X-CSRFToken": token }, signal: AbortSignal.timeout(15000) };
  const answer = await fetch(form.dataset.answers, sent).catch(() => null);
  const news = await answer?.json?.().catch(() => null);
  if (news?.state === "saved") return take(form, news);
  if (news?.state === "refused") return void (told.textContent = news.said);
  held.add(id);
  await hold({ person: form.dataset.person, form: form.dataset.form, fields }, id);
  told.textContent = form.dataset.kept;
  signIn(told);
}

function signIn(told) {
  const live = document.getElementById("kit-live");
  if (!live?.dataset.signIn) return;
  told.append(" ", Object.assign(document.createElement("a"), { href: live.dataset.signIn, target: "_blank", textContent: live.dataset.signInLabel }));
}

async function look(form) {
  if (document.hidden) return;
  const news = await fetch(`${form.dataset.news}?since=${form.dataset.number}`, { headers: { "HX-Request": "true" }, redirect: "manual" }).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
  if (news) take(form, news);
}

function take(form, news) {
  form.dataset.number = Math.max(Number(form.dataset.number), news.number);
  const here = document.querySelector("[data-here]");
  here.hidden = !news.here;
  if (here.textContent !== news.here) here.textContent = news.here;
  document.querySelector("[data-progress]").textContent = news.progress;
  for (const [link, change] of Object.entries(news.changes)) {
    const one = form.querySelector(`[data-question="${CSS.escape(link)}"]`);
    const busy = one.contains(document.activeElement) || one.dataset.dirty;
    if (change.clash || (!change.mine && !busy)) {
      if (!busy || change.clash) replace(one, change.html);
    } else if (change.mine) {
      one.querySelector(`[name="${CSS.escape(link)}-base"]`).value = change.base;
      one.querySelector("[data-said]").textContent = change.said;
    }
  }
  const there = new Set(news.shown);
  form.querySelectorAll("[data-question]").forEach((one) => (one.hidden = !there.has(one.dataset.question)));
}

function replace(one, html) {
  const made = new DOMParser().parseFromString(html, "text/html").querySelector("[data-question]");
  one.replaceWith(document.importNode(made, true));
}

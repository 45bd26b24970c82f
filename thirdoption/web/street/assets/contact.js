// The form of a contact on a phone: the answer while it is filled in, and an item for the outbox instead of a post.
import { faults, showFaults } from "./checks.js";
import { Live } from "./live.js";
import { draw, send, words } from "./outbox.js";
import { seal } from "../../kit/assets/js/seal.js";
import { base } from "./server.js";
import * as store from "./store.js";
import { typed } from "./times.js";

const OUTCOME = ["set_aside", "returnable_on", "reason", "ending"];

export async function wireContact(form, file, me) {
  form.elements.key.value ||= crypto.randomUUID(); // a kept page has none: it is opened many times
  const live = new Live(form, file);
  let everybody = await store.officers();
  if (!file || !everybody.length) return;
  const author = chooseAuthor(form, everybody, me);
  form.addEventListener("signed-in", async ({ detail }) => {
    everybody = await store.officers();
    if (!("chosen" in author.dataset)) chooseAuthor(form, everybody, detail);
    update();
  });
  const officer = () => everybody.find((one) => one.id === author.value);
  const update = () => live.update(officer());
  const again = new URLSearchParams(location.search).get("again");
  await prefill(form, file, again);
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (form.ariaBusy === "true") return;
    const now = update();
    const found = faults(form, live, now, words());
    showFaults(form, found, words().error);
    if (!found.length) once(form, () => keepAndSend(form, file, officer(), { ...now, moment: live.moment() })).catch(report);
  });
  form.dataset.ready = "";
  update();
}

// While one contact is kept and sent, another tap on the button is the same contact.
async function once(form, work) {
  const button = form.querySelector(".kit-actions--stay button");
  const label = button.textContent;
  form.ariaBusy = "true";
  button.textContent = words().sending;
  try {
    if (await work()) await new Promise((go) => addEventListener("pagehide", go, { once: true }));
  } finally {
    button.textContent = label;
    form.ariaBusy = null;
  }
}

function report(error) {
  setTimeout(() => {
    throw error;
  });
}

// Who records, by name: whoever signed in last, or another officer who enrolled on this phone.
function chooseAuthor(form, everybody, me) {
  const line = form.querySelector("[data-author]");
  const select = line.querySelector("select");
  select.replaceChildren(...everybody.map((one) => new Option(one.name, one.id)));
  select.value = everybody.some((one) => one.id === me) ? me : everybody[0].id;
  select.addEventListener("change", () => (select.dataset.chosen = ""));
  line.hidden = false;
  return select;
}

// The time is the phone's, on the site's clock; places are those of earlier contacts, to tap.
async function prefill(form, file, again) {
  const all = await store.items();
  const old = all.find((item) => item.id === again);
  if (!form.querySelector(".usa-form-group--error")) form.elements.occurred_at.value = typed(file.zone);
  if (old) form.elements.place.value = old.place;
  const places = [...new Set(all.map((item) => item.place).reverse())].slice(0, 4);
  const box = form.querySelector("[data-places]");
  box.hidden = !places.length;
  box.replaceChildren(
    ...places.map((place) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: place, className: "kit-tool" });
      button.addEventListener("click", () => (form.elements.place.value = place));
      return button;
    }),
  );
}

let replaced = new URLSearchParams(location.search).get("again");

// Whether another page follows. The number of the page is the item's: however often it is sent, it is one contact.
async function keepAndSend(form, file, officer, { facts, decision, moment }) {
  const id = form.elements.key.value;
  const made = new Date().toISOString();
  const place = form.elements.place.value.trim();
  const inside = contents(form, facts, moment, decision);
  const head = { id, device: officer.device, author: officer.id, made };
  const envelope = await seal(inside, head, file.key, officer.key);
  await store.addItem({ id, made, at: moment.toISOString(), place, name: officer.name, state: "waiting", envelope }, replaced);
  replaced = id;
  form.elements.key.value = crypto.randomUUID();
  await send();
  const item = (await store.items()).find((one) => one.id === id);
  if (item.state === "rejected" && item.field && form.elements[item.field]) {
    showFaults(form, [[item.field, item.said.join(" ")]], words().error);
  } else if (item.state === "received" && !item.said.length) {
    replaced = null;
    addEventListener("pagehide", () => empty(form, file), { once: true });
    location.assign(`${base}referrals/${item.referral}/`);
    return true;
  } else {
    await done(form, file, item);
  }
  return false;
}

// Who comes back to the page finds it new: nothing of the contact, and whoever recorded last records on.
function empty(form, file) {
  const author = form.querySelector("#author");
  const { value } = author;
  form.reset();
  author.value = value;
  form.elements.occurred_at.value = typed(file.zone);
  form.dispatchEvent(new Event("input"));
}

// After sealing nothing of the contact is on the screen or in the phone but its time, place and receipt.
async function done(form, file, item) {
  replaced = null;
  empty(form, file);
  await prefill(form, file, null);
  if (item.state === "waiting") form.querySelector("[data-kept]").textContent = words().kept;
  form.querySelector("[data-kept]").hidden = item.state !== "waiting";
  await draw();
  document.querySelector("[data-outbox]").scrollIntoView();
}

function contents(form, facts, moment, { answer }) {
  const given = new FormData(form);
  const own = ["conduct", "drivers", "complainant", "age", "family_offense"];
  const { door, officer_opted_in: _in, officer_trained: _trained, ...told } = facts;
  const more = Object.fromEntries(Object.entries(told).filter(([name]) => !own.includes(name)));
  const said = Object.fromEntries(Object.entries(told).filter(([name]) => own.includes(name)));
  const text = (name) => (given.get(name) ?? "").trim();
  return {
    facts: {
      ...said,
      door,
      more,
      occurred_at: moment.toISOString(),
      place: text("place"),
      incident_number: text("incident_number"),
      what_happened: told.conduct === "something_else" ? text("what_happened") : "",
    },
    perceived_race: text("perceived_race"),
    outcome: outcomeOf(text),
    told: answer,
  };
}

function outcomeOf(text) {
  const what = text("outcome");
  if (!what) return null;
  const more = Object.fromEntries(OUTCOME.map((name) => [name, text(name)]));
  const ticket = what === "yes" && more.set_aside === "ticket";
  return {
    offered: what !== "none",
    accepted: what === "yes",
    set_aside: what === "yes" ? more.set_aside : "",
    returnable_on: ticket ? more.returnable_on : "",
    reason: what === "none" ? more.reason : "",
    ending: what === "yes" ? "" : more.ending,
  };
}

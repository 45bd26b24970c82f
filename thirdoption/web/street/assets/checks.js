// What a contact may say, before it is sealed: nobody can put a sealed one right. The server checks all of it again.
import { number } from "./live.js";
import { dayOf } from "./times.js";

const INCIDENT = /^[A-Za-z0-9](?:[A-Za-z0-9 ./#-]*[A-Za-z0-9])?$/;
const MARKUP = /<\s*[/!a-z]|javascript:|&#/i;
const NOT_LATIN = /(?!\p{Script=Latin}|[ªº])\p{L}/u;
const FIELDS = { conduct: "chooseConduct", drivers: "chooseSome" };

// [[field, sentence], ...]: what has to be put right first; `words` are the page's sentences.
export function faults(form, live, { facts, open, version }, words) {
  const given = new FormData(form);
  const value = (name) => (given.get(name) ?? "").trim();
  const found = open.map((fact) => [fact, words[FIELDS[fact] ?? "choose"]]);
  const wrong = (name, sentence) => found.push([name, words[sentence]]);
  for (const fact of Object.keys(facts))
    if (fact.startsWith("amount_") && !(facts[fact] === "not_known" || number(String(facts[fact])) >= 0)) wrong(fact, "number");
  if (facts.conduct === "something_else") text("what_happened", 500, "words");
  text("place", 200, "place");
  if (NOT_LATIN.test(value("place"))) wrong("place", "latin");
  time();
  incident();
  if (!value("perceived_race")) wrong("perceived_race", "chooseRace");
  outcome();
  return found;

  function text(name, limit, missing) {
    if (!value(name)) wrong(name, missing);
    else if (long(name, limit)) return;
    else if (MARKUP.test(value(name))) wrong(name, "code");
  }

  function long(name, limit) {
    const { length } = [...value(name).normalize("NFC")];
    if (length > limit) found.push([name, words.long.replace("{length}", length).replace("{limit}", limit)]);
    return length > limit;
  }

  function time() {
    const moment = live.moment();
    if (!moment) wrong("occurred_at", "time");
    else if (moment - Date.now() > 5 * 60000) wrong("occurred_at", "future");
    else if (Date.now() - moment > live.file.oldest_days * 86400000 || !version)
      found.push(["occurred_at", words.old.replace("{days}", live.file.oldest_days)]);
  }

  function incident() {
    const typed = value("incident_number");
    if (!typed && form.dataset.contact === "arrest_diversion") wrong("incident_number", "incident");
    else if (typed && !long("incident_number", 40) && !INCIDENT.test(typed)) wrong("incident_number", "incidentShape");
  }

  function outcome() {
    const what = value("outcome");
    const arrest = form.dataset.contact === "arrest_diversion";
    if (what === "yes" && arrest && !value("set_aside")) wrong("set_aside", "choose");
    if (what === "yes" && value("set_aside") === "ticket") ticket(value("returnable_on"));
    if (what === "none" && !value("reason")) wrong("reason", "choose");
    if (what === "none" && !value("ending")) wrong("ending", "choose");
  }

  function ticket(day) {
    const moment = live.moment();
    if (!day) wrong("returnable_on", "ticket");
    else if (moment && !mayReturn(day, dayOf(moment, live.file.zone), live.file.ticket_days)) wrong("returnable_on", "ticketDay");
  }
}

// Whether a ticket of a contact on that day can be returnable on this one; days are written 2026-12-10.
export function mayReturn(day, contactOn, most) {
  const days = (Date.parse(day) - Date.parse(contactOn)) / 86400000;
  return days >= 0 && !(days > most); // policies that were kept earlier do not say how many
}

// Shows each sentence beside its field, as the server's pages do.
export function showFaults(form, found, errorWord) {
  form.querySelectorAll(".usa-error-message[data-here]").forEach((part) => part.remove());
  form.querySelectorAll(".usa-form-group--error").forEach((part) => part.classList.remove("usa-form-group--error"));
  document.title = document.title.replace(`${errorWord} `, "");
  if (!found.length) return;
  document.title = `${errorWord} ${document.title}`;
  for (const [name, sentence] of found) {
    const [field] = form.querySelectorAll(`[name="${CSS.escape(name)}"]`);
    const group = field?.closest(".usa-form-group");
    if (!group) continue;
    group.hidden = false;
    group.classList.add("usa-form-group--error");
    const line = document.createElement("span");
    Object.assign(line, { id: `id_${name}_error`, className: "usa-error-message", textContent: `${errorWord} ${sentence}` });
    line.dataset.here = "";
    (group.querySelector("legend, .usa-label") ?? group).after(line);
    field.setAttribute("aria-describedby", line.id);
  }
  const [first] = form.querySelectorAll(".usa-form-group--error input, .usa-form-group--error textarea, .usa-form-group--error select");
  first?.focus();
  first?.scrollIntoView({ block: "center" });
}

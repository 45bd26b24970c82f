// The form while it is filled in: only the questions that can still change the answer, and the answer so far.
import { decide } from "./interpreter.js";
import { dayOf, instantOf } from "./times.js";

const AMOUNT = "amount_";
const TONES = { eligible: "yes", not: "no", not_by_this_door: "no" };
const language = document.documentElement.lang;
const say = (text) => text[language] ?? text.en;

export class Live {
  constructor(form, file) {
    this.form = form;
    this.file = file;
    this.panel = form.querySelector("[data-live]");
    this.outcome = form.querySelector("[data-outcome]");
  }

  // The policy in force on the day of the contact, if one was; that of today while no day can be read.
  version(moment) {
    const day = dayOf(moment ?? new Date(), this.file.zone);
    return this.file.versions.find((one) => one.from <= day);
  }

  moment() {
    return instantOf(this.form.elements.occurred_at.value, this.file.zone);
  }

  // What was answered so far; `officer` is who records.
  facts(officer, version) {
    const given = new FormData(this.form);
    const day = dayOf(this.moment() ?? new Date(), this.file.zone);
    const told = {
      door: this.form.dataset.contact,
      officer_opted_in: officer.opted_in ? "yes" : "no",
      officer_trained: officer.trained_until >= day ? "yes" : "no",
    };
    for (const fact of this.asked(version)) {
      const values = given.getAll(fact).filter((value) => value !== "");
      if (!values.length) continue;
      if (fact === "drivers") told[fact] = values;
      else told[fact] = fact.startsWith(AMOUNT) ? number(values[0]) : values[0];
    }
    return told;
  }

  // Every fact that a version can ask for by this door.
  asked(version) {
    const found = new Set();
    const walk = ([operator, ...rest]) => (["not", "all", "some"].includes(operator) ? rest.forEach(walk) : found.add(rest[0]));
    for (const rule of version.book.doors[this.form.dataset.contact])
      for (const line of version.book.rules[rule]) if (line.if) walk(line.if);
    return [...found].filter((fact) => !fact.startsWith("officer_"));
  }

  // Decides and shows; {version, facts, decision} for whoever seals it.
  update(officer) {
    const inForce = this.version(this.moment());
    const version = inForce ?? this.file.versions.at(-1); // the form is there for a day that is too long ago, too
    const facts = this.facts(officer, version);
    let decision = decide(version.book, facts);
    this.ask(version, facts, decision.ask);
    const open = decision.ask.filter((fact) => !fact.startsWith(AMOUNT));
    if (!open.length && decision.ask.length) {
      for (const fact of decision.ask) facts[fact] = "not_known";
      decision = decide(version.book, facts);
    }
    this.show(version, decision, open);
    return { version: inForce, facts, decision, open };
  }

  // A question is there while it can change the answer, and stays where it was answered.
  ask(version, facts, open) {
    for (const fact of new Set([...this.asked(version), ...Object.keys(this.file.versions[0].asks)])) {
      const group = this.group(fact) ?? (open.includes(fact) ? this.build(version, fact) : null);
      if (group) group.hidden = !(open.includes(fact) || fact in facts);
    }
  }

  group(fact) {
    return this.form.querySelector(`[name="${CSS.escape(fact)}"]`)?.closest(".usa-form-group");
  }

  // A question that only the policy of another day asks.
  build(version, fact) {
    const { text, answers } = version.asks[fact] ?? {};
    if (!text) return null;
    const model = this.form.querySelector(".kit-choices").closest(".usa-form-group");
    const group = model.cloneNode(true);
    const legend = group.querySelector("legend");
    legend.replaceChildren(`${say(text)} `, legend.querySelector("abbr") ?? "");
    group.querySelectorAll(".usa-hint, .usa-error-message").forEach((part) => part.remove());
    const [first] = group.querySelectorAll(".usa-radio, .usa-checkbox");
    const options = Object.entries(answers).map(([code, label], number) => {
      const option = first.cloneNode(true);
      const id = `id_${fact}_${number}`;
      Object.assign(option.querySelector("input"), { name: fact, value: code, id, checked: false, type: "radio" });
      Object.assign(option.querySelector("label"), { htmlFor: id, textContent: say(label) });
      return option;
    });
    group.querySelector(".kit-choices__list").replaceChildren(...options);
    this.panel.before(group);
    return group;
  }

  show(version, decision, open) {
    this.panel.hidden = open.length > 0;
    this.outcome.hidden = open.length > 0;
    if (open.length) return;
    this.panel.className = `kit-answer kit-answer--${TONES[decision.answer] ?? "ask"}`;
    this.panel.querySelector("h2").textContent = say(version.answers[decision.answer]);
    const texts = decision.reasons.map((one) => [one, version.texts[`${one.reason}|${one.cite}`]]);
    list(this.panel.querySelector("[data-reasons]"), texts, ([one, { text, made_up: madeUp }]) => {
      const line = element("li", say(text), one.answer === decision.answer ? "street-reasons__deciding" : "");
      if (madeUp) line.append(" ", element("span", say(version.made_up), "usa-tag"));
      return line;
    });
    const deciding = decision.reasons.filter((one) => one.answer === decision.answer);
    const changes = [...new Set(deciding.map((one) => version.changes[one.reason]).filter(Boolean).map(say))];
    const box = this.panel.querySelector("[data-changes]");
    box.hidden = !changes.length;
    list(box.querySelector("ul"), changes, (text) => element("li", text));
    const { judged } = document.querySelector("[data-outbox]").dataset;
    this.panel.querySelector("[data-judged]").textContent = judged.replace("{version}", `${say(version.name)}, ${version.version}`);
    this.offer(version, decision);
  }

  // The offer is there where it may be made now; otherwise only why it is not made is asked.
  offer(version, decision) {
    const conduct = new FormData(this.form).get("conduct");
    const holds = this.form.dataset.contact !== "arrest_diversion" || version.holds || version.no_offense.includes(conduct);
    const may = decision.answer === "eligible" && holds;
    this.outcome.querySelector("[data-may-offer]").hidden = !may;
    for (const value of ["yes", "no"]) {
      const option = this.outcome.querySelector(`[name=outcome][value=${value}]`);
      option.closest(".usa-radio").hidden = !may;
      if (!may) option.checked = false;
    }
    for (const code of ["en", "es"])
      list(this.outcome.querySelector(`.street-offer[lang=${code}]`), version.offer, (text) => element("li", text[code]));
    const chosen = new FormData(this.form).get("outcome") ?? "";
    for (const part of this.outcome.querySelectorAll("[data-when]"))
      part.hidden = !chosen || !part.dataset.when.split(" ").includes(chosen);
  }
}

export const number = (text) => Number(text.replace(",", "."));

export function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function list(parent, values, draw) {
  parent.replaceChildren(...values.map(draw));
}

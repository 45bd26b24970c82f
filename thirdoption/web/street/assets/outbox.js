// What waits on this phone and what was received. Nothing is dropped: what is not taken stays with its reason.
import { element } from "./live.js";
import { base, post } from "./server.js";
import * as store from "./store.js";
import { shown } from "./times.js";

const section = () => document.querySelector("[data-outbox]");
export const words = () => section().dataset;

// Sends what waits, in order, one after the other and in one tab only. Without signal or sign-in it waits on.
export async function send() {
  const once = async (lock) => {
    if (lock) for (const item of await store.items()) if (item.state === "waiting" && !(await sendOne(item))) break;
  };
  if (navigator.locks) await navigator.locks.request("street-outbox", { ifAvailable: true }, once);
  else await once(true);
  await draw();
}

// Whether the next one may be sent: not after silence, and not while nobody is signed in.
async function sendOne(item) {
  let answer;
  let told;
  try {
    answer = await post("outbox/", JSON.stringify({ ...item.envelope, sent: new Date().toISOString() }));
    told = await answer.json();
  } catch {
    if (answer?.type === "opaqueredirect") await store.saveItem({ ...item, needs: item.name });
    if (!(answer?.status >= 500)) return false;
    await store.saveItem({ ...item, said: [words().broke] }); // the server broke over this one: the others go on
    return true;
  }
  if (!told.state) return false;
  const { state, said, number, referral, field } = told;
  if (state === "waits") await store.saveItem({ ...item, needs: item.name, said });
  else if (state === "rejected") await store.saveItem({ ...item, state, said, field });
  else await store.saveItem({ ...item, state, said, receipt: number, referral, envelope: null });
  return true;
}

export async function draw() {
  const all = (await store.items()).reverse();
  const names = words();
  const zone = (await store.kept("policy"))?.file.zone;
  section().hidden = !all.length;
  section().querySelector("[data-send]").hidden = !all.some((item) => item.state === "waiting");
  section().querySelector("[data-items]").replaceChildren(...all.map((item) => line(item, names, zone)));
}

function line(item, names, zone) {
  const row = document.createElement("li");
  const what = element("div", "", "kit-tasks__what");
  const state = item.state === "waiting" && item.needs ? "needs" : item.state;
  const text = names[state].replace("{name}", item.name).replace("{number}", item.receipt);
  const tone = { received: "good", held: "info", rejected: "urgent" }[state] ?? "waiting";
  what.append(element("p", `${shown(item.at ?? item.made, zone, document.documentElement.lang)}, ${item.place}`), badge(text, tone));
  for (const sentence of item.said ?? []) if (state !== "needs") what.append(element("p", sentence, "kit-soft"));
  row.dataset.state = state;
  row.append(what);
  if (state === "needs") row.append(link(names.signIn, `/account/login/?next=${base}`));
  if (state === "rejected") row.append(link(names.again, `${base}contact/?again=${item.id}`));
  if (state === "received" && item.referral) row.append(link(names.open, `${base}referrals/${item.referral}/`));
  return row;
}

function badge(text, tone) {
  const paragraph = document.createElement("p");
  paragraph.append(element("span", text, `kit-status kit-status--${tone}`));
  return paragraph;
}

function link(text, href) {
  return Object.assign(element("a", text, "usa-button kit-button--secondary"), { href });
}

// Asking the server: who is signed in and by which policies contacts are judged; and sending what was made.
import * as store from "./store.js";
import { newDeviceKey } from "../../kit/assets/js/seal.js";

const SHELLS = "street-shell";
const PAGES = ["home", "contact", "social-contact"];
export const base = new URL("/street/", location.origin).pathname;
export const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

export const ask = (path, options = {}) => fetch(base + path, { redirect: "manual", signal: AbortSignal.timeout(20000), ...options });
export const post = (path, body) => ask(path, { method: "POST", body, headers: { "X-CSRFToken": token() } });

// The policies as last heard, and who is signed in now ("" for nobody, null without signal).
export async function refresh() {
  const old = await store.kept("policy");
  let answer;
  try {
    answer = await ask("policy.json", { headers: old ? { "If-None-Match": old.tag } : {} });
  } catch {
    return { file: old?.file, me: null };
  }
  if (![200, 304].includes(answer.status)) return { file: old?.file, me: "" };
  const file = answer.status === 304 ? old.file : await answer.json();
  await store.keep("policy", { tag: answer.headers.get("ETag").replace(/^W\//, ""), file });
  const me = await enrolled(file.me);
  keepPages(!old || changed(old.file, file));
  return { file, me };
}

const changed = (old, file) => old.build !== file.build || JSON.stringify(old.versions) !== JSON.stringify(file.versions);

// Whoever is signed in can record on this phone from now on, also when the sign-in has ended.
async function enrolled(me) {
  const known = (await store.officers()).find((one) => one.id === me.id);
  if (known) {
    await store.saveOfficer({ ...known, ...me });
    return me.id;
  }
  const { key, point } = await newDeviceKey();
  const answer = await post("devices/", new URLSearchParams({ public_key: point }));
  if (answer.status !== 200) return "";
  await store.saveOfficer({ ...me, key, device: (await answer.json()).device });
  return me.id;
}

// Keeps the pages with nobody in them, in the page's language first; `anew` also those that are kept already.
async function keepPages(anew) {
  const languages = document.documentElement.lang === "es" ? ["es", "en"] : ["en", "es"];
  const paths = languages.flatMap((code) => PAGES.map((page) => `shell/${page}/${code}/`));
  const cache = await caches.open(SHELLS);
  for (const path of [...paths, "card/"]) {
    if (!anew && (await cache.match(base + path))) continue;
    const answer = await ask(path).catch(() => null);
    if (answer?.status === 200) await cache.put(base + path, answer);
  }
}

// The service worker cannot see the cookie of the language, so it is told.
export async function tellLanguage(code) {
  await (await caches.open(SHELLS)).put(`${base}language`, new Response(code));
}

// Answers without signal: the app's files and its pages with nobody in them. SETTINGS stands before this script.
// What the server wrote of a referral is never kept, nor is any other page with data in it: at their addresses stands
// the empty list, which says that there is no signal.
const FILES = `street-${SETTINGS.build}`;
const SHELLS = "street-shell";
const HOME = SETTINGS.home;
const KEPT = { [`${HOME}contact/`]: "contact", [`${HOME}social-contact/`]: "social-contact" };

self.addEventListener("install", (event) => {
  const fresh = SETTINGS.shell.map((path) => new Request(path, { cache: "no-cache" }));
  event.waitUntil(caches.open(FILES).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => ![FILES, SHELLS].includes(name)).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "GET" && SETTINGS.shell.includes(pathname)) event.respondWith(file(request, pathname));
  else if (request.mode !== "navigate") return;
  else if (request.method === "GET" && pathname in KEPT) event.respondWith(kept(request, KEPT[pathname]));
  else if (pathname === `${HOME}card/`) event.respondWith(fetch(request).catch(() => shell("card/")));
  else if (pathname.startsWith(HOME)) event.respondWith(fetch(request).catch(() => page("home", true)));
});

async function file(request, pathname) {
  return (await (await caches.open(FILES)).match(pathname)) ?? fetch(request);
}

const shell = async (path) => (await caches.open(SHELLS)).match(HOME + path);

// A page in the language that was chosen, if it is kept; `other` takes another language rather than nothing.
async function page(name, other) {
  const told = (await (await shell("language"))?.text()) ?? "en";
  return (await shell(`shell/${name}/${told}/`)) ?? (other ? shell(`shell/${name}/en/`) : null);
}

const kept = async (request, name) => (await page(name)) ?? fetch(request).catch(() => page(name, true));

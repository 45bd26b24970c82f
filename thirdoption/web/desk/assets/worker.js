// Shows that there is a task, and opens its page when tapped. SETTINGS stands before this script.
// It keeps nothing and answers no request: pages come from the server as ever.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const told = read(event.data);
  const notice = {
    lang: told.language,
    icon: SETTINGS.icon,
    tag: told.id, // what is said again of the same task stands once, and sounds again
    renotify: true,
    requireInteraction: true,
    data: pageOf(told),
  };
  event.waitUntil(self.registration.showNotification(told.text, notice));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data));
});

// A notice that cannot be read is still a notice.
function read(data) {
  try {
    const told = data.json();
    if (told.text && told.id) return told;
  } catch {
    // said below in the browser's own language
  }
  const language = navigator.language.startsWith("es") ? "es" : "en";
  return { text: SETTINGS.text[language], language, id: "task" };
}

// Only this program's own pages: what was sent names a kind of page, never an address.
function pageOf({ about, id, code }) {
  const page = SETTINGS.pages[about] ?? SETTINGS.home;
  return page.replace("ID", encodeURIComponent(id)).replace("CODE", encodeURIComponent(code ?? ""));
}

// What somebody types in another window is left alone.
async function show(page) {
  const { href } = new URL(page, self.location);
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = open.find(({ url }) => url === href);
  return there ? there.focus() : self.clients.openWindow(href);
}

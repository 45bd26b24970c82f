// "Add this phone": asks the browser for its push subscription after a tap, and sends it as a form.
// A notice that was tapped leads back here with its code, which proves the phone without typing.
export function wirePhone() {
  prove();
  const form = document.querySelector("[data-phone]");
  if (!form) return;
  const button = form.querySelector("button");
  const said = form.querySelector("[data-said]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    said.hidden = true;
    button.disabled = true;
    const trouble = await fill(form).catch(() => "failed");
    button.disabled = false;
    if (!trouble) return form.requestSubmit();
    said.hidden = false;
    said.querySelector("p").textContent = form.dataset[trouble];
  });
}

async function fill(form) {
  if (!window.isSecureContext || !navigator.serviceWorker || !window.PushManager || !window.Notification) return "unsupported";
  if ((await Notification.requestPermission()) !== "granted") return "refused";
  await navigator.serviceWorker.register(form.dataset.worker, { scope: form.dataset.scope });
  const { pushManager } = await navigator.serviceWorker.ready;
  const made = await subscription(pushManager, form.dataset.key);
  const { endpoint, keys } = made.toJSON();
  Object.assign(form.elements.address, { value: endpoint });
  Object.assign(form.elements.p256dh, { value: keys.p256dh });
  Object.assign(form.elements.auth, { value: keys.auth });
}

// One that was made for another key of this installation is of no use any more.
async function subscription(manager, key) {
  const options = { userVisibleOnly: true, applicationServerKey: bytes(key) };
  const old = await manager.getSubscription();
  if (!old) return manager.subscribe(options);
  if (String(new Uint8Array(old.options.applicationServerKey)) === String(options.applicationServerKey)) return old;
  await old.unsubscribe();
  return manager.subscribe(options);
}

function bytes(text) {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
}

function prove() {
  const [, id, code] = location.hash.match(/^#prove=([0-9a-f-]{36})=(\d{6})$/) ?? [];
  const field = id && document.getElementById(`code-${id}`);
  if (!field) return;
  history.replaceState(null, "", location.pathname);
  field.value = code;
  field.form.requestSubmit();
}

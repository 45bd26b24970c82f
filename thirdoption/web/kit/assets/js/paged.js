// A call for whoever has this page open: shown at its top, and heard until it is answered or hushed.
const SEEN = 5000;
const HIDDEN = 15000;
const QUIET = "quiet"; // in this browser's storage: no sound here; what is shown stays
let audio;
let ringing;
let unheard = 0;

export function wirePaged() {
  wireSound();
  const place = document.querySelector("[data-paged]");
  if (!place) return;
  place.addEventListener("click", ({ target }) => target.closest("[data-hush]") && hush());
  const again = async () => {
    const found = await ask(place).catch(() => "away");
    unheard = found === "away" ? unheard + 1 : 0;
    if (found === "ended" || unheard > 2) say(place, found);
    setTimeout(again, document.hidden || found === "ended" ? HIDDEN : SEEN);
  };
  again();
}

// By htmx's header it is a page that asks by itself: it keeps no session alive.
async function ask(place) {
  const shown = place.querySelector("[data-version]")?.dataset.version ?? "";
  const answer = await fetch(`${place.dataset.paged}?shown=${shown}`, { headers: { "HX-Request": "true" } });
  if (answer.headers.has("HX-Redirect") || answer.status === 401) return "ended";
  if (answer.status === 200) {
    place.innerHTML = await answer.text();
    hush();
    if (place.querySelector("[data-hush]")) ring(place);
  } else if (answer.status === 204) {
    if (place.querySelector("[data-not]")) place.replaceChildren(); // it answers again
  } else return "away";
}

// Whoever left this page open to hear a call must see that it would not be heard. It asks on: somebody may
// sign in in another tab, and the server come back.
function say(place, why) {
  if (place.querySelector(`[data-not="${why}"]`)) return;
  if (why === "away" && place.querySelector("[data-version] > *")) return; // a call stands, and sounds on
  hush();
  const told = document.querySelector(`template[data-paged-not="${why}"]`).content.cloneNode(true);
  told.firstElementChild.dataset.not = why;
  place.replaceChildren(told);
}

function ring(place) {
  if (localStorage.getItem(QUIET)) return place.querySelector("[data-hush]").remove();
  play();
  ringing = setInterval(play, 4000);
}

function hush() {
  clearInterval(ringing);
}

// Two notes, half a second; whether the browser lets them be heard.
async function play() {
  audio ??= new AudioContext();
  if (audio.state === "suspended") await Promise.race([audio.resume(), new Promise((done) => setTimeout(done, 300))]);
  if (audio.state !== "running") return false;
  [660, 880].forEach((pitch, place) => {
    const note = new OscillatorNode(audio, { frequency: pitch });
    const volume = new GainNode(audio, { gain: 0.25 });
    note.connect(volume).connect(audio.destination);
    note.start(audio.currentTime + place * 0.25);
    note.stop(audio.currentTime + place * 0.25 + 0.22);
  });
  return true;
}

function wireSound() {
  const part = document.querySelector("[data-sound]");
  if (!part || !window.AudioContext) return;
  part.hidden = false;
  const box = part.querySelector("[data-quiet]");
  const heard = part.querySelector("[data-heard]");
  box.checked = Boolean(localStorage.getItem(QUIET));
  box.addEventListener("change", () => (box.checked ? localStorage.setItem(QUIET, "yes") : localStorage.removeItem(QUIET)));
  part.querySelector("[data-try]").addEventListener("click", async () => {
    const played = await play();
    heard.hidden = false;
    heard.textContent = heard.dataset[played ? "played" : "silent"];
  });
}

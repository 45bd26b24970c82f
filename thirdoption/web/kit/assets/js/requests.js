// What htmx's requests need: the token against forged requests, and a sentence when none answers.
export function wireRequests(htmx) {
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    const token = document.querySelector("input[name=csrfmiddlewaretoken]");
    if (detail.verb !== "get" && token) detail.headers["X-CSRFToken"] = token.value;
  });
  document.addEventListener("htmx:beforeRequest", () => say(""));
  document.addEventListener("htmx:sendError", () => say("offline"));
  document.addEventListener("htmx:timeout", () => say("offline"));
  document.addEventListener("htmx:responseError", () => say("error"));
  document.addEventListener("htmx:afterRequest", ({ target }) => {
    delete target.closest("form")?.dataset.sent;
  });
  htmx.config.timeout = 15000;
}

export function say(key) {
  const live = document.getElementById("kit-live");
  if (!live) return;
  live.className = key ? "kit-live usa-alert usa-alert--slim usa-alert--error" : "kit-live";
  live.innerHTML = key ? '<div class="usa-alert__body"><p class="usa-alert__text"></p></div>' : "";
  if (key) live.querySelector("p").textContent = live.dataset[key];
}

// A form is sent once; a summary of what to check gets the focus, and its links lead to the fields.
export function wireForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) event.preventDefault();
    // What is answered with a file leaves the page as it is, so it stays sendable.
    if (event.submitter?.hasAttribute("data-file")) return;
    form.dataset.sent = "yes";
    // What takes a while says so, and for how long about.
    const long = form.querySelector("[data-long]");
    if (long && event.submitter?.value === long.dataset.long) long.hidden = false;
  });
  // What an open page asks meanwhile may bring it anew: it would put away the page that the form leads to.
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    if (document.querySelector("[data-sent]")) event.preventDefault();
  });
  // Coming back by the browser's back button finds the form as it was left: sendable.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("[data-sent]")) delete form.dataset.sent;
    for (const long of document.querySelectorAll("[data-long]")) long.hidden = true;
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".kit-summary a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.scrollIntoView({ block: "center" });
  });
  askBeforeLeaving();
  focusSummary(document);
  document.addEventListener("htmx:afterSwap", (event) => focusSummary(event.target));
}

// Words that were not sent are asked about before they are left: nothing of them is kept in the browser.
function askBeforeLeaving() {
  let typed = false, calls = -Infinity;
  document.addEventListener("input", ({ target }) => {
    if (target.matches("textarea, input[type='text']") && target.closest("form.kit-form[method='post']:not([data-answers])")) typed = true;
  });
  window.addEventListener("submit", () => (typed = false), true);
  document.addEventListener("click", ({ target, timeStamp }) => {
    if (target.closest("a[href^='tel:'], [data-file]")) calls = timeStamp; // leaves the page as it is
  }, true);
  window.addEventListener("beforeunload", (event) => {
    if (typed && event.timeStamp - calls > 1000) event.preventDefault();
  });
}

function focusSummary(within) {
  within.querySelector("[data-focus]")?.focus();
}

// A part that is asked for again while somebody waits: every 2 seconds, every 10 while nobody looks at the page.
// Its address says which change is shown already; the answer is "nothing new", the part anew, or where to go.
const LOOKED_AT = 2000;
const HIDDEN = 10000;

export function wireLive(htmx) {
  if (!document.querySelector("[data-ask]")) return;
  let timer;
  const plan = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, document.hidden ? HIDDEN : LOOKED_AT);
  };
  const ask = async () => {
    const part = document.querySelector("[data-ask]");
    if (!part) return;
    try {
      await htmx.ajax("GET", part.dataset.ask, { source: part, target: part, swap: "outerHTML" });
    } finally {
      plan();
    }
  };
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (document.hidden) plan();
    else ask();
  });
  plan();
}

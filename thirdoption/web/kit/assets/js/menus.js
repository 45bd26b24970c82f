// The navigation on a narrow screen, menus that close when one leaves them, and tabs that show where one is.
export function wireMenus() {
  const here = document.querySelector(".kit-parts [aria-current]");
  const tabs = here?.closest("ul");
  if (tabs) tabs.scrollLeft = here.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - here.offsetWidth) / 2;
  document.addEventListener("click", (event) => {
    const toggle = event.target.closest("[data-toggle]");
    if (toggle) {
      const open = toggle.closest("[data-header]").toggleAttribute("data-open");
      toggle.setAttribute("aria-expanded", String(open));
    }
    closeMenus((menu) => !menu.contains(event.target));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeMenus(() => true);
  });
}

function closeMenus(applies) {
  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    if (!applies(menu)) continue;
    const focusWasInside = menu.contains(document.activeElement);
    menu.open = false;
    if (focusWasInside) menu.querySelector("summary").focus();
  }
}

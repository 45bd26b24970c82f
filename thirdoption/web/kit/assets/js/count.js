// Says how many characters are left. It counts as the server does: code points, a line break as two.
export function countCharacters() {
  document.addEventListener("input", ({ target }) => {
    const group = target.closest("[data-limit]");
    const note = group?.querySelector(".kit-count");
    if (!note) return;
    const left = group.dataset.limit - [...target.value.replace(/\n/g, "\r\n")].length;
    note.textContent = note.dataset[left < 0 ? "over" : "left"].replace("{n}", Math.abs(left));
    note.dataset.state = left < 0 ? "over" : "within";
  });
}

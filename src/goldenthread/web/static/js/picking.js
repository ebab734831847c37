// A long list of boxes: words that are typed hide the lines that do not say them, and the count follows each tick.
// A hidden line keeps its tick, and is sent with the others. A line that is ticked is never hidden.

export function pickFromMany(root) {
  root.querySelectorAll("form[data-picking]").forEach((form) => {
    const find = form.querySelector("[data-picking-find]");
    const hides = form.querySelector("[data-picking-hides]");
    const said = form.querySelector("[data-picking-count]");
    const boxes = [...form.querySelectorAll("[type=checkbox]")];
    const lines = [...form.querySelectorAll("[data-picking-line]")];
    const groups = [...form.querySelectorAll("[data-picking-group]")];
    const every = said?.textContent.replace(/^\s*\d+/, "").trim();

    const count = () => {
      if (said) said.textContent = `${boxes.filter((box) => box.checked).length} ${every}`;
    };
    const narrow = () => {
      const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      lines.forEach((line) => {
        const text = line.textContent.toLowerCase();
        const box = line.querySelector("[type=checkbox]");
        line.hidden = !box.checked && !words.every((word) => text.includes(word));
        if (!line.hidden) shown += 1;
      });
      groups.forEach((group) => { group.hidden = !group.querySelector("[data-picking-line]:not([hidden])"); });
      if (hides) hides.textContent = words.length ? `Showing ${shown} of ${lines.length} below, and those you chose.` : "";
    };

    form.addEventListener("change", count);
    find?.addEventListener("input", narrow);
  });
}

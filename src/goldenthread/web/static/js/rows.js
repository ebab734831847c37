// In a table marked data-keyboard the up and down arrows go to the same control one row away.
// Radios and number boxes keep their own use of the arrows.

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

export function moveThroughRows(root) {
  root.querySelectorAll("table[data-keyboard]").forEach((table) => {
    table.addEventListener("keydown", (event) => {
      const step = STEPS[event.key];
      const from = event.target;
      if (!step || from.matches("textarea, select, [type=radio], [type=number]")) return;
      const to = neighbour(from, step);
      if (!to) return;
      event.preventDefault();
      to.focus();
    });
  });
}

function neighbour(from, step) {
  const cell = from.closest("td, th");
  const row = cell?.parentElement;
  const other = step > 0 ? row?.nextElementSibling : row?.previousElementSibling;
  const place = cell ? [...row.children].indexOf(cell) : -1;
  return other?.children[place]?.querySelector("a, button, input, select, textarea");
}

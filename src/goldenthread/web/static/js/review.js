// Reviewing a reading without the mouse. Keys count only while the focus is on an item or in the source, so that they
// take nothing from anybody who types or dictates elsewhere. A page that is opened at an item begins on it.

const STEPS = { j: 1, k: -1 };
let cameFrom = null;

export function reviewByKeys(root) {
  const review = root.querySelector("[data-review]");
  if (!review) return;
  review.querySelectorAll(".gt-read").forEach((item) => { item.tabIndex = -1; });
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
    const item = event.target.closest("[data-review] .gt-read");
    const done = item ? onItem(review, item, event.key) : event.key === "b" && comeBack(event.target);
    if (done) event.preventDefault();
  });
  beginAt(root, location.hash);
}

function onItem(review, item, key) {
  if (STEPS[key]) return goTo(neighbour(review, item, STEPS[key]));
  const deed = item.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!deed) return false;
  cameFrom = key === "s" ? item : null;
  deed.click();
  if (key === "s") document.querySelector(deed.hash)?.focus();
  return true;
}

function neighbour(review, item, step) {
  const shown = [...review.querySelectorAll(".gt-read")].filter((one) => one.offsetParent);
  return shown[shown.indexOf(item) + step];
}

function goTo(item) {
  item?.focus();
  item?.scrollIntoView({ block: "nearest" });
  return Boolean(item);
}

function comeBack(from) {
  return Boolean(cameFrom && from.closest(".gt-source")) && goTo(cameFrom);
}

function beginAt(root, hash) {
  const item = hash ? root.getElementById(hash.slice(1)) : null;
  if (!item?.matches(".gt-read")) return;
  const section = item.closest("details");
  if (section) section.open = true;
  goTo(item);
}

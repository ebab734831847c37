// The review of a reading, by keyboard and without losing one's place: what is sent from an entry comes back in place,
// and the focus goes on to the next. Keys work only while an entry, or something in it, has the focus.
// Without any of this, each form sends the page back to where it was sent from.

const ENTRY = ".gt-read[id]";

export function reviewByKeys(root) {
  const review = root.querySelector("[data-review]");
  const keys = review?.querySelector("[data-keys]");
  if (!keys) return;
  keys.hidden = false;
  review.addEventListener("click", (event) => {
    if (event.target.closest("[data-begin]")) go(next(review, null) ?? entries(review)[0]);
    const source = event.target.closest("a[href^='#line-']");
    if (source && show(source.hash)) event.preventDefault();
  });
  review.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-accept]");
    if (!form) return;
    event.preventDefault();
    accept(review, form);
  });
  review.addEventListener("keydown", (event) => press(review, event));
  arrive(review);
  window.addEventListener("hashchange", () => arrive(review));
  // What loads late may move what is above. Who has gone elsewhere by then is left there.
  window.addEventListener("load", () => {
    if (document.activeElement === document.body || `#${document.activeElement.id}` === window.location.hash) arrive(review);
  });
}

// Whoever comes back from changing an item is where it stands, and sees the lines of the source that it was read from.
function arrive(review) {
  const place = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  if (!place || !review.contains(place)) return;
  if (place.matches(ENTRY)) go(place, "center");
  else if (place.matches("details")) place.open = true;
}

function press(review, event) {
  const entry = event.target.closest(ENTRY);
  if (!entry || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.matches("input, select, textarea")) return;
  const deed = {
    n: () => go(next(review, entry)),
    j: () => go(beside(review, entry, 1)),
    k: () => go(beside(review, entry, -1)),
    a: () => (waits(entry) ? waits(entry).requestSubmit() : say(review, `This is accepted already. ${left(review)}`)),
    c: () => entry.querySelector("[data-change]")?.click(),
    s: () => entry.querySelector("[data-source]")?.click(),
    i: () => entry.dataset.add && window.location.assign(entry.dataset.add),
    u: () => move(review, entry, "up"),
    d: () => move(review, entry, "down"),
  }[event.key];
  if (!deed) return;
  event.preventDefault();
  deed();
}

function entries(review) {
  return [...review.querySelectorAll(ENTRY)];
}

const waits = (entry) => entry.querySelector("form[data-accept]");
const doubted = (entry) => entry.id.startsWith("doubt-");

// From a doubt the next doubt; from elsewhere, or after the last doubt, the next entry that waits.
function next(review, from) {
  const all = entries(review);
  const after = all.slice(from ? all.indexOf(from) + 1 : 0);
  return after.find((one) => waits(one) && doubted(one)) ?? after.find(waits) ?? all.find(waits);
}

function beside(review, from, step) {
  const all = entries(review).filter((one) => one === from || !one.closest("details:not([open])"));
  return all[all.indexOf(from) + step];
}

function go(entry, block = "nearest") {
  if (!entry) return;
  const closed = entry.closest("details:not([open])");
  if (closed) closed.open = true;
  entry.focus({ preventScroll: true });
  entry.scrollIntoView({ block, behavior: "instant" });
  const source = entry.querySelector("[data-source]");
  if (source) show(source.hash);
}

// Beside the reading the source scrolls by itself, and the reading and the focus stay where they are. Where it stands
// below the reading it is not brought in; then this is false, and the link does what links do.
function show(hash) {
  const line = document.querySelector(hash);
  const source = line?.closest(".gt-source");
  if (!source || getComputedStyle(source.parentElement).position !== "sticky") return false;
  source.querySelectorAll(".gt-source__line--here").forEach((one) => one.classList.remove("gt-source__line--here"));
  line.classList.add("gt-source__line--here");
  source.scrollTop = line.offsetTop - source.clientHeight / 3;
  return true;
}

function accept(review, form) {
  const entry = form.closest(ENTRY);
  const on = next(review, entry);
  send(review, form.action, new FormData(form), on && on !== entry ? on.id : entry.id, () => form.submit());
}

function move(review, entry, way) {
  const token = review.querySelector("[name=csrfmiddlewaretoken]");
  if (!entry.dataset.move || !token) {
    say(review, "This is not moved: only items of a section are.", "stop");
    return;
  }
  const words = new FormData();
  words.set("csrfmiddlewaretoken", token.value);
  words.set("version", entry.dataset.version);
  words.set("way", way);
  send(review, entry.dataset.move, words, entry.id, () => say(review, "Not moved. Check your connection.", "stop"));
}

async function send(review, address, words, focus, otherwise) {
  if (review.dataset.sending) return;
  review.dataset.sending = "yes";
  try {
    const answer = await fetch(address, {
      method: "POST", body: words, credentials: "same-origin", headers: { "X-Requested-With": "fetch" },
    });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const said = told(page);
    if (!answer.ok || !(said || page.querySelector("[data-review]"))) throw new Error(String(answer.status));
    if (page.querySelector("[data-review]")) {
      renew(review, page);
      const done = review.querySelector("[data-done]");
      go(done ?? document.getElementById(focus) ?? next(review, null), done ? "center" : "nearest");
    }
    say(review, `${said} ${left(review)}`, page.querySelector("main .gt-notice--stop") ? "stop" : "good");
  } catch {
    otherwise();
  } finally {
    delete review.dataset.sending;
  }
}

// The fresh page's words in place of these; sections that were open stay open, and so do their places on the screen.
// The place where things are said stays the same one: what is put into a new one may not be read out.
function renew(review, page) {
  const open = [...review.querySelectorAll("details[open][id]")].map((one) => one.id);
  const fresh = page.querySelector("[data-review]");
  open.forEach((id) => fresh.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", ""));
  fresh.querySelector("[data-keys]").hidden = false;
  const helped = review.querySelector("[data-keys] details")?.open;
  if (helped) fresh.querySelector("[data-keys] details").open = true;
  const said = review.querySelector("[data-said]");
  [...review.childNodes].filter((one) => one !== said).forEach((one) => one.remove());
  review.append(...[...fresh.childNodes].filter((one) => !one.matches?.("[data-said]")));
  Object.assign(review.dataset, { doubts: fresh.dataset.doubts, waiting: fresh.dataset.waiting });
  const top = document.querySelector(".gt-main");
  const other = page.querySelector(".gt-main");
  if (top && other) top.replaceChildren(...other.childNodes);
}

function told(page) {
  return [...page.querySelectorAll("main .gt-notice[role=alert] > div")].map((one) => one.textContent.trim()).join(" ");
}

function left(review) {
  const doubts = Number(review.dataset.doubts);
  const waiting = Number(review.dataset.waiting);
  if (doubts) return `${doubts} in doubt.`;
  if (waiting) return `Nothing is in doubt. ${waiting} not accepted.`;
  return "Everything is accepted, and nothing is in doubt. Check and publish.";
}

function say(review, words, kind = "good") {
  const place = review.querySelector("[data-said]");
  const line = document.createElement("p");
  line.className = `gt-notice gt-notice--${kind}`;
  line.textContent = words.trim();
  place?.replaceChildren(line);
}

// Marking without a mouse, and without losing a word. Keys are single letters, so they work only outside fields, and can
// be switched off. What is put down is kept on this device too, under its marker and the seat, until the server has it;
// no word of the script is. Without any of this the same form does the same things, a page at a time.

import { Shelf } from "./kept.js";

const OFF = "gt-marking-keys-off";
const FIELDS = "input:not([type=radio]), textarea, select";

export function markByKeys(root) {
  const form = root.querySelector("form[data-marking]");
  if (!form) return;
  const help = root.querySelector("[data-marking-keys]");
  help.hidden = false;
  root.querySelector("[data-bank-search]").hidden = false;
  const at = { root, form, help, text: form.querySelector("textarea[name=pin-words]") };
  switchKeys(at);
  root.addEventListener("keydown", (event) => press(at, event));
  form.addEventListener("focusin", (event) => { if (event.target.matches("textarea")) at.text = event.target; });
  form.addEventListener("click", (event) => take(at, event));
  form.addEventListener("submit", (event) => stay(at, event));
  form.addEventListener("gt:saved", (event) => caughtUp(form, event.detail));
  find(at);
  keepHere(at);
  // A comment was fetched into its fields.
  if (window.location.hash === "#pin") at.text.focus();
}

function press(at, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && at.form.contains(event.target) && event.target.matches(FIELDS)) {
    const line = event.target.closest("#pin") && at.paragraph?.isConnected ? at.paragraph : null;
    (event.target.closest("[data-criterion]") ?? line ?? criteria(at)[0])?.focus();
    return;
  }
  if (event.key === "Enter" && event.target.id === "bank-search") {
    event.preventDefault();
    event.target.closest("[data-bank]").querySelector("[data-bank-line]:not([hidden]) [data-bank-take]")?.click();
    return;
  }
  if (event.target.matches(FIELDS)) return;
  if (/^[0-9]$/.test(event.key) && isOn()) {
    give(at, event.key);
    return;
  }
  const deed = {
    n: () => go(at, criteria(at), "[data-criterion]", 1),
    p: () => go(at, criteria(at), "[data-criterion]", -1),
    j: () => go(at, paragraphs(at), "[data-paragraph]", 1),
    k: () => go(at, paragraphs(at), "[data-paragraph]", -1),
    r: () => here(at)?.querySelector("textarea").focus(),
    c: () => comment(at),
    b: () => openBank(at),
    s: () => at.form.querySelector("button[name=save]").click(),
    f: () => at.form.querySelector("button[name=check]").click(),
    g: () => next(at),
    "?": () => { const list = at.help.querySelector("details"); list.open = !list.open; },
  }[event.key];
  if (!deed || !isOn()) return;
  event.preventDefault();
  deed();
}

const isOn = () => { try { return !localStorage.getItem(OFF); } catch { return true; } };
const criteria = (at) => [...at.form.querySelectorAll("[data-criterion]")];
const paragraphs = (at) => [...at.root.querySelectorAll("[data-paragraph]")];
const here = (at) => document.activeElement.closest("[data-criterion]") ?? at.criterion ?? criteria(at)[0];

function switchKeys(at) {
  const button = at.help.querySelector("[data-keys-switch]");
  const show = () => {
    button.textContent = isOn() ? "Switch the keys off" : "Switch the keys on";
    button.setAttribute("aria-pressed", String(!isOn()));
  };
  button.addEventListener("click", () => {
    try { if (isOn()) localStorage.setItem(OFF, "yes"); else localStorage.removeItem(OFF); } catch { /* nothing is kept */ }
    show();
  });
  show();
}

function go(at, all, kind, step) {
  const name = kind === "[data-criterion]" ? "criterion" : "paragraph";
  const from = document.activeElement.closest(kind) ?? (at[name]?.isConnected ? at[name] : null);
  const to = from ? all[all.indexOf(from) + step] : all[0];
  if (!to) return;
  at[name] = to;
  to.focus({ preventScroll: true });
  to.scrollIntoView({ block: "nearest", behavior: "instant" });
}

function give(at, digit) {
  const place = here(at);
  const radio = [...place.querySelectorAll("input[type=radio]")].find((one) => one.value === digit);
  if (!radio) {
    say(at, `${place.dataset.criterion} has no mark ${digit}.`);
    return;
  }
  radio.checked = true;
  radio.dispatchEvent(new Event("input", { bubbles: true }));
  say(at, `${place.dataset.criterion}: ${digit}.`);
}

// The selection if there is one in the script, else the paragraph with the focus.
function comment(at) {
  const chosen = window.getSelection();
  const range = chosen.rangeCount && !chosen.isCollapsed ? chosen.getRangeAt(0) : null;
  const element = range && (range.startContainer.nodeType === 1 ? range.startContainer : range.startContainer.parentElement);
  const line = element?.closest("[data-paragraph]") ?? document.activeElement.closest("[data-paragraph]") ?? at.paragraph;
  if (!line?.isConnected) {
    say(at, "Choose a paragraph with j and k, or select words of it, then press c.");
    return;
  }
  const field = (name) => at.form.elements[`pin-${name}`];
  field("paragraph").value = line.dataset.paragraph;
  const words = line.querySelector("[data-words]");
  field("quote").value = "";
  field("start").value = "0";
  if (range && words.contains(range.startContainer)) {
    const before = document.createRange();
    before.setStart(words, 0);
    before.setEnd(range.startContainer, range.startOffset);
    if (!words.contains(range.endContainer)) range.setEnd(words, words.childNodes.length);
    field("quote").value = range.toString().replace(/\s+/g, " ").trim();
    field("start").value = String(before.toString().length);
  }
  if (at.criterion) field("code").value = at.criterion.dataset.criterion;
  field("words").focus();
}

// A comment of the bank goes to where one stands: the paragraph, or the criterion's reason.
function openBank(at) {
  const place = document.activeElement.closest("[data-paragraph], [data-criterion]");
  if (place?.dataset.paragraph) {
    if (at.form.elements["pin-paragraph"].value !== place.dataset.paragraph) comment(at);
    at.text = at.form.elements["pin-words"];
  } else if (place) {
    at.text = place.querySelector("textarea");
  }
  const bank = at.form.querySelector("[data-bank]");
  bank.open = true;
  bank.querySelector("#bank-search").focus();
}

function find(at) {
  at.form.querySelector("#bank-search").addEventListener("input", (event) => {
    event.stopPropagation();
    const asked = event.target.value.trim().toLowerCase();
    const lines = [...at.form.querySelectorAll("[data-bank-line]")];
    lines.forEach((line) => { line.hidden = !line.querySelector("[data-bank-words]").textContent.toLowerCase().includes(asked); });
    at.form.querySelector("#bank-found").textContent = `${lines.filter((line) => !line.hidden).length} of ${lines.length} found`;
  });
}

// A comment of the bank goes to where one was writing last: a reason, or the comment to be pinned.
function take(at, event) {
  const button = event.target.closest("[data-bank-take]");
  if (!button) return;
  event.preventDefault();
  const line = button.closest("[data-bank-line]");
  const to = at.text;
  to.value = [to.value.trim(), line.querySelector("[data-bank-words]").textContent].filter(Boolean).join(" ");
  if (to.name === "pin-words") at.form.elements["pin-banked"].value = line.dataset.bankLine;
  to.dispatchEvent(new Event("input", { bubbles: true }));
  to.focus();
}

// Pinning and taking away leave the page where it is: only the script and the comments are drawn anew.
async function stay(at, event) {
  const button = event.submitter;
  if (!button?.matches("[data-stay]") || button.dataset.failed) return;
  event.preventDefault();
  const words = new FormData(at.form, button);
  try {
    const answer = await fetch(button.formAction, { method: "POST", body: words, credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("form[data-marking]");
    if (!fresh) throw new Error(String(answer.status));
    const problem = page.querySelector(".govuk-error-summary__list");
    if (problem) {
      say(at, problem.textContent.trim());
      waits(at.form);
      return;
    }
    renew(at, page, fresh);
    if (button.dataset.stay === "pin") empty(at.form, words);
    caughtUp(at.form, { words, number: fresh.elements.draft.value });
    const isAsSent = JSON.stringify(marks(words)) === JSON.stringify(marks(new FormData(at.form)));
    if (isAsSent) at.form.dispatchEvent(new CustomEvent("gt:kept"));
    else waits(at.form);
    say(at, button.dataset.stay === "pin" ? "Your comment is pinned." : "The comment is taken away.");
    (at.criterion?.isConnected ? at.criterion : criteria(at)[0]).focus({ preventScroll: true });
  } catch {
    say(at, "Not done. Check your connection; your words are still on this page.");
    waits(at.form);
  }
}

// What stands in the fields is not with the server yet: it is saved like anything that is typed.
const waits = (form) => form.dispatchEvent(new Event("input", { bubbles: true }));

// The fields of the comment that was pinned; what was begun in them meanwhile stays.
function empty(form, sent) {
  const isAsSent = form.elements["pin-words"].value === sent.get("pin-words");
  ["paragraph", "quote", "words", "start", "banked", "instead_of"].map((name) => `pin-${name}`).forEach((name) => {
    sent.set(name, "");
    if (isAsSent) form.elements[name].value = "";
  });
}

// What is not saved goes along; else the page that was fetched ahead is opened.
function next(at) {
  const link = at.root.querySelector("a[rel~=next]");
  if (!link) say(at, "There is no other script to mark.");
  else if (at.form.dataset.unsaved) at.form.querySelector("button[name=next]").click();
  else link.click();
}

function renew(at, page, fresh) {
  const pane = at.root.querySelector("[data-script] .gt-script");
  pane.replaceWith(page.querySelector("[data-script] .gt-script"));
  at.form.querySelector("[data-pins]").replaceWith(fresh.querySelector("[data-pins]"));
  at.form.querySelectorAll("[data-criterion-pins]").forEach((one) => {
    const other = fresh.querySelector(`[data-criterion-pins="${CSS.escape(one.dataset.criterionPins)}"]`);
    if (other) one.replaceWith(other);
  });
}

// The server has these words: they are what the page has seen, and are kept on the device no longer.
function caughtUp(form, { words, answer, number }) {
  const saved = number ?? answer?.headers.get("X-Draft");
  if (!saved || answer?.headers.has("X-Kept-Beside")) return;
  form.elements.draft.value = saved;
  form.elements.before.value = JSON.stringify(marks(words));
  shelf()?.change(`marking-${form.dataset.marking}`, (kept) => { kept.draft = {}; });
}

const marks = (words) => Object.fromEntries([...words].filter(([name]) => /^(mark_|reason_|comment$|pin-)/.test(name)));
const shelf = () => {
  const person = document.querySelector("[data-person]")?.dataset.person;
  return person && Shelf.works() ? new Shelf(person) : null;
};

function keepHere({ form, root }) {
  const kept = shelf();
  if (!kept) return;
  const name = `marking-${form.dataset.marking}`;
  form.addEventListener("input", () => kept.change(name, (one) => {
    const { "pin-quote": _, ...own } = marks(new FormData(form));
    one.draft = { ...own, was: withoutQuote(form.elements.before.value) };
  }));
  const { was, ...words } = kept.read(name).draft;
  const seen = was ? JSON.parse(was) : {};
  const stands = marks(new FormData(form));
  // Only what was changed on this device and has not arrived; the rest may have been changed elsewhere since.
  const waiting = Object.entries(words).filter(([field, value]) => value !== (seen[field] ?? "") && value !== (stands[field] ?? ""));
  if (!waiting.length) {
    kept.change(name, (one) => { one.draft = {}; });
    return;
  }
  waiting.forEach(([field, value]) => {
    const place = form.elements[field];
    if (place) place.value = value;
  });
  form.dispatchEvent(new Event("input", { bubbles: true }));
  const said = root.querySelector("[data-marking-said]");
  if (said) said.textContent = "What you had put down on this device and could not be saved is back in its fields.";
}

// Words of the script stay off the device.
function withoutQuote(before) {
  const { "pin-quote": _, ...own } = JSON.parse(before || "{}");
  return JSON.stringify(own);
}

function say(at, words) {
  at.help.querySelector("[data-marking-said]").textContent = words;
}

// Taking a register: marks are kept on this device as they are tapped, sheets are sent when there is a connection,
// keys mark and move on, and a long list is searched. Without any of this the page is a plain form.

import { newKey, Shelf } from "./kept.js";

const KEYS = {
  p: "present", 1: "present", l: "partly", 2: "partly", a: "absent", 3: "absent", e: "excused", 4: "excused",
};
const LONG = 10;

export function takeRegisters(root) {
  const form = root.querySelector("form[data-register]");
  const done = root.querySelector("[data-register-done]");
  const session = form?.dataset.register || done?.dataset.registerDone;
  const person = root.querySelector("[data-person]")?.dataset.person;
  if (!session || !person) return;
  const shelf = Shelf.works() ? new Shelf(person) : null;
  if (form) {
    markByKeys(form);
    searchByName(form);
    countMarks(form);
    markEverybody(form);
  }
  if (!shelf) return;
  if (form) keepWhatIsTapped(form, shelf, session);
  tellWhatBecame(root, form, shelf, session);
}

function markByKeys(form) {
  form.querySelector(".gt-register__keys").hidden = false;
  form.addEventListener("keydown", (event) => {
    const row = event.target.closest(".gt-marking");
    const mark = KEYS[event.key.toLowerCase()];
    if (!row || !mark || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const box = row.querySelector(`input[value=${mark}]`);
    box.checked = true;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    const rows = [...form.querySelectorAll(".gt-marking:not([hidden])")];
    const next = rows[rows.indexOf(row) + 1];
    (next?.querySelector("input:checked") || next?.querySelector("input") || form.querySelector(".gt-save-bar button")).focus();
  });
}

function searchByName(form) {
  const rows = [...form.querySelectorAll(".gt-marking")];
  const group = form.querySelector(".gt-register__search");
  if (rows.length < LONG) return;
  group.hidden = false;
  const box = group.querySelector("input");
  const found = group.querySelector("[data-register-found]");
  const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  box.addEventListener("input", () => {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    rows.forEach((row) => { row.hidden = !words.every((word) => plain(row.dataset.name).includes(word)); });
    const shown = rows.filter((row) => !row.hidden).length;
    found.textContent = words.length ? `${shown} of ${rows.length} shown` : "";
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    rows.find((row) => !row.hidden)?.querySelector("input").focus();
  });
}

function countMarks(form) {
  const shown = form.querySelector("[data-register-count]");
  const say = () => {
    shown.textContent = `${form.querySelectorAll(".gt-marking input:checked").length} of ${form.querySelectorAll(".gt-marking").length} marked`;
  };
  form.addEventListener("change", say);
  form.addEventListener("gt:filled", say);
  say();
}

// The same as the button does on the server, without a connection.
function markEverybody(form) {
  form.querySelector("button[name=everybody]").addEventListener("click", (event) => {
    event.preventDefault();
    form.querySelectorAll(".gt-marking").forEach((row) => {
      if (!row.querySelector("input:checked")) row.querySelector("input[value=present]").checked = true;
    });
    form.querySelector(".gt-marking input").dispatchEvent(new Event("change", { bubbles: true }));
  });
}

function keepWhatIsTapped(form, shelf, session) {
  const opened = { key: form.elements.key.value, opened: form.elements.opened.value };
  const before = shelf.read(session).draft;
  Object.entries(before.marks || {}).forEach(([name, mark]) => {
    const box = form.querySelector(`.gt-marking input[name="${CSS.escape(name)}"][value="${CSS.escape(mark)}"]`);
    if (box) box.checked = true;
  });
  form.dispatchEvent(new Event("gt:filled"));
  form.addEventListener("change", () => {
    shelf.change(session, (kept) => { kept.draft = { ...opened, marks: marks(form) }; delete kept.said; });
    say(form.ownerDocument, "Kept on this phone, not sent yet");
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const sheet = { ...opened, marks: marks(form) };
    if (!Object.keys(sheet.marks).length) {
      say(form.ownerDocument, "Nobody is marked yet. Mark somebody, then save.");
      return;
    }
    shelf.change(session, (kept) => {
      kept.queue = [...kept.queue.filter((other) => other.key !== sheet.key), sheet];
      kept.draft = {};
    });
    // What is marked from here on is another sheet: a key counts once.
    opened.key = newKey();
    say(form.ownerDocument, "Kept on this phone, not sent yet");
    window.dispatchEvent(new Event("gt:register-kept"));
  });
}

function marks(form) {
  return Object.fromEntries([...form.querySelectorAll(".gt-marking input:checked")].map((box) => [box.name, box.value]));
}

function tellWhatBecame(root, form, shelf, session) {
  const kept = shelf.read(session);
  if (kept.queue.length) fill(form, kept.queue);
  if (kept.said) {
    say(root, kept.said.says);
    if (kept.said.is === "refused") refuse(root, kept.said.says);
  } else if (kept.queue.length || Object.keys(kept.draft.marks || {}).length) {
    say(root, "Kept on this phone, not sent yet");
  }
  shelf.change(session, (now) => { delete now.said; });
  tellWhatDiffers(root, shelf, session);
  window.addEventListener("gt:register-told", (event) => {
    if (event.detail.session !== session) return;
    if (event.detail.is === "waits") say(root, `Kept on this phone, not sent yet. ${event.detail.says}`);
    else window.location.reload();
  });
  // Another tab sent it.
  window.addEventListener("storage", ({ key, oldValue }) => {
    const waited = oldValue && JSON.parse(oldValue).queue?.length;
    if (key === shelf.name(session) && waited && !shelf.read(session).queue.length) window.location.reload();
  });
}

// Marks on their way are still shown as marked.
function fill(form, queue) {
  if (!form) return;
  queue.forEach((sheet) => Object.entries(sheet.marks).forEach(([name, mark]) => {
    const box = form.querySelector(`.gt-marking input[name="${CSS.escape(name)}"][value="${CSS.escape(mark)}"]`);
    if (box && !box.closest(".gt-marking").querySelector("input:checked")) box.checked = true;
  }));
  form.dispatchEvent(new Event("gt:filled"));
}

// Somebody else saved a mark meanwhile that differs from what was tapped here and never saved.
function tellWhatDiffers(root, shelf, session) {
  const marks = shelf.read(session).draft.marks || {};
  const lines = [];
  root.querySelectorAll("[data-marked]").forEach((row) => {
    const mine = marks[row.dataset.marked];
    if (!mine) return;
    if (mine !== row.dataset.mark) lines.push(`${row.querySelector("th").textContent}: you had tapped ${mine}, the register says ${row.dataset.mark}.`);
    delete marks[row.dataset.marked];
  });
  if (lines.length) refuse(root, `Somebody saved the register before you did. ${lines.join(" ")} Choose “Correct” where yours is right.`);
  shelf.change(session, (kept) => { kept.draft = Object.keys(marks).length ? { ...kept.draft, marks } : {}; });
}

function refuse(root, words) {
  const place = root.createElement("div");
  place.className = "gt-notice gt-notice--look";
  place.setAttribute("role", "alert");
  const said = root.createElement("p");
  said.textContent = words;
  place.append(said);
  root.querySelector(".gt-main").prepend(place);
}

function say(root, words) {
  const state = root.getElementById("saved-state");
  if (state) state.textContent = words;
}

// A form with data-autosave="ADDRESS" sends itself there a moment after the last change, and says how it went in the
// element named by data-autosave-state. The address answers 204 when the words are kept, and 409 with a sentence where
// other words were kept meanwhile. Saves go out one after another; what failed is sent again when the connection is back.

import { clock } from "./clock.js";

const PAUSE = 1500;

export function saveAsYouGo(root) {
  root.querySelectorAll("form[data-autosave]").forEach((form) => {
    const state = root.getElementById(form.dataset.autosaveState || "saved-state");
    let waiting = 0;
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      say(state, "Not saved yet");
      waiting = setTimeout(inTurn, PAUSE);
    });
    // A button that leaves the page where it is gave the server all that stands here.
    form.addEventListener("gt:kept", () => {
      delete form.dataset.unsaved;
      delete form.dataset.failed;
      say(state, `Saved at ${clock(new Date())}`);
    });
    let before = Promise.resolve();
    const inTurn = () => { before = before.then(() => save(form, state)); };
    window.addEventListener("online", () => { if (form.dataset.unsaved || form.dataset.failed) inTurn(); });
    form.addEventListener("submit", () => clearTimeout(waiting));
  });
}

async function save(form, state) {
  const words = new FormData(form);
  // Files go when the form is sent: a phone should not send them again with every pause.
  form.querySelectorAll("input[type=file]").forEach((input) => words.delete(input.name));
  say(state, "Saving");
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST", body: words, credentials: "same-origin", headers: { "X-Requested-With": "fetch" },
    });
    if (answer.status === 409) {
      say(state, await answer.text());
      return;
    }
    // The server says why these words cannot be kept: the connection is not to blame.
    if (answer.status === 422 && answer.headers.get("Content-Type")?.startsWith("text/plain")) {
      form.dataset.failed = "yes";
      say(state, `Not saved. ${await answer.text()} Your words are still on this page.`);
      return;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    delete form.dataset.unsaved;
    delete form.dataset.failed;
    form.dispatchEvent(new CustomEvent("gt:saved", { detail: { words, answer } }));
    const held = answer.headers.has("X-Kept-On-Device");
    if (answer.headers.has("X-Kept-Beside")) {
      say(state, `Saved at ${clock(new Date())}. Other words from another tab or device are kept too, under Earlier versions: open the page again to see them.`);
      return;
    }
    say(state, held ? `Kept on this device at ${clock(new Date())}. It is sent when you are back online.` : `Saved at ${clock(new Date())}`);
  } catch {
    form.dataset.failed = "yes";
    say(state, "Not saved. Check your connection; your words are still on this page.");
  }
}

function say(state, words) {
  if (state) state.textContent = words;
}

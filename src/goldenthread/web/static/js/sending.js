// Send registers that were kept on this device, one after the other, whichever page is open. What the server refuses
// comes back to whoever marked it: the marks go back onto the sheet, with the reason.

import { clock } from "./clock.js";
import { Shelf } from "./kept.js";

const AGAIN = 30000;

export function sendWhatWaits(root) {
  const person = root.querySelector("[data-person]")?.dataset.person;
  if (!person || !Shelf.works()) return;
  const shelf = new Shelf(person);
  const go = () => sendAll(root, shelf);
  window.addEventListener("online", go);
  window.addEventListener("gt:register-kept", go);
  setInterval(() => { if (root.visibilityState === "visible") go(); }, AGAIN);
  clearWhenSigningOut(root, shelf);
  if (!root.querySelector("[data-register], [data-register-done]")) tellOnOtherPages(root, shelf);
  go();
}

// Whoever has closed the register still sees, on whatever page is open, that it waits and when it was sent.
function tellOnOtherPages(root, shelf) {
  const place = root.createElement("div");
  place.setAttribute("role", "status");
  root.querySelector(".gt-main")?.prepend(place);
  const say = (session, words) => {
    const link = root.createElement("a");
    link.className = "govuk-link";
    link.href = `/cohorts/sessions/${session}/register/`;
    link.textContent = "Open the register";
    const said = root.createElement("p");
    said.append(`${words} `, link);
    place.className = "gt-notice gt-notice--look";
    place.replaceChildren(said);
  };
  shelf.waiting().forEach((session) => say(session, "A register is kept on this device, not sent yet."));
  window.addEventListener("gt:register-told", ({ detail }) => {
    const opening = { sent: "A register that was kept on this device:", refused: "A register could not be saved:" };
    say(detail.session, `${opening[detail.is] || "A register is kept on this device, not sent yet."} ${detail.says}`);
  });
}

let isSending = false;

async function sendAll(root, shelf) {
  if (isSending) return;
  isSending = true;
  try {
    for (const session of shelf.waiting()) await sendSession(root, shelf, session);
  } finally {
    isSending = false;
  }
}

async function sendSession(root, shelf, session) {
  for (const sheet of shelf.read(session).queue) {
    const told = await sendSheet(root, shelf.person, session, sheet);
    if (told.is === "waits") {
      tell(session, { is: "waits", says: told.says });
      return;
    }
    shelf.change(session, (kept) => {
      kept.queue = kept.queue.filter((other) => other.key !== sheet.key);
      if (told.is === "refused") kept.draft = { ...sheet, marks: { ...sheet.marks, ...(kept.draft.marks || {}) } };
      kept.said = { is: told.is, says: told.says, at: Date.now() };
    });
    tell(session, { is: told.is, says: told.says });
  }
}

// sent: it is on the register. refused: it never will be as it is. waits: try again later.
async function sendSheet(root, person, session, sheet) {
  const address = `/cohorts/sessions/${session}/register/`;
  try {
    let answer = await post(address, sheet, token(root));
    if (answer.status === 403) answer = await post(address, sheet, await freshToken(address));
    if (answer.type === "opaqueredirect" || answer.status === 403) return { is: "waits", says: "Sign in again to send it." };
    if (answer.status === 422) return { is: "refused", says: (await answer.json()).says.join(" ") };
    if (answer.status === 404) return { is: "waits", says: "This register is not yours to take any more. Tell whoever runs the cohort." };
    if (!answer.ok) return { is: "waits", says: "The service did not answer properly. It is tried again." };
    return { is: "sent", says: `Sent at ${clock(new Date())}. ${(await answer.json()).says}` };
  } catch {
    return { is: "waits", says: "It goes when there is a connection." };
  }
}

function post(address, sheet, csrf) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: csrf, key: sheet.key, opened: sheet.opened, ...sheet.marks });
  return fetch(address, {
    method: "POST", body, credentials: "same-origin", redirect: "manual", headers: { "X-Requested-With": "fetch" },
  });
}

function token(root) {
  return root.querySelector("input[name=csrfmiddlewaretoken]")?.value || "";
}

async function freshToken(address) {
  const page = await fetch(address, { credentials: "same-origin", cache: "no-store" });
  return token(new DOMParser().parseFromString(await page.text(), "text/html"));
}

function tell(session, detail) {
  window.dispatchEvent(new CustomEvent("gt:register-told", { detail: { session, ...detail } }));
}

// Other people may use this device next: what was kept goes when somebody signs out, and they are asked first.
function clearWhenSigningOut(root, shelf) {
  root.querySelectorAll("form[action$='/logout/']").forEach((form) => {
    form.addEventListener("submit", (event) => {
      const loses = shelf.waiting().length;
      if (loses && !window.confirm("A register on this device has not been sent. Sign out and lose it?")) {
        event.preventDefault();
        return;
      }
      shelf.empty();
    });
  });
}

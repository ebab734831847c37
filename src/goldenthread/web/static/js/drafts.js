// What somebody writes, kept on this device: each answer with the revision it is based on, and whether the server has it.
// It is kept under the person and the script, and goes when they sign out.

import { newKey } from "./kept.js";

const BEGINS = "gt-writing:";

export class Drafts {
  constructor(person, script) {
    this.name = `${BEGINS}${person}:${script}`;
  }

  read() {
    try {
      return { sheet: newKey(), pasted: 0, answers: {}, ...JSON.parse(localStorage.getItem(this.name) || "{}") };
    } catch {
      return { sheet: newKey(), pasted: 0, answers: {} };
    }
  }

  change(how) {
    const kept = this.read();
    how(kept);
    localStorage.setItem(this.name, JSON.stringify(kept));
    return kept;
  }

  empty() {
    localStorage.removeItem(this.name);
  }
}

// Other people may use this device next: everything goes when somebody signs out, and they are asked first.
export function clearDraftsWhenSigningOut(root) {
  root.querySelectorAll("form[action$='/logout/']").forEach((form) => {
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      const names = Object.keys(localStorage).filter((name) => name.startsWith(BEGINS));
      if (names.some(isUnsent) && !window.confirm("Words you wrote on this device have not been sent. Sign out and lose them?")) {
        event.preventDefault();
        return;
      }
      names.forEach((name) => localStorage.removeItem(name));
    });
  });
}

function isUnsent(name) {
  try {
    return Object.values(JSON.parse(localStorage.getItem(name)).answers).some((one) => !one.sent);
  } catch {
    return false;
  }
}

// Registers kept on this device: marks as they are tapped, and sheets that wait for a connection. Nobody's name is
// kept, only references and marks, under the person who tapped them and the session. A sheet carries the key that came
// with its page, so that the same sheet sent twice counts once.

const BEGINS = "gt-register:";

export class Shelf {
  constructor(person) {
    this.person = person;
  }

  // Whether this browser keeps anything at all; some refuse in private windows.
  static works() {
    try {
      localStorage.setItem(`${BEGINS}tried`, "1");
      localStorage.removeItem(`${BEGINS}tried`);
      return true;
    } catch {
      return false;
    }
  }

  name(session) {
    return `${BEGINS}${this.person}:${session}`;
  }

  read(session) {
    try {
      return { draft: {}, queue: [], ...JSON.parse(localStorage.getItem(this.name(session)) || "{}") };
    } catch {
      return { draft: {}, queue: [] };
    }
  }

  // Change what is kept of a session; what is empty is taken away.
  change(session, how) {
    const kept = this.read(session);
    how(kept);
    const isEmpty = !kept.queue.length && !Object.keys(kept.draft).length && !kept.said;
    if (isEmpty) localStorage.removeItem(this.name(session));
    else localStorage.setItem(this.name(session), JSON.stringify(kept));
    return kept;
  }

  sessions() {
    const mine = this.name("");
    return Object.keys(localStorage).filter((name) => name.startsWith(mine)).map((name) => name.slice(mine.length));
  }

  waiting() {
    return this.sessions().filter((session) => this.read(session).queue.length);
  }

  empty() {
    this.sessions().forEach((session) => localStorage.removeItem(this.name(session)));
  }
}

export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

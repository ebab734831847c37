// Answers are kept on this device as they are typed and sent a moment later, one after the other; what could not be sent
// is tried again, ever more slowly, and when the connection is back. Of several tabs one writes and the others follow.
// Without any of this the page is a plain form.

import { Drafts } from "./drafts.js";
import { Shelf } from "./kept.js";

const PAUSE = 1200;
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 60000;

export function writeAnswers(root) {
  const form = root.querySelector("form[data-writing]");
  const person = root.querySelector("[data-person]")?.dataset.person;
  if (!form || !person || !Shelf.works()) return;
  const desk = new Desk(root, form, new Drafts(person, form.dataset.writing));
  desk.begin();
}

class Desk {
  constructor(root, form, drafts) {
    Object.assign(this, { root, form, drafts, writes: false, waiting: 0, wait: FIRST_WAIT, turn: Promise.resolve() });
    this.answers = new Map([...form.querySelectorAll("[data-answer]")].map((part) => [part.dataset.answer, {
      part, box: part.querySelector("textarea"), base: form.elements[`base-${part.dataset.answer}`],
      count: part.querySelector("[data-count]"), told: part.querySelector("[data-told]"), address: part.dataset.save,
    }]));
    this.name = `gt-writing:${form.dataset.writing}`;
    this.others = new BroadcastChannel(this.name);
  }

  begin() {
    this.resume();
    for (const [place, one] of this.answers) {
      one.box.addEventListener("input", () => this.typed(place));
      one.box.addEventListener("paste", (event) => this.pasted(place, event));
    }
    this.others.addEventListener("message", ({ data }) => this.hear(data));
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.root.querySelector("[data-take]").addEventListener("click", () => this.ask(true));
    window.addEventListener("online", () => this.soon(0));
    window.addEventListener("pageshow", () => { delete this.form.dataset.whole; });
    this.root.addEventListener("visibilitychange", () => { if (this.root.visibilityState === "visible") this.wake(); });
    this.ask(false);
  }

  // Of what this device kept and what the page brought, the later stands; what was not sent comes first.
  resume() {
    const kept = this.drafts.change(() => {});
    this.form.elements.sheet.value = kept.sheet;
    for (const [place, one] of this.answers) {
      const mine = kept.answers[place];
      if (!mine || (mine.sent && mine.base <= Number(one.base.value))) continue;
      one.box.value = mine.text;
      one.base.value = mine.base;
    }
  }

  // One tab holds the pen. A tab that asks for it takes it from the other, which follows from then on.
  ask(steal) {
    if (!navigator.locks) {
      this.holds(true);
      return;
    }
    this.holds(false);
    navigator.locks.request(this.name, steal ? { steal: true } : {}, () => {
      this.resume();
      this.holds(true);
      return new Promise(() => {});
    }).catch(() => this.ask(false));
    if (!steal) navigator.locks.query().then(({ held }) => this.follow(held.some((one) => one.name === this.name)));
  }

  holds(writes) {
    this.writes = writes;
    if (writes) {
      this.follow(false);
      this.soon(0);
    }
  }

  follow(follows) {
    const is = follows && !this.writes;
    this.root.querySelector("[data-other-tab]").hidden = !is;
    for (const { box } of this.answers.values()) box.readOnly = is;
  }

  hear({ place, text, base, words, total }) {
    const one = this.answers.get(place);
    if (!one || this.writes) return;
    if (text !== undefined) one.box.value = text;
    if (base !== undefined) one.base.value = base;
    this.show(one, { words, total });
  }

  typed(place) {
    const one = this.answers.get(place);
    const text = one.box.value;
    this.keep(place, (mine) => Object.assign(mine, { text, base: Number(one.base.value), sent: false }));
    const words = (text.match(/\S+/g) || []).length;
    one.count.textContent = `About ${words.toLocaleString("en-GB")} ${words === 1 ? "word" : "words"}`;
    this.others.postMessage({ place, text, words: one.count.textContent });
    this.say("Not saved yet");
    this.soon(PAUSE);
  }

  // Only how much was pasted is noted, as the page says.
  pasted(place, event) {
    const characters = event.clipboardData?.getData("text").length || 0;
    if (!characters || this.answers.get(place).box.readOnly) return;
    this.drafts.change((kept) => {
      kept.pasted += 1;
      (kept.answers[place] ??= this.blank(place)).pastes.push(`${kept.pasted}:${characters}`);
    });
  }

  blank(place) {
    const one = this.answers.get(place);
    return { text: one.box.value, base: Number(one.base.value), sent: true, pastes: [] };
  }

  keep(place, how) {
    this.drafts.change((kept) => how(kept.answers[place] ??= this.blank(place)));
  }

  soon(pause) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.inTurn(), pause);
  }

  inTurn() {
    this.turn = this.turn.then(() => this.sendAll());
    return this.turn;
  }

  // Whether everything has been sent.
  async sendAll() {
    if (!this.writes) return false;
    for (const place of this.answers.keys()) {
      const mine = this.drafts.read().answers[place];
      if (!mine || mine.sent) continue;
      this.say("Saving");
      const went = await this.send(place, mine);
      if (went) continue;
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
      this.soon(this.wait);
      return false;
    }
    this.wait = FIRST_WAIT;
    return true;
  }

  async send(place, mine) {
    const one = this.answers.get(place);
    try {
      let answer = await this.post(one.address, mine, this.form.elements.csrfmiddlewaretoken.value);
      if (answer.status === 403) answer = await this.post(one.address, mine, await freshToken());
      if (answer.type === "opaqueredirect" || answer.status === 403) {
        this.say("Kept on this device. Sign in again in another tab, and it is sent");
        return false;
      }
      if (answer.status === 422 || answer.status === 404) {
        this.tell(one, answer.status === 404 ? "This script is not yours to write any more." : (await answer.json()).says);
        this.say("Not saved. Your words are still on this device");
        return false;
      }
      if (answer.status !== 200 && answer.status !== 409) throw new Error(String(answer.status));
      this.sent(place, mine, await answer.json());
      return true;
    } catch {
      this.say("Kept on this device, will be sent when there is a connection");
      return false;
    }
  }

  post(address, mine, csrf) {
    const body = new URLSearchParams({ csrfmiddlewaretoken: csrf, text: mine.text, base: mine.base, sheet: this.drafts.read().sheet });
    mine.pastes.forEach((paste) => body.append("paste", paste));
    return fetch(address, { method: "POST", body, credentials: "same-origin", redirect: "manual", headers: { "X-Requested-With": "fetch" } });
  }

  sent(place, mine, told) {
    const one = this.answers.get(place);
    // Where other words stand, this text goes on being based on what it had seen.
    const base = told.choose ? mine.base : told.revision;
    this.keep(place, (now) => {
      now.sent = now.text === mine.text;
      now.base = base;
      now.pastes = now.pastes.filter((paste) => !mine.pastes.includes(paste));
    });
    one.base.value = base;
    if (one.box.value === mine.text) this.show(one, told);
    this.others.postMessage({ place, base, words: told.words, total: told.total });
    this.say(told.choose ? "Kept beside other words" : told.says);
    if (told.choose) this.tell(one, told.says, told.choose);
  }

  // Whoever comes back to a page that was left open sees what was written elsewhere meanwhile.
  async wake() {
    this.soon(0);
    for (const [place, one] of this.answers) {
      if (this.drafts.read().answers[place]?.sent === false) continue;
      const answer = await fetch(one.address, { credentials: "same-origin", redirect: "manual" }).catch(() => null);
      if (!answer?.ok) continue;
      const now = await answer.json();
      if (now.revision <= Number(one.base.value) || this.drafts.read().answers[place]?.sent === false) continue;
      this.keep(place, (mine) => Object.assign(mine, { text: now.text, base: now.revision, sent: true }));
      one.box.value = now.text;
      one.base.value = now.revision;
      this.tell(one, "Brought up to date with what was written elsewhere.");
    }
  }

  async submit(event) {
    if (this.form.dataset.whole || !this.writes) return;
    event.preventDefault();
    const pressed = event.submitter;
    clearTimeout(this.waiting);
    if (!(await this.inTurn())) return;
    this.form.dataset.whole = "yes";
    // Not before the browser is done with the first press: it takes no second one meanwhile.
    setTimeout(() => this.form.requestSubmit(pressed), 0);
  }

  show(one, { words, total }) {
    if (words) one.count.textContent = words;
    if (total) this.form.querySelector("[data-total]").textContent = total;
  }

  tell(one, says, address) {
    one.told.hidden = false;
    one.told.textContent = `${says} `;
    if (!address) return;
    const link = this.root.createElement("a");
    Object.assign(link, { href: address, className: "govuk-link", textContent: "See both and choose" });
    one.told.append(link);
  }

  say(words) {
    this.root.getElementById("saved-state").textContent = words;
  }
}


async function freshToken() {
  const answer = await fetch("/offline/state/", { credentials: "same-origin", cache: "no-store" });
  return (await answer.json()).token;
}

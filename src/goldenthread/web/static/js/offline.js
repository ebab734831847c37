// Reading without a connection: asks the worker to keep the pages that this page names in data-keeps, sends what was
// done meanwhile once there is a connection, and says what is kept. Nothing here is needed while there is one.

const HELD = "held-";
const KEPT = "kept-";

export function readOffline(root) {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  const wanted = root.querySelector("[data-keeps]");
  if (wanted) begin(wanted.dataset.keeps.split(" ").filter(Boolean));
  root.querySelectorAll("form[data-offline]").forEach(prepare);
  root.querySelectorAll("[data-kept-tally]").forEach(tally);
  sendHeld(root);
  window.addEventListener("online", () => sendHeld(root));
}

async function begin(places) {
  await navigator.serviceWorker.register("/offline.js", { scope: "/" });
  const ready = await navigator.serviceWorker.ready;
  ready.active.postMessage({ keep: places });
}

// A form that may be sent later carries a key, by which the server counts it once.
function prepare(form) {
  const key = crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
    (+c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (+c / 4)))).toString(16));
  const keyed = (address) => `${address}${address.includes("?") ? "&" : "?"}kept=${key}`;
  form.action = keyed(form.getAttribute("action") || window.location.pathname);
  if (form.dataset.autosave) form.dataset.autosave = keyed(form.dataset.autosave);
  add(form, "offline_says", form.dataset.offline);
  if (form.dataset.offlineThen) add(form, "offline_then", form.dataset.offlineThen);
}

function add(form, name, value) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name, value });
  form.append(field);
}

async function heldBy(name) {
  const store = await caches.open(name);
  const entries = [];
  for (const request of await store.keys()) entries.push(await (await store.match(request, { ignoreVary: true })).json());
  return entries.sort((one, other) => one.at - other.at);
}

async function sendHeld(root) {
  const names = (await caches.keys()).filter((name) => name.startsWith(HELD));
  const any = (await Promise.all(names.map(heldBy))).some((entries) => entries.length);
  if (!any) return;
  if (!navigator.onLine || root.querySelector("[data-offline-now]")) {
    await sayWaiting(root);
    return;
  }
  const person = await who();
  if (!person) return;
  const name = HELD + person.person;
  let sent = 0;
  await navigator.locks.request("send-held", async () => {
    for (const entry of (await heldBy(name)).filter((one) => !one.refused)) {
      const went = await sendOne(entry, person);
      if (went === "later") break;
      const store = await caches.open(name);
      if (went === "taken") {
        sent += 1;
        await store.delete(`/held/${entry.key}`);
      } else {
        await store.put(`/held/${entry.key}`, new Response(JSON.stringify({ ...entry, refused: went })));
      }
    }
  });
  if (!(await heldBy(name)).length) await caches.delete(name);
  if (sent) say(root, "good", "You are back", `${sent === 1 ? "One thing" : `${sent} things`} you did offline ${sent === 1 ? "has" : "have"} been sent and counted.`);
  const left = (await caches.has(name)) ? await heldBy(name) : [];
  for (const entry of left.filter((one) => one.refused)) sayRefused(root, name, entry);
}

async function who() {
  const answer = await fetch("/offline/state/", { credentials: "same-origin" }).catch(() => null);
  return answer?.headers.get("Content-Type")?.includes("json") ? answer.json() : null;
}

// "taken", "later", or the words in which it was refused.
async function sendOne(entry, person) {
  const words = new URLSearchParams(entry.body);
  words.set("csrfmiddlewaretoken", person.token);
  const answer = await fetch(entry.address, {
    method: "POST", body: words, credentials: "same-origin", headers: { "X-Sent-Later": "yes" },
  }).catch(() => null);
  if (!answer || answer.headers.has("X-Kept-On-Device") || answer.status >= 500 || answer.status === 429) return "later";
  if (answer.headers.get("X-Offline-Person") !== person.person) return "later";
  if (answer.ok) return "taken";
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const said = page.querySelector(".govuk-error-summary__list, .gt-notice--stop > div, main h1");
  return said?.textContent.trim().replace(/\s+/g, " ") || "It is no longer there to be answered.";
}

async function sayWaiting(root) {
  // Only what was done by whoever the kept pages are of: a device may be handed on.
  const kept = (await caches.keys()).find((name) => name.startsWith(KEPT));
  const name = kept && HELD + kept.slice(KEPT.length);
  if (!name || !(await caches.has(name))) return;
  const waiting = (await heldBy(name)).filter((one) => !one.refused);
  if (waiting.length) say(root, "look", "Kept on this device", `Waiting to be sent: ${waiting.map((one) => one.says).join("; ")}.`);
}

function sayRefused(root, name, entry) {
  const notice = say(root, "stop", `Not taken: ${entry.says}`, entry.refused);
  const written = [...new URLSearchParams(entry.body)].filter(([field]) => !/^(csrf|offline_)/.test(field));
  for (const [, value] of written) notice.append(Object.assign(document.createElement("p"), { textContent: value }));
  const button = Object.assign(document.createElement("button"), { type: "button", className: "govuk-button gt-button--quiet", textContent: "Remove from this device" });
  button.addEventListener("click", async () => {
    await (await caches.open(name)).delete(`/held/${entry.key}`);
    notice.remove();
  });
  notice.append(button);
}

function say(root, kind, title, words) {
  const notice = Object.assign(document.createElement("div"), { className: `gt-notice gt-notice--${kind}` });
  notice.setAttribute("role", kind === "stop" ? "alert" : "status");
  notice.append(Object.assign(document.createElement("p"), { className: "gt-notice__title", textContent: title }));
  notice.append(Object.assign(document.createElement("div"), { textContent: words }));
  root.querySelector(".gt-main")?.prepend(notice);
  return notice;
}

async function tally(place) {
  const said = place.querySelector("[data-kept-said]");
  const name = (await caches.keys()).find((one) => one.startsWith(KEPT));
  const store = name && (await caches.open(name));
  let pages = 0;
  let size = 0;
  for (const request of store ? await store.keys() : []) {
    const body = await (await store.match(request, { ignoreVary: true })).blob();
    size += body.size;
    pages += /html/.test(body.type) ? 1 : 0;
  }
  place.hidden = pages === 0;
  said.textContent = `${pages} ${pages === 1 ? "page is" : "pages are"} kept on this device to read without a connection, ${amount(size)}. Signing out removes them.`;
  place.querySelector("button")?.addEventListener("click", async () => {
    if (name) await caches.delete(name);
    said.textContent = "Nothing is kept on this device now. A unit is kept again once you open it.";
    place.querySelector("button").hidden = true;
  }, { once: true });
}

function amount(bytes) {
  return bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

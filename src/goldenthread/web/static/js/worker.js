// Answers for the whole site while there is no connection. It keeps only what the server marked as kept, for the one
// person who is signed in, and drops everything once it hears that somebody else is, or nobody. What is sent while there
// is no connection, from a form that allows it, is held and sent later by the page (offline.js).

const SHELL = "shell";
const KEPT = "kept-";
const HELD = "held-";
const FALLBACK = "/offline/";
const HOUR = 3600000;
const GONE = [401, 403, 404, 410];

self.addEventListener("install", (event) => event.waitUntil(begin()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  if (event.data.keep) event.waitUntil(keepAll(event.data.keep));
  if (event.data.remove) event.waitUntil(forget(() => true).then(() => event.source?.postMessage({ removed: true })));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (address.origin !== self.location.origin) return;
  if (request.method === "POST") {
    if (address.searchParams.has("kept")) event.respondWith(send(request, address));
    else if (/logout/.test(address.pathname)) event.respondWith(leave(request));
  } else if (request.method === "GET") {
    if (address.pathname.startsWith("/static/")) event.respondWith(fixed(request));
    else if (request.mode === "navigate") event.respondWith(visit(event, address));
    else if (request.destination === "image") event.respondWith(picture(request, address));
  }
});

async function begin() {
  const shell = await caches.open(SHELL);
  const answer = await fetch(FALLBACK);
  await withNeeds(FALLBACK, await answer.clone().text());
  await shell.put(FALLBACK, answer);
  await self.skipWaiting();
}

// A style sheet or script: the newest there is, else the one that was kept.
async function fixed(request) {
  try {
    return await fetch(request);
  } catch (fault) {
    const kept = await (await caches.open(SHELL)).match(request, { ignoreVary: true });
    if (kept) return kept;
    throw fault;
  }
}

async function picture(request, address) {
  try {
    return await fetch(request);
  } catch (fault) {
    const kept = await (await mine())?.match(address.pathname, { ignoreVary: true });
    if (kept) return kept;
    throw fault;
  }
}

async function visit(event, address) {
  let answer;
  try {
    answer = await fetch(event.request);
  } catch {
    return without(address);
  }
  event.waitUntil(hear(address, answer.clone(), Date.now()));
  return answer;
}

// Every answer says for whom it is: what is kept for others goes at once.
async function hear(address, answer, opened) {
  const person = answer.headers.get("X-Offline-Person");
  if (person) await forget((name) => name !== KEPT + person);
  const place = address.pathname + address.search;
  if (answer.ok && answer.headers.get("X-Keep-Offline")) await keep(place, answer, opened);
  else if (GONE.includes(answer.status)) await (await mine())?.delete(place, { ignoreVary: true });
}

async function keep(place, answer, opened) {
  const store = await caches.open(KEPT + answer.headers.get("X-Keep-Offline"));
  const before = await store.match(place, { ignoreVary: true });
  const body = await answer.blob();
  const headers = new Headers({
    "Content-Type": answer.headers.get("Content-Type"),
    "X-Kept-At": String(Date.now()),
    "X-Opened": String(opened || before?.headers.get("X-Opened") || 0),
    "X-Keep-Offline": answer.headers.get("X-Keep-Offline"),
  });
  const policy = answer.headers.get("Content-Security-Policy");
  if (policy) headers.set("Content-Security-Policy", policy);
  await store.put(place, new Response(body, { headers }));
  if (/html/.test(headers.get("Content-Type"))) await withNeeds(place, await body.text());
}

// What a page needs to look and work as it does: its pictures, style sheet and scripts, and what those name in turn.
async function withNeeds(place, words) {
  const base = new URL(place, self.location.origin);
  for (const [, found] of words.matchAll(/(?:src|href)="(\/[^"]+)"/g)) {
    const address = new URL(found.replaceAll("&amp;", "&"), base);
    if (address.pathname.startsWith("/static/")) await fetchFixed(address);
    else if (words.includes(`<img src="${found}"`)) await look(address.pathname, 24 * HOUR);
  }
}

async function fetchFixed(address) {
  const shell = await caches.open(SHELL);
  const kept = await shell.match(address.href, { ignoreVary: true });
  if (kept && Date.now() - Date.parse(kept.headers.get("Date")) < HOUR) return;
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok) return;
  await shell.put(address.href, answer.clone());
  if (!/\.(js|css)$/.test(address.pathname)) return;
  for (const [, found] of (await answer.text()).matchAll(/(?:from\s*"|import\s*"|url\(["']?)(\.?[^"')]+\.(?:js|woff2|svg))/g)) {
    const next = new URL(found, address);
    if (next.origin === self.location.origin && next.href !== address.href) await fetchFixed(next);
  }
}

// Keep what the page in hand asks for, and look again at whatever has been kept for a day: access may be gone.
async function keepAll(places) {
  for (const place of places) await look(place, HOUR);
  const store = await mine();
  for (const request of (await store?.keys()) ?? []) await look(path(request), 24 * HOUR);
}

async function look(place, old) {
  const kept = await (await mine())?.match(place, { ignoreVary: true });
  if (kept && Date.now() - Number(kept.headers.get("X-Kept-At")) < old) return;
  const answer = await fetch(place, { credentials: "same-origin", redirect: "manual" }).catch(() => null);
  if (answer) await hear(new URL(place, self.location.origin), answer, 0);
}

async function mine() {
  const name = (await caches.keys()).find((one) => one.startsWith(KEPT));
  return name && caches.open(name);
}

async function forget(which) {
  const names = (await caches.keys()).filter((name) => name.startsWith(KEPT) && which(name));
  await Promise.all(names.map((name) => caches.delete(name)));
}

const path = (request) => new URL(request.url).pathname + new URL(request.url).search;

// The kept page; else the one last opened of those below this address; else what is kept at all.
async function without(address) {
  const store = await mine();
  const place = address.pathname + address.search;
  const found = await store?.match(place, { ignoreVary: true });
  if (found) return told(found);
  if (store && place.split("/").length > 4) {
    const below = (await pages(store)).filter((one) => one.place.startsWith(place));
    if (below.length) return Response.redirect(below[0].place, 302);
  }
  return standIn("This page is not kept on this device.");
}

async function pages(store) {
  const all = [];
  for (const request of await store.keys()) {
    const answer = await store.match(request, { ignoreVary: true });
    if (!/html/.test(answer.headers.get("Content-Type"))) continue;
    const title = /<title>([^<]*)/.exec(await answer.clone().text())?.[1].replace(/ – Golden Thread\s*$/, "");
    all.push({ place: path(request), title, opened: Number(answer.headers.get("X-Opened")) });
  }
  return all.sort((one, other) => other.opened - one.opened);
}

async function told(kept) {
  const at = new Date(Number(kept.headers.get("X-Kept-At")));
  const day = at.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const clock = at.toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit", hour12: true }).replace(" ", "");
  const says = `This is how it was on ${day.replace(",", "")}, ${clock}. What you do here is kept on this device, and sent when you are back.`;
  const banner = `<div class="govuk-width-container" data-offline-now><div class="gt-notice gt-notice--look" role="status"><p class="gt-notice__title">You are offline</p><div>${says}</div></div></div>`;
  const words = (await kept.text()).replace(/<main id="main"[^>]*>/, (main) => main + banner);
  return new Response(words, { headers: kept.headers });
}

async function standIn(says) {
  const shell = await (await caches.open(SHELL)).match(FALLBACK, { ignoreVary: true });
  if (!shell) return Response.error();
  const store = await mine();
  const list = store ? (await pages(store)).map((one) => `<li><a href="${one.place}">${one.title}</a></li>`).join("") : "";
  const words = (await shell.text())
    .replace("<!--says-->", says)
    .replace("<!--kept-->", list ? `<h2>What is kept on this device</h2><ul>${list}</ul>` : "");
  return new Response(words, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

// Send now; without a connection hold it, and go on to where the page says. The key makes it count once.
async function send(request, address) {
  const copy = request.clone();
  const key = address.searchParams.get("kept");
  try {
    const answer = await fetch(request);
    if (answer.ok || answer.type === "opaqueredirect") await letGo(key);
    return answer;
  } catch {
    const store = await mine();
    if (!store) return standIn("This could not be sent. Go back: your words are still on the page.");
    const fields = [...(await copy.formData())].filter(([, value]) => typeof value === "string");
    const words = new URLSearchParams(fields);
    const name = (await caches.keys()).find((one) => one.startsWith(KEPT));
    const held = await caches.open(HELD + name.slice(KEPT.length));
    const entry = { key, address: address.pathname + address.search, body: words.toString(), says: words.get("offline_says"), at: Date.now() };
    await held.put(`/held/${key}`, new Response(JSON.stringify(entry), { headers: { "Content-Type": "application/json" } }));
    if (request.mode !== "navigate") return new Response(null, { status: 204, headers: { "X-Kept-On-Device": "yes" } });
    return Response.redirect(words.get("offline_then") || request.referrer || FALLBACK, 303);
  }
}

async function letGo(key) {
  const names = (await caches.keys()).filter((name) => name.startsWith(HELD));
  for (const name of names) await (await caches.open(name)).delete(`/held/${key}`);
}

// Whoever wants to sign out leaves nothing to read here, connection or not.
async function leave(request) {
  await forget(() => true);
  try {
    return await fetch(request);
  } catch {
    return standIn("What was kept for you to read is gone from this device. Sign out again once you are back online.");
  }
}

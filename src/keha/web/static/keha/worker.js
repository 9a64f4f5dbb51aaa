// Kehä without a net. The server writes a first line before this: HOUSE, the build's name.
// Kept for reading: that build, and the rules of whoever is signed in, under her mark, for a week at most.
// Kept for sending: her own words in the order written, each with its form's key, of which the server takes one once.
const RULES = "/offline/rules/", PAGE = "/offline/", WEEK = 6048e5, HOUR = 36e5, QUEUED = /^\/ask\/(.{36}\/answer\/)?$/;

const box = (act) => new Promise((done, fail) => {
  const open = indexedDB.open("keha");
  open.onupgradeneeded = () => open.result.createObjectStore("out", { keyPath: "key" });
  open.onerror = fail;
  open.onsuccess = () => {
    const way = open.result.transaction("out", "readwrite", { durability: "strict" });
    const asked = act(way.objectStore("out"));
    way.oncomplete = () => { open.result.close(); done(asked.result); };
    way.onabort = fail;
  };
});
const put = (row) => box((out) => out.put(row));
const drop = (row) => box((out) => out.delete(row.key));
const rows = async () => {
  const all = await box((out) => out.getAll());
  return all.filter((row) => age(row.at) < WEEK || void drop(row)).sort((one, other) => one.at - other.at);
};
const age = (at) => Date.now() - at;
const since = (page) => age(new Date(page.headers.get("date")));

// The one cache whose name begins with "rules" says whose phone this is.
const forget = async (start, but) => {
  for (const name of await caches.keys()) if (name.startsWith(start) && name !== but) await caches.delete(name);
};
// The first half of a mark says whose it is.
const owner = async () => ((await caches.keys()).find((name) => name.startsWith("rules")) || "").slice(5, 21);
const settle = async (mark) => {
  await forget("rules", `rules${mark}`);
  const place = await caches.open(`rules${mark}`), found = await place.match(RULES);
  if (!found || since(found) > HOUR) {
    const reply = await fetch(RULES);
    if (reply.headers.get("keha-phone") === mark) await place.put(RULES, reply);
  }
};

const tell = async () => {
  const all = await rows(), who = await owner(), mine = all.filter((row) => row.who === who);
  for (const page of await clients.matchAll()) page.postMessage([mine, all.length - mine.length]);
};
const add = async (path, form) => {
  const key = form.get("form_key") || crypto.randomUUID(), all = await rows();
  form.set("form_key", key);
  const at = Math.max(Date.now(), ...all.map((row) => row.at + 1));
  await put({ key, at, path, who: await owner(), body: `${form}`, text: form.get("text"), state: "waiting" });
  registration.sync?.register("out").catch(() => 0);
};
// What was refused is sent as a new form; what waits keeps its key, for it may have arrived already.
const change = async (row, text) => {
  const form = new URLSearchParams(row.body);
  form.set("text", text);
  if (row.state === "failed") {
    await drop(row);
    form.set("form_key", row.key = crypto.randomUUID());
  }
  if (row.state !== "sent") await put({ ...row, text, body: `${form}`, state: "waiting" });
};

// One sending at a time, however many pages ask for it.
let going = Promise.resolve(), turn = going;
const drain = () => going = going.then(send).catch(() => 0).then(tell);
const send = async () => {
  const who = await owner(), next = async () => (await rows()).find((row) => row.who === who && row.state === "waiting");
  if (!who || !await next()) return;
  const found = await fetch("/offline/token/");
  if (!found.headers.get("keha-phone")?.startsWith(who)) return;
  const [, token] = (await found.text()).match(/value="(\w+)/);
  for (let row; row = await next();) {
    const body = new URLSearchParams(row.body);
    body.set("csrfmiddlewaretoken", token);
    const reply = await fetch(row.path, { method: "POST", body });
    if (reply.headers.has("retry-after") || reply.status > 499 || reply.url.endsWith("/login/")) return;
    await put({ ...row, state: reply.ok ? "sent" : "failed", to: reply.url, why: reply.ok ? "" : await reply.text() });
    await tell();
  }
};

// The offline page in the language of what is kept for reading; before that, in the phone's own.
const without = async () => {
  const found = await caches.match(RULES), own = found?.headers.get("content-language") || navigator.language;
  return caches.match(PAGE + "?" + (own.match(/^(fi|sv)/)?.[0] || "en"));
};
const page = async ({ request, preloadResponse }, path) => {
  try {
    const reply = await preloadResponse || await fetch(request);
    if (path === "/login/") await forget("rules");
    return reply;
  } catch {
    const found = path === RULES && await caches.match(RULES);
    return found && since(found) < WEEK ? found : without();
  }
};
const form = async ({ request }, path) => {
  const words = QUEUED.test(path) && await request.clone().text();
  try {
    const reply = await Promise.race([fetch(request), new Promise((done, fail) => setTimeout(fail, 2e4))]);
    if (path === "/me/sign-out/") {
      await forget("rules");
      indexedDB.deleteDatabase("keha");
    }
    return reply;
  } catch {
    if (words) await add(path, new URLSearchParams(words));
    return Response.redirect(PAGE, 303);
  }
};

const on = (what, act) => addEventListener(what, (event) => event.waitUntil(act(event)));
on("install", async () => {
  const files = (await (await fetch(PAGE)).text()).match(/\/static\/[^"]+(s|svg)(?=")/g);
  await (await caches.open(HOUSE)).addAll([PAGE + "?fi", PAGE + "?sv", PAGE + "?en", ...files]);
});
// A worker takes over no page that is open, an older one's or nobody's: it would hold back a form on its way.
on("activate", async () => {
  await forget("house", HOUSE);
  await registration.navigationPreload?.enable();
});
on("sync", drain);
// What is pushed is a notification's own words; its data is the page that it opens.
on("push", ({ data }) => registration.showNotification("Kehä", data.json()));
on("notificationclick", ({ notification }) => {
  notification.close();
  return clients.openWindow(notification.data);
});
const asked = async ([what, key, text]) => {
  const all = await rows(), row = all.find((row) => row.key === key), who = await owner();
  if (what === "mark" && key) await settle(key).catch(() => 0);
  if (what === "add") await add("/ask/", new URLSearchParams({ text }));
  if (what === "drop") await drop(row);
  if (what === "save") await change(row, text);
  if (what === "clear") for (const row of all) if (row.who !== who) await drop(row);
  await tell();
};
on("message", ({ data }) => {
  turn = turn.then(() => asked(data)).catch(() => 0);
  return turn.then(drain);
});
addEventListener("fetch", (event) => {
  const { mode, method, url } = event.request, { origin, pathname } = new URL(url);
  if (origin !== location.origin) return;
  if (method === "POST" && !QUEUED.test(pathname) && pathname !== "/me/sign-out/") return;
  if (mode === "navigate") event.respondWith((method === "POST" ? form : page)(event, pathname));
  else if (pathname.startsWith("/static/")) {
    event.respondWith(caches.match(event.request).then((found) => found || fetch(event.request)));
  }
});

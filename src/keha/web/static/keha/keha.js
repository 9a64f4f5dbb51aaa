// Conveniences. Every page works without them.
(() => {
  const live = document.getElementById("live");
  const say = (words) => { if (live) live.textContent = words; };

  // A form that is on its way says so, and a second tap sends nothing.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    const button = event.submitter || form.querySelector("button");
    say(document.body.dataset.sending);
    if (!button) return;
    button.classList.add("is-sending");
    setTimeout(() => { button.disabled = true; }); // after the browser has read the button's own value
  });
  // Coming back with the browser's own arrow: the form can be sent again.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    say("");
    document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
    document.querySelectorAll(".is-sending").forEach((button) => {
      button.disabled = false;
      button.classList.remove("is-sending");
    });
  });

  // A part of a page that is slow or does not come says so where it would have stood.
  let slow;
  const part = (what, act) => document.addEventListener(`htmx:${what}`, ({ detail: { target } }) => {
    clearTimeout(slow);
    act?.(target);
  });
  const put = (target, words) => say(target.textContent = document.body.dataset[words]);
  part("beforeRequest", (target) => { slow = setTimeout(put, 1000, target, "looking"); });
  part("afterRequest");
  for (const what of ["sendError", "responseError"]) part(what, (target) => put(target, "trouble"));

  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });

  // What waits for the net: the service worker keeps and sends it, this shows it and passes on what is pressed.
  const worker = navigator.serviceWorker, out = document.getElementById("outbox");
  if (!worker) return;
  const tell = (...what) => worker.ready.then(({ active }) => active.postMessage(what));
  const start = () => {
    if (out) out.querySelector("[data-no-net]").hidden = navigator.onLine;
    tell("mark", document.body.dataset.mark);
  };
  worker.register("/service-worker.js");
  for (const what of ["online", "offline", "visibilitychange"]) addEventListener(what, start);
  start();
  if (!out) return;
  const [list, sample] = out.querySelectorAll("ul, template");
  let shown, again;
  worker.addEventListener("message", ({ data: [rows, others] }) => {
    clearTimeout(again);
    if (rows.some((row) => row.state === "waiting")) again = setTimeout(start, 2e4); // a net that says it is there, and is not
    out.hidden = !rows.length && !others && navigator.onLine;
    const all = out.querySelector("[data-others]");
    all.hidden = !others;
    all.querySelector("b").textContent = others;
    // Nothing is drawn anew under the finger of somebody who is mending her words.
    if (shown === (shown = JSON.stringify(rows)) || list.contains(document.activeElement)) return;
    list.replaceChildren(...rows.map((row) => {
      const one = sample.content.cloneNode(true).firstElementChild, part = (name) => one.querySelector(name);
      one.id = row.key;
      one.querySelectorAll("[data-if]").forEach((words) => { words.hidden = !words.dataset.if.includes(row.state); });
      part("b").textContent = part("textarea").value = row.text;
      part("a").href = row.to || "";
      const said = new DOMParser().parseFromString(row.why || "", "text/html");
      part("[data-why]").textContent = [...said.querySelectorAll(".errors li, main > p")].map((row) => row.textContent).join(" ");
      return one;
    }));
  });
  out.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-do]"), row = target.closest("li");
    if (!button) return;
    button.blur();
    tell(button.dataset.do, row?.id, row?.querySelector("textarea").value);
  });
})();

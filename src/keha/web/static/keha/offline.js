// On the pages that a phone keeps: finding among the rules that lie on the page, and asking for later.
"use strict";
document.querySelectorAll("[data-find]").forEach((field) => {
  field.parentElement.hidden = false;
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/);
    let found = 0;
    document.querySelectorAll("[data-rule]").forEach((rule) => {
      const text = rule.textContent.toLowerCase();
      rule.hidden = !words.every((word) => text.includes(word));
      found += !rule.hidden;
    });
    document.querySelectorAll("[data-topic]").forEach((topic) => { topic.hidden = !topic.querySelector("[data-rule]:not([hidden])"); });
    document.getElementById("live").textContent = `${field.dataset.find} ${found}`;
  });
});
const later = document.querySelector("form[data-later]");
if (later && navigator.serviceWorker) {
  later.hidden = false;
  later.addEventListener("submit", async (event) => {
    event.preventDefault();
    const house = await navigator.serviceWorker.ready;
    house.active.postMessage(["add", "", later.elements.text.value]);
    later.reset();
  });
}

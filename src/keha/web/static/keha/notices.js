// Letting notices come to this phone: the browser is asked, the form carries what it gives.
"use strict";
(() => {
  const form = document.querySelector("form[data-push]");
  if (!form || !navigator.serviceWorker || !window.PushManager) return;
  form.hidden = false;
  document.querySelector("[data-no-push]").hidden = true;
  const button = form.querySelector("button"), trouble = form.querySelector(".field-error");
  button.addEventListener("click", async () => {
    button.disabled = true;
    trouble.hidden = true;
    try {
      const house = await navigator.serviceWorker.ready;
      const made = await house.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: form.dataset.push });
      const { endpoint, keys } = made.toJSON();
      form.elements.endpoint.value = endpoint;
      form.elements.key.value = keys.p256dh;
      form.elements.auth.value = keys.auth;
      form.requestSubmit();
    } catch {
      trouble.hidden = false;
      document.getElementById("live").textContent = trouble.textContent.trim();
    }
    button.disabled = false;
  });
})();

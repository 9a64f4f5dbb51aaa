// Three conveniences. Every page works without them.
"use strict";
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
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    say("");
    document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
    document.querySelectorAll(".is-sending").forEach((button) => {
      button.classList.remove("is-sending");
      button.disabled = false;
    });
  });

  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  // Signing in with this phone: options from the house, the phone confirms, the form carries the proof.
  const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const toText = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((one) => ({ ...one, id: toBytes(one.id) }));

  const opened = (options) => {
    const key = { ...(options.publicKey || options) };
    key.challenge = toBytes(key.challenge);
    if (key.user) key.user = { ...key.user, id: toBytes(key.user.id) };
    if (key.excludeCredentials) key.excludeCredentials = known(key.excludeCredentials);
    if (key.allowCredentials) key.allowCredentials = known(key.allowCredentials);
    return { publicKey: key };
  };
  const written = (credential) => {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[part]) response[part] = toText(credential.response[part]);
    }
    if (credential.response.getTransports) response.transports = credential.response.getTransports();
    return {
      id: credential.id, rawId: toText(credential.rawId), type: credential.type, response,
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: credential.getClientExtensionResults(),
    };
  };
  const confirmed = async (form) => {
    const body = new FormData(form);
    body.set("kind", form.dataset.passkey);
    body.delete("form_key"); // the key is for the sending itself, not for asking options
    const reply = await fetch(form.dataset.options, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!reply.ok) throw new Error(reply.status);
    return navigator.credentials[form.dataset.passkey](opened(await reply.json()));
  };

  if (!window.PublicKeyCredential) return;
  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    const button = form.querySelector("button");
    const trouble = form.querySelector(".field-error");
    form.hidden = false;
    button.addEventListener("click", async () => {
      button.disabled = true;
      trouble.hidden = true;
      try {
        form.elements.credential.value = JSON.stringify(written(await confirmed(form)));
        form.requestSubmit();
      } catch {
        trouble.hidden = false;
        say(trouble.textContent.trim());
      }
      button.disabled = false;
    });
  });
})();

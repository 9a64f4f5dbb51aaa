// Signing out and in.
"use strict";
(() => {
  // Signing out takes away what waits on this phone: that is said first.
  const leave = document.querySelector("form[action$='/sign-out/']");
  leave?.addEventListener("submit", (event) => {
    const note = leave.querySelector("[data-unsent]");
    if (!note.hidden || !document.querySelector("#outbox [data-if^=waiting]:not([hidden])")) return;
    event.preventDefault();
    note.hidden = false;
    document.getElementById("live").textContent = note.textContent;
  });

  // With this phone: options from the house, the phone confirms, the form carries the proof.
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
        document.getElementById("live").textContent = trouble.textContent.trim();
      }
      button.disabled = false;
    });
  });
})();

// Passkeys: asks the browser for one, or to make one, and sends what it answers with the form. Where the browser has
// none, or nothing came of it, the page says so; the other ways stay open below.
"use strict";
(() => {
  const form = document.querySelector("form[data-passkey]");
  if (!form) return;
  const field = form.elements.passkey;
  const notice = form.querySelector("[data-says]");
  let asking = false;

  const say = (name) => {
    notice.querySelector("p").textContent = form.dataset[name] || form.dataset.failed;
    notice.hidden = false;
  };

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

  const text = (buffer) => {
    let letters = "";
    new Uint8Array(buffer).forEach((byte) => { letters += String.fromCharCode(byte); });
    return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };

  // The request as it travels holds bytes as base64url; the browser wants them as bytes.
  const options = () => {
    const request = JSON.parse(form.dataset.request);
    const key = request.publicKey || request;
    const named = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));
    const all = { ...key, challenge: bytes(key.challenge) };
    if (key.user) all.user = { ...key.user, id: bytes(key.user.id) };
    if (key.allowCredentials) all.allowCredentials = named(key.allowCredentials);
    if (key.excludeCredentials) all.excludeCredentials = named(key.excludeCredentials);
    return { publicKey: all };
  };

  const answer = (made) => {
    const given = made.response;
    const response = { clientDataJSON: text(given.clientDataJSON) };
    ["attestationObject", "authenticatorData", "signature", "userHandle"].forEach((name) => {
      if (given[name]) response[name] = text(given[name]);
    });
    if (given.attestationObject) {
      delete response.authenticatorData;
      if (given.getTransports) response.transports = given.getTransports();
    }
    return JSON.stringify({
      id: made.id,
      rawId: text(made.rawId),
      type: made.type,
      authenticatorAttachment: made.authenticatorAttachment || null,
      clientExtensionResults: made.getClientExtensionResults(),
      response,
    });
  };

  const ask = async () => {
    if (asking) return;
    asking = true;
    notice.hidden = true;
    try {
      const container = navigator.credentials;
      const made = form.dataset.passkey === "create" ? await container.create(options()) : await container.get(options());
      if (!made) throw new Error("nothing");
      field.value = answer(made);
      form.submit();
    } catch (error) {
      say(error.name === "InvalidStateError" ? "known" : "failed");
    }
    asking = false;
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (window.PublicKeyCredential && navigator.credentials) ask();
    else say("missing");
  });
  // Pressed before this script ran, the form would go off without a passkey: the button waits for it.
  if (window.PublicKeyCredential) form.querySelector("button").disabled = false;
  else say("missing");
})();

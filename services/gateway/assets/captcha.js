// The automatic check: fetches an ALTCHA challenge, lets the widget's own worker find the number, and fills the
// hidden field. The form waits for it when it is sent earlier; one that was sent already and needs a harder check goes
// out again by itself, unless it is changed meanwhile. No puzzle, no other host, no inline style.
"use strict";
(() => {
  const line = document.querySelector("[data-captcha]");
  if (!line) return;
  const form = line.closest("form");
  const field = form.querySelector("input[name=captcha]");
  const words = line.querySelector("[role=status]");
  const dot = line.querySelector(".dot");
  const RETRY_MILLISECONDS = 4000;
  const SPARE_SECONDS = 20;
  let run = 0;
  let waiting = line.dataset.goesOn === undefined ? null : form.querySelector("button[type=submit]");

  const say = (state) => {
    words.textContent = line.dataset[state];
    dot.className = "dot" + (state === "passed" ? " good" : state === "failed" ? " bad" : " waiting");
  };

  const search = (challenge) => new Promise((resolve, reject) => {
    const count = Math.max(1, Math.min(navigator.hardwareConcurrency || 2, 4));
    const step = Math.ceil((challenge.maxnumber + 1) / count);
    const workers = [];
    let open = count;
    const stop = () => workers.forEach((worker) => worker.terminate());
    for (let index = 0; index < count; index += 1) {
      const worker = new Worker(line.dataset.worker);
      workers.push(worker);
      worker.onerror = () => { stop(); reject(new Error("worker")); };
      worker.onmessage = (event) => {
        open -= 1;
        if (event.data && Number.isInteger(event.data.number)) { stop(); resolve(event.data.number); }
        else if (open === 0) reject(new Error("no number"));
      };
      worker.postMessage({
        type: "work",
        payload: { algorithm: challenge.algorithm, challenge: challenge.challenge, salt: challenge.salt },
        start: index * step,
        max: Math.min(challenge.maxnumber, (index + 1) * step - 1),
      });
    }
  });

  const renewIn = (challenge, answered) => {
    const expires = Number(new URLSearchParams(challenge.salt.split("?")[1] || "").get("expires"));
    const now = (Date.parse(answered.headers.get("date") || "") || Date.now()) / 1000;
    return expires ? Math.max(expires - now - SPARE_SECONDS, 5) * 1000 : 0;
  };

  const solve = async () => {
    const mine = (run += 1);
    field.value = "";
    say("checking");
    try {
      const answered = await fetch(line.dataset.url, { headers: { accept: "application/json" }, cache: "no-store" });
      if (!answered.ok) throw new Error(String(answered.status));
      const { challenge } = await answered.json();
      const number = await search(challenge);
      if (mine !== run) return;
      const { algorithm, salt, signature } = challenge;
      field.value = btoa(JSON.stringify({ algorithm, challenge: challenge.challenge, number, salt, signature }));
      say("passed");
      const renew = renewIn(challenge, answered);
      if (renew) setTimeout(() => { if (mine === run) solve(); }, renew);
      if (waiting) { const submitter = waiting; waiting = null; form.requestSubmit(submitter); }
    } catch {
      if (mine !== run) return;
      say("failed");
      setTimeout(() => { if (mine === run) solve(); }, RETRY_MILLISECONDS);
    }
  };

  form.addEventListener("submit", (event) => {
    if (field.value) return;
    event.preventDefault();
    waiting = event.submitter || form.querySelector("button");
    say("finishing");
  });
  if (waiting) form.addEventListener("input", () => { waiting = null; }, { once: true });
  // A page that comes back from the history holds a solution that is spent.
  addEventListener("pageshow", (event) => { if (event.persisted) solve(); });
  line.hidden = false;
  solve();
})();

// The live line: what became of the message or call. Of a reset it hears by server-sent events; where they fail, and of a
// set-up, it asks again and again. The page is loaded anew once either has moved on. The countdown changes text only; its
// end is announced once, but not over the news that the message failed.
"use strict";
(() => {
  const line = document.querySelector("[data-live]");
  if (!line) return;
  const words = line.querySelector("[role=status]");
  const dot = line.querySelector(".dot");
  const clock = line.querySelector("[data-countdown]");
  const FIRST_POLL_MILLISECONDS = 1000;
  const STREAM_FAILURES = 2;
  // Loads the page anew. What was posted last is not posted again: this may be the page that refused it.
  const goOn = () => location.replace(location.pathname);

  const ringing = line.dataset.rings !== undefined;
  // A message that is being registered is watched less and less often; what moves on by itself is not.
  const POLL_MOST_MILLISECONDS = ringing || line.dataset.events ? 5000 : 20000;
  let pause = FIRST_POLL_MILLISECONDS;
  const DOTS = { queued: "dot waiting", sent: ringing ? "dot waiting" : "dot good", delivered: "dot good", delayed: "dot waiting", failed: "dot bad" };

  const show = (view) => {
    const challenge = view.challenge || view.setup;
    // A set-up has neither status nor gates, and its line nothing to compare them with.
    const moved = view.status !== line.dataset.status || (view.gates && String(view.gates.passed)) !== line.dataset.passed
      || !challenge || (challenge.reference || "") !== line.dataset.reference
      || (challenge.match_number || "") !== line.dataset.match || (challenge.call_end || "") !== line.dataset.end;
    if (moved) { goOn(); return; }
    if (challenge.delivery === line.dataset.delivery) return;
    line.dataset.delivery = challenge.delivery;
    words.textContent = line.dataset[challenge.delivery] || words.textContent;
    dot.className = DOTS[challenge.delivery] || "dot";
  };

  const poll = async () => {
    try {
      const answered = await fetch(line.dataset.state, { headers: { accept: "application/json" }, cache: "no-store" });
      if ([204, 401, 409].includes(answered.status)) { goOn(); return; }
      if (answered.ok) show(await answered.json());
    } catch { /* asked again below */ }
    pause = Math.min(2 * pause, POLL_MOST_MILLISECONDS);
    setTimeout(poll, pause);
  };

  const listen = () => {
    if (!window.EventSource) { poll(); return; }
    const stream = new EventSource(line.dataset.events);
    let failures = 0;
    const heard = (event) => {
      failures = 0;
      try { show(JSON.parse(event.data)); } catch { /* a comment or an unknown event */ }
    };
    stream.addEventListener("message", heard);
    stream.addEventListener("reset", heard);
    stream.addEventListener("error", () => {
      failures += 1;
      if (failures >= STREAM_FAILURES || stream.readyState === EventSource.CLOSED) { stream.close(); poll(); }
    });
    addEventListener("pagehide", () => stream.close());
    addEventListener("pageshow", (event) => { if (event.persisted) goOn(); });
  };

  const countDown = () => {
    const end = performance.now() + Number(clock.dataset.countdown) * 1000;
    const tick = () => {
      const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
      clock.querySelector("strong").textContent = Math.floor(left / 60) + ":" + String(left % 60).padStart(2, "0");
      if (left > 0) { setTimeout(tick, 250); return; }
      clock.hidden = true;
      if (line.dataset.delivery !== "failed") words.textContent = line.dataset.again;
    };
    tick();
  };

  if (clock) countDown();
  if (line.dataset.events) listen();
  else if (line.dataset.state) setTimeout(poll, pause);
})();

// The new password: shows and hides it, ticks the rules that can be known here, asks the server for the others when
// the person pauses, and compares the two fields. Nothing is ever judged here for good: the server decides.
"use strict";
(() => {
  const list = document.querySelector("[data-rules]");
  if (!list) return;
  const first = document.querySelector("input[name=new_password]");
  const second = document.querySelector("input[name=repeat_password]");
  const form = first.form;
  const summary = document.querySelector("[data-rules-summary]");
  const PAUSE_MILLISECONDS = 700;
  let pause = 0;
  let asking = null;

  const rule = (code) => list.querySelector('[data-rule="' + code + '"]');

  const mark = (item, met) => {
    if (!item) return;
    item.classList.toggle("met", met === true);
    item.classList.toggle("broken", met === false);
    item.querySelector("[data-verdict]").textContent =
      met === true ? list.dataset.met : met === false ? list.dataset.broken : list.dataset.open;
  };

  const classes = (text) => [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u].filter((kind) => kind.test(text)).length;

  const local = () => {
    const text = first.value;
    const length = [...text.normalize("NFC")].length;
    const least = rule("min_length");
    const most = rule("max_length");
    const kinds = rule("classes");
    if (least) {
      mark(least, length === 0 ? null : length >= Number(least.dataset.limit) ? true : null);
      const note = least.querySelector("[data-count]");
      if (note) note.textContent = length ? note.dataset.count.replace("{n}", String(length)) : "";
    }
    if (most) mark(most, length === 0 ? null : length <= Number(most.dataset.limit));
    if (kinds) mark(kinds, length === 0 ? null : classes(text) >= Number(kinds.dataset.limit) ? true : null);
    mark(rule("same"), second.value === "" ? null : second.value === text ? true : text.startsWith(second.value) ? null : false);
  };

  const announce = () => {
    const items = [...list.querySelectorAll("[data-rule]")];
    const met = items.filter((item) => item.classList.contains("met")).length;
    summary.textContent = summary.dataset.text.replace("{met}", String(met)).replace("{all}", String(items.length));
  };

  const ask = async () => {
    if (!first.value) return;
    const mine = (asking = new AbortController());
    try {
      const answered = await fetch(list.dataset.rules, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json", "rekey-csrf": form.elements.csrf.value },
        body: JSON.stringify({ new_password: first.value }),
        cache: "no-store",
        signal: mine.signal,
      });
      if (!answered.ok || mine !== asking) return;
      const { rules } = await answered.json();
      rules.forEach((each) => mark(rule(each.code), each.met));
      local();
    } catch { /* the server judges again at Finish */ }
    if (mine === asking) announce();
  };

  const stopAsking = () => {
    clearTimeout(pause);
    asking?.abort();
  };

  const typed = () => {
    local();
    stopAsking();
    pause = setTimeout(ask, PAUSE_MILLISECONDS);
  };

  first.addEventListener("input", () => {
    ["not_user_id", "not_banned", "not_breached"].forEach((code) => mark(rule(code), null));
    typed();
  });
  second.addEventListener("input", () => { local(); });

  const reveal = document.querySelector("[data-reveal]");
  reveal.hidden = false;
  reveal.addEventListener("click", () => {
    const hidden = first.type === "password";
    first.type = second.type = hidden ? "text" : "password";
    reveal.setAttribute("aria-pressed", String(hidden));
    reveal.querySelector("span").textContent = hidden ? reveal.dataset.hide : reveal.dataset.show;
  });
  // Whatever was going to be asked is judged with the form.
  form.addEventListener("submit", () => {
    stopAsking();
    first.type = second.type = "password";
  });
  // An empty field has nothing to say against the verdicts on the password that was refused.
  if (first.value) local();
})();

// Small things on every page: times in the reader's own zone, how long a page stays open, printing
// and copying, a language list that closes.
"use strict";
(() => {
  const language = document.documentElement.lang;

  document.querySelectorAll("time[datetime]").forEach((time) => {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.getTime())) return;
    const styles = {
      date: { dateStyle: "medium" },
      zoned: {
        year: "numeric", month: "short", day: "numeric", hour: "numeric", minute: "2-digit", timeZoneName: "short",
      },
    };
    const style = styles[time.dataset.style] ?? { dateStyle: "medium", timeStyle: "short" };
    time.textContent = new Intl.DateTimeFormat(language + "-u-nu-latn", style).format(at);
  });

  document.querySelectorAll("[data-closes]").forEach((line) => {
    const end = performance.now() + Number(line.dataset.closes) * 1000;
    const tick = () => {
      const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
      const text = left >= 60 ? line.dataset.minutes : left > 0 ? line.dataset.seconds : line.dataset.over;
      line.textContent = text.replace("{m}", String(Math.floor(left / 60))).replace("{s}", String(left % 60));
      if (left > 0) setTimeout(tick, 500);
    };
    tick();
  });

  const print = document.querySelector("[data-print]");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }

  const copy = document.querySelector("[data-copy]");
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      const lines = [...document.querySelectorAll("[data-copy-from] li")].map((line) => line.textContent.trim());
      // A browser that refuses leaves the words as they were: nothing is said to be copied that is not.
      await navigator.clipboard.writeText(lines.join("\n")).then(() => {
        copy.textContent = copy.dataset.copied;
        document.querySelector("[data-copy-says]").textContent = copy.dataset.copied;
      }, () => undefined);
    });
  }

  const menu = document.querySelector("details.language");
  if (menu) {
    addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }
})();

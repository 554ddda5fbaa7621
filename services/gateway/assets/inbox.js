// The keypad of a call in the demo's inbox: each key goes behind what was pressed before.
"use strict";
(() => {
  for (const phone of document.querySelectorAll("[data-phone]")) {
    const pad = phone.querySelector("[data-pad]");
    const field = phone.querySelector("input[name=keys]");
    pad.hidden = false;
    for (const key of pad.querySelectorAll("[data-key]")) {
      key.addEventListener("click", () => { field.value += key.dataset.key; });
    }
  }
})();

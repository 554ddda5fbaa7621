// The phone form: repeats the calling code of the chosen country inside the number field.
"use strict";
(() => {
  const country = document.querySelector("select[name=country]");
  const prefix = document.querySelector("[data-prefix]");
  if (!country || !prefix) return;
  const show = () => {
    const chosen = country.selectedOptions[0];
    prefix.textContent = chosen ? "+" + chosen.dataset.code : "";
    prefix.hidden = !chosen;
  };
  country.addEventListener("change", show);
  addEventListener("pageshow", show);
  show();
})();

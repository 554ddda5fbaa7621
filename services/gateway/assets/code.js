// The code field: takes a whole pasted message, and sends itself when it was filled at once (paste or autofill),
// never while someone types digit by digit.
"use strict";
(() => {
  const field = document.querySelector("input.code");
  if (!field) return;
  const length = Number(field.dataset.length);
  // Keyboards of Arabic, Persian and East Asia have digits of their own.
  const plain = (text) => text.normalize("NFKC").replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => digit.charCodeAt(0) & 15);
  const digits = (text) => plain(text).replace(/[^0-9]/g, "");
  let before = digits(field.value).length;

  const send = (code) => {
    field.value = code;
    field.form.requestSubmit();
  };

  field.addEventListener("paste", (event) => {
    const text = plain((event.clipboardData || { getData: () => "" }).getData("text"));
    const joined = text.replace(/([0-9])[\s-]+(?=[0-9])/g, "$1");
    const found = joined.match(new RegExp("(?<![0-9])[0-9]{" + length + "}(?![0-9])"));
    if (!found) return;
    event.preventDefault();
    before = length;
    send(found[0]);
  });

  field.addEventListener("input", () => {
    const code = digits(field.value);
    const added = code.length - before;
    before = code.length;
    if (code.length === length && added > 1) send(code);
  });
})();

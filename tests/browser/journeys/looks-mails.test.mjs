// Every mail in every language, as a person opens it: on a phone and on a desktop, in light and in dark. The notifier's own tests
// write them to `target/notices`; `cargo xtask test` runs those first.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { lookAtMail } from "../appearance.mjs";
import { openBrowser, openMails } from "../browser.mjs";

openBrowser();

const MAILS = fileURLToPath(new URL("../../../target/notices", import.meta.url));
const LOCALES = readdirSync(new URL("../../../services/notifier/texts", import.meta.url));
/** Fewer are a sign that the notifier's tests did not run. */
const KINDS_LEAST = 18;

for (const locale of LOCALES) {
  test(`every mail in "${locale}" is good to look at`, async (t) => {
    const mails = readdirSync(MAILS).filter((name) => name.endsWith(`.${locale}.html`));
    assert.ok(mails.length >= KINDS_LEAST, `${mails.length} mails: run the notifier's tests first`);
    const page = await openMails(t);
    const faults = [];
    for (const mail of mails) {
      await page.goto(pathToFileURL(path.join(MAILS, mail)).href);
      faults.push(...await lookAtMail(page, mail));
    }
    assert.deepEqual(faults, []);
  });
}

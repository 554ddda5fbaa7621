// Every language of the page's own list: pages fit a phone and are in that language, and one of them from right to left, from the
// user ID to the new password, with digits as its keyboards type them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Button, look, openLook } from "../appearance.mjs";
import { openBrowser, openPage } from "../browser.mjs";
import { DAVE, NEW_PASSWORD } from "../people.mjs";
import { reference } from "../steps.mjs";
import { World } from "../world.mjs";

openBrowser();

const PATHS = ["/", "/reset", "/register", "/help"];
/** The narrowest that WCAG 2.2 wants to work (1.4.10). */
const NARROW = { width: 320, height: 700 };

test("pages fit a narrow phone in every language, and are in it", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world);
  await page.goto("/");
  const tags = await page.locator("details.language a").evaluateAll((links) => links.map((link) => link.lang));
  assert.equal(tags.length, 12);
  await page.setViewportSize(NARROW);
  for (const path of PATHS) {
    const headings = new Set();
    for (const tag of tags) {
      await page.goto(`${path}?lang=${tag}`);
      const seen = await page.evaluate(() => ({
        lang: document.documentElement.lang,
        dir: document.documentElement.dir,
        heading: document.querySelector("h1").textContent.trim(),
        overflow: document.documentElement.scrollWidth - innerWidth,
      }));
      headings.add(seen.heading);
      const { heading, ...form } = seen;
      assert.deepEqual(form, { lang: tag, dir: tag === "ar" ? "rtl" : "ltr", overflow: 0 }, `${path} in ${tag}: ${heading}`);
    }
    assert.equal(headings.size, tags.length, `${path} says the same in two languages: ${[...headings].join(", ")}`);
  }
});

test("a reset in Arabic leads to a new password, with the code typed in Arabic digits", async (t) => {
  const world = await World.start(t);
  const page = await openLook(world, { options: { locale: "ar" } });
  await page.goto("/reset");
  await look(t, page, "arabic-who");
  await page.locator("#user_id").fill(DAVE.userId);
  await page.locator("main form .button").click();
  await page.getByRole("radio").first().waitFor();
  await page.locator(".way", { has: page.locator("input") }).first().click();
  await look(t, page, "arabic-choose");
  await page.locator("main form .button:not(.outlined, .quiet)").first().click();
  await page.locator("#code").waitFor();
  await look(t, page, "arabic-code");
  const [message] = await world.messagesTo(DAVE.email, { saying: await reference(page) });
  assert.match(message.text, /رمز/);
  const code = message.text.match(/\b[0-9]{6}\b/)[0];
  await page.locator("#code").fill(code.replace(/[0-9]/g, (digit) => String.fromCharCode(0x660 + Number(digit))));
  // Filled at once, as from a paste, it sends itself.
  await page.locator("#new_password").waitFor();
  await look(t, page, "arabic-password", Button.ANYWHERE);
  await page.locator("#new_password").fill(NEW_PASSWORD);
  await page.locator("#repeat_password").fill(NEW_PASSWORD);
  await page.locator("main form .button:not(.outlined, .quiet)").first().click();
  await page.locator(".key-brass").waitFor();
  assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
  assert.equal(await world.signsIn(DAVE.userId, NEW_PASSWORD), true);
});

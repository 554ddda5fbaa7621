// Every page of a reset, looked at in each of its states.
import { test } from "node:test";
import { Button, look, openLook } from "../appearance.mjs";
import { openBrowser } from "../browser.mjs";
import { ALICE, BOB, DAVE, ERIN, FRANK, NEW_PASSWORD, wrong } from "../people.mjs";
import {
  EMAIL, PAGES, TEXT, askByEmail, askByText, at, choose, chooseContact, codeFor, identify, press, problems,
  proveByEmail, typeCode, typeNumber, typePassword,
} from "../steps.mjs";
import { World } from "../world.mjs";

openBrowser();

test("the pages of a reset with one gate", async (t) => {
  const world = await World.start(t);
  const page = await openLook(world, { outages: true });
  await page.goto("/");
  await look(t, page, "doors");
  await page.goto("/reset");
  await page.getByText("Automatic check passed").waitFor();
  await look(t, page, "who");
  await press(page, "Next");
  await problems(page);
  await page.getByText("Automatic check passed").waitFor();
  await look(t, page, "who-error", Button.ANYWHERE);

  await identify(page, BOB.userId, PAGES.choose);
  await look(t, page, "choose");
  await page.getByRole("radio", { name: TEXT }).first().check();
  await look(t, page, "choose-open");
  await page.goto("/reset/choose");
  await press(page, "Next");
  await problems(page);
  await look(t, page, "choose-error", Button.ANYWHERE);

  await chooseContact(page, TEXT, "21");
  await at(page, PAGES.number);
  await look(t, page, "number");
  await typeNumber(page, "425 555");
  await problems(page);
  await look(t, page, "number-error", Button.ANYWHERE);
  await typeNumber(page, BOB.phone);
  await at(page, PAGES.codeTexted);
  const code = await codeFor(page, world, BOB.phone);
  await page.locator(".live .dot.good").waitFor();
  await look(t, page, "code-texted");
  await typeCode(page, wrong(code));
  await problems(page);
  await look(t, page, "code-wrong", Button.ANYWHERE);
  await press(page, "Send a new code");
  await page.getByRole("alert").getByText("A message was just sent").waitFor();
  await look(t, page, "code-cooldown", Button.ANYWHERE);
  await typeCode(page, code);
  await at(page, PAGES.password);
  await look(t, page, "password", Button.ANYWHERE);
  await page.getByLabel("New password").pressSequentially("P@ssw0rd");
  await page.locator('[data-rule="not_banned"].broken').waitFor();
  await look(t, page, "password-typed", Button.ANYWHERE);
  await press(page, "Finish");
  await problems(page);
  await look(t, page, "password-differs", Button.ANYWHERE);
  await typePassword(page, "P@ssw0rd");
  await page.getByRole("alert").getByText("does not meet every rule").waitFor();
  await look(t, page, "password-rejected", Button.ANYWHERE);
  await typePassword(page, NEW_PASSWORD);
  await at(page, PAGES.done);
  await look(t, page, "done");
});

test("the pages of a reset that ends early", async (t) => {
  const world = await World.start(t);
  const page = await openLook(world, { outages: true });
  await identify(page, ERIN.userId, PAGES.notEnabled);
  await look(t, page, "closed-not-enabled");
  await identify(page, ALICE.userId, PAGES.notRegistered);
  await look(t, page, "closed-not-registered");
  await identify(page, DAVE.userId, PAGES.choose);
  await press(page, "Stop this reset");
  await at(page, PAGES.cancelled);
  await look(t, page, "closed-cancelled");

  await identify(page, DAVE.userId, PAGES.choose);
  await askByEmail(page);
  await guess(page, wrong(await codeFor(page, world, DAVE.email)), 5);
  await page.goto("/reset/code");
  await look(t, page, "code-no-tries-left", Button.ANYWHERE);
  await page.goto("/reset/choose");
  await askByText(page, DAVE.phone);
  await guess(page, wrong(await codeFor(page, world, DAVE.phone)), 4);
  await typeCode(page, wrong(await codeFor(page, world, DAVE.phone)));
  await at(page, "Too many tries");
  await look(t, page, "closed-too-many");

  await identify(page, BOB.userId, PAGES.choose);
  const cookies = await page.context().cookies();
  await identify(page, BOB.userId, PAGES.choose);
  await chooseContact(page, EMAIL, "@p");
  await at(page, PAGES.codeEmailed);
  await typeCode(page, await codeFor(page, world, BOB.email));
  await at(page, PAGES.password);
  await typePassword(page, NEW_PASSWORD);
  await at(page, PAGES.done);
  await page.context().addCookies(cookies);
  await page.goto("/reset/choose");
  await at(page, PAGES.superseded);
  await look(t, page, "closed-superseded");

  await identify(page, BOB.userId, PAGES.choose);
  await world.resume(15 * 60 + 5);
  await page.goto("/reset/choose");
  await at(page, PAGES.expired);
  await look(t, page, "closed-expired");
});

/** Types a wrong code so many times. */
async function guess(page, code, times) {
  for (let left = times; left > 0; left -= 1) {
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await typeCode(page, code);
    await (await answered).finished();
    await problems(page);
  }
}

test("the pages of a reset with two gates, which tell nothing early", async (t) => {
  const world = await World.start(t);
  const page = await openLook(world);
  await identify(page, FRANK.userId, PAGES.choose);
  await look(t, page, "fabrikam-choose");
  await askByEmail(page);
  await look(t, page, "fabrikam-code-emailed");
  await page.goto("/reset/choose");
  await proveByEmail(page, world, FRANK.email, PAGES.chooseSecond).catch(() => undefined);
  await look(t, page, "fabrikam-choose-second");
  await choose(page, TEXT);
  await at(page, PAGES.number);
  await typeNumber(page, FRANK.phone);
  await at(page, PAGES.codeTexted);
  await typeCode(page, await codeFor(page, world, FRANK.phone));
  await at(page, PAGES.password);
  await look(t, page, "fabrikam-password", Button.ANYWHERE);
});

test("the pages of a reset in German, whose words are longer", async (t) => {
  const world = await World.start(t);
  const page = await openLook(world, { options: { locale: "de-DE" } });
  await page.goto("/");
  await look(t, page, "german-doors");
  await page.goto("/reset");
  await page.locator("[data-captcha] .dot.good").waitFor();
  await look(t, page, "german-who");
  await page.getByLabel("Benutzerkennung").fill(BOB.userId);
  await press(page, "Weiter");
  await page.getByRole("radio").first().waitFor();
  await look(t, page, "german-choose");
  await page.locator(".way").nth(1).click();
  await page.locator(".contacts label:visible").filter({ hasText: "21" }).click();
  await press(page, "Weiter");
  await page.locator("#phone_number").waitFor();
  await look(t, page, "german-number");
  await page.locator("#phone_number").fill(BOB.phone);
  await page.locator("main .button").click();
  await page.locator("#code").waitFor();
  const code = await codeFor(page, world, BOB.phone);
  await page.locator(".live .dot.good").waitFor();
  await look(t, page, "german-code");
  await page.locator("#code").fill(code);
  await page.locator("#new_password").waitFor();
  await look(t, page, "german-password", Button.ANYWHERE);
});

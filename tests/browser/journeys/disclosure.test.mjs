// What the pages tell about accounts that cannot reset: everything in Contoso, nothing in Fabrikam.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openBrowser, openPage } from "../browser.mjs";
import { ALICE, ERIN, FRANK, GRACE, HEIDI } from "../people.mjs";
import { EMAIL, PAGES, askByEmail, at, follow, identify, press, problems } from "../steps.mjs";
import { World } from "../world.mjs";

openBrowser();

const HELP_DESK = "helpdesk@contoso.example";

for (const [name, userId] of [["disabled", ERIN.userId], ["unknown", "nobody@contoso.example"]]) {
  test(`who is ${name} in Contoso is told so, and reaches the help desk by mail`, async (t) => {
    const world = await World.start(t);
    const page = await openPage(world);
    await identify(page, userId, PAGES.notEnabled);
    await page.getByText("Your account is not enabled for password reset.").waitFor();
    await follow(page, "Contact your administrator");
    await at(page, PAGES.contact);
    await page.getByLabel("User ID").fill(userId);
    await press(page, "Send");
    assert.deepEqual(await problems(page), ["Say how we can reach you", "Say what is wrong"]);
    assert.equal(await page.getByLabel("User ID").inputValue(), userId, "what was typed stays");
    await page.getByLabel("How can we reach you?").fill("Room 7");
    await page.getByLabel("What is wrong?").fill("I cannot get in.");
    await press(page, "Send");
    await at(page, PAGES.contactSent);
    if (userId !== ERIN.userId) return;
    const [digest] = await world.messagesTo(HELP_DESK, { saying: /I cannot get in\./ });
    assert.ok(digest.text.includes(ERIN.userId) && digest.text.includes("Room 7"), digest.text);
  });
}

test("who has not registered in Contoso is told so, with both ways on", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world);
  await identify(page, ALICE.userId, PAGES.notRegistered);
  await follow(page, "I can still sign in");
  await at(page, PAGES.signIn);
  await page.goBack();
  await at(page, PAGES.notRegistered);
  await follow(page, "Contact your administrator");
  await at(page, PAGES.contact);
});

test("in Fabrikam everyone reaches the same code page", async (t) => {
  const world = await World.start(t);
  const strangers = [1, 2, 3].map((number) => `nobody${number}@fabrikam.example`);
  const people = [FRANK.userId, GRACE.userId, HEIDI.userId, ...strangers];
  const [frank, ...others] = (await Promise.all(people.map((userId) => emailedCode(world, userId)))).filter(Boolean);
  assert.ok(others.length >= 2, "one stranger in thirty or so has no email");
  for (const other of others) {
    assert.equal(other.page, frank.page, `${other.userId} sees what ${FRANK.userId} sees`);
  }
});

/** A reset up to the page of the emailed code, once that was sent. */
async function emailedCode(world, userId) {
  const page = await openPage(world);
  await identify(page, userId, PAGES.choose);
  const ways = await page.locator(".way strong").allInnerTexts();
  if (!ways.includes(EMAIL)) return undefined;
  await askByEmail(page);
  await page.locator(".live .dot.good").waitFor();
  return { userId, page: await withoutItsOwn(page) };
}

/** The page without what differs between two resets of one person: letters, masked contact, tokens, the countdown. */
async function withoutItsOwn(page) {
  return page.locator("main").evaluate((main) => {
    const copy = main.cloneNode(true);
    const own = ".lead .mask, .lead .unseen, .reference .tag, .reference strong, [data-countdown]";
    copy.querySelectorAll(own).forEach((element) => element.remove());
    copy.querySelectorAll("input").forEach((input) => input.removeAttribute("value"));
    copy.querySelectorAll("[data-reference]").forEach((line) => line.removeAttribute("data-reference"));
    return copy.innerHTML;
  });
}

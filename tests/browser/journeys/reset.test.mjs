// A reset from the start to the new password: one gate, two gates, other ways, codes, passwords.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openBrowser, openPage } from "../browser.mjs";
import { DAVE, FRANK, NEW_PASSWORD, wrong } from "../people.mjs";
import {
  EMAIL, PAGES, askByEmail, askByText, at, choose, codeFor, finish, follow, identify, passwordIsNew, press,
  problems, proveByEmail, proveByText, reference, sendAgain, typeCode, typeNumber, typePassword,
} from "../steps.mjs";
import { APART, POSTGRES, SQLITE, World, until } from "../world.mjs";

openBrowser();

for (const engine of [SQLITE, POSTGRES, APART]) {
  test(`two gates in Fabrikam lead to a new password, on ${engine}`, async (t) => {
    const world = await World.start(t, engine);
    const page = await openPage(world);
    await identify(page, FRANK.userId, PAGES.choose);
    await proveByEmail(page, world, FRANK.email, PAGES.chooseSecond);
    assert.equal(await page.getByRole("radio", { name: EMAIL }).count(), 0, "a way that was proven is not offered again");
    await proveByText(page, world, FRANK.phone, PAGES.password);
    await finish(page, world, FRANK.userId);
    // Whoever owns the account is told on every contact.
    for (const contact of [FRANK.email, FRANK.phone]) {
      const messages = await world.messagesTo(contact, { count: 2 });
      assert.equal(messages.length, 2, "a code and a notice");
    }
  });
}

test("a pasted message fills the code field and sends it", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world);
  await identify(page, DAVE.userId, PAGES.choose);
  await askByEmail(page);
  const [message] = await world.messagesTo(DAVE.email, { saying: await reference(page) });
  await page.getByLabel("Code").evaluate((field, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text", text);
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, message.text);
  await at(page, PAGES.password);
});

test("a number that is not the registered one is told, and nothing is sent", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world);
  await identify(page, DAVE.userId, PAGES.choose);
  await choose(page, "Text my mobile phone");
  await at(page, PAGES.number);
  for (const [number, sentence] of [
    ["", "Type the phone number"],
    ["12", "That is not a complete phone number"],
    ["206 555 0134", "That is not the number that is registered"],
  ]) {
    await typeNumber(page, number);
    await page.getByRole("alert").getByText(sentence).waitFor();
    assert.equal((await problems(page)).length, 1);
    assert.equal(await page.getByLabel("Phone number").inputValue(), number, "what was typed stays");
  }
  assert.deepEqual(await (await world.fetch("/inbox/messages")).json(), []);
  await typeNumber(page, "(425) 555-0134");
  await at(page, PAGES.codeTexted);
});

test("after five wrong codes the right one is refused, and a new one leads on", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world, { outages: true });
  await identify(page, DAVE.userId, PAGES.choose);
  await askByEmail(page);
  const code = await codeFor(page, world, DAVE.email);
  const late = await page.context().newPage();
  await late.goto("/reset/code");
  for (const sentence of [
    "That code is not right. You have 4 tries left.",
    "That code is not right. You have 3 tries left.",
    "That code is not right. You have 2 tries left.",
    "That code is not right. You have 1 try left.",
    "That code is not right. Ask for a new one.",
  ]) {
    await typeCode(page, wrong(code));
    await page.getByRole("alert").getByText(sentence).waitFor();
    assert.deepEqual(await problems(page), [sentence]);
  }
  assert.equal(await page.getByLabel("Code").count(), 0, "there is nothing left to type");
  await typeCode(late, code);
  await late.getByRole("alert").getByText("can no longer be used").waitFor();
  await late.close();
  assert.equal(await world.signsIn(DAVE.userId, world.password(DAVE.userId)), true, "nothing has changed");
  await world.resume(31);
  await page.goto("/reset/code");
  await page.getByText("No tries are left for this code.").waitFor();
  await sendAgain(page);
  await typeCode(page, await codeFor(page, world, DAVE.email));
  await at(page, PAGES.password);
});

test("an expired code is refused, and a new one leads on", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world, { outages: true });
  await identify(page, DAVE.userId, PAGES.choose);
  await askByText(page, DAVE.phone);
  const code = await codeFor(page, world, DAVE.phone);
  await world.resume(301);
  await typeCode(page, code);
  await page.getByRole("alert").waitFor();
  assert.deepEqual(await problems(page), ["This code can no longer be used. Ask for a new one."]);
  await sendAgain(page);
  await typeCode(page, await codeFor(page, world, DAVE.phone));
  await at(page, PAGES.password);
});

test("an idle reset is over, and can be started again", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world, { outages: true });
  await identify(page, DAVE.userId, PAGES.choose);
  await world.resume(15 * 60 + 5);
  await page.reload();
  await at(page, PAGES.expired);
  await follow(page, "Start again");
  await at(page, PAGES.who);
});

test("another way can be used, and the first code counts for its own way only", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world);
  await identify(page, DAVE.userId, PAGES.choose);
  await askByText(page, DAVE.phone);
  const texted = await codeFor(page, world, DAVE.phone);
  await follow(page, "Choose another way");
  await at(page, PAGES.choose);
  await askByEmail(page);
  const mailed = await codeFor(page, world, DAVE.email);
  if (texted !== mailed) {
    await typeCode(page, texted);
    await page.getByRole("alert").getByText("That code is not right").waitFor();
  }
  await typeCode(page, mailed);
  await at(page, PAGES.password);
  await finish(page, world, DAVE.userId);
});

test("the page of a text offers to email the code instead", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world);
  await identify(page, DAVE.userId, PAGES.choose);
  await askByText(page, DAVE.phone);
  await press(page, "Email it instead");
  await at(page, PAGES.codeEmailed);
  await typeCode(page, await codeFor(page, world, DAVE.email));
  await at(page, PAGES.password);
});

test("a new code comes after the cool-down, and the older one no longer works", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world, { outages: true });
  await identify(page, DAVE.userId, PAGES.choose);
  await askByEmail(page);
  const letters = await reference(page);
  const older = await world.codeTo(DAVE.email, letters);
  await page.locator(".live").getByText(/new code in 0:[0-9]{2}/).waitFor();
  await press(page, "Send a new code");
  await page.getByRole("alert").waitFor();
  assert.match((await problems(page))[0], /^A message was just sent\. You can ask for another one in [0-9]+ seconds\.$/);
  assert.equal(await reference(page), letters, "the first message still counts");
  await world.resume(31);
  await page.goto("/reset/code");
  assert.equal(await page.locator("[data-countdown]").count(), 0, "the cool-down is over");
  await sendAgain(page);
  const newer = await codeFor(page, world, DAVE.email);
  if (older !== newer) {
    await typeCode(page, older);
    await page.getByRole("alert").getByText("That code is not right").waitFor();
  }
  await typeCode(page, newer);
  await at(page, PAGES.password);
});

test("a weak password is told by the live rules, and a good one is taken", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world);
  await identify(page, DAVE.userId, PAGES.choose);
  await proveByEmail(page, world, DAVE.email, PAGES.password);
  const verdict = async (rule) => {
    const text = await page.locator(`[data-rule="${rule}"] [data-verdict]`).textContent();
    return text.trim();
  };
  const rules = await page.locator("[data-rule]").count();
  assert.ok(rules >= 4, "the rules stand there before anything is typed");
  for (const rule of ["min_length", "classes", "same"]) assert.equal(await verdict(rule), "Not met yet");

  const judged = page.waitForResponse("**/reset/password/rules");
  await page.getByLabel("New password").pressSequentially("P@ssw0rd");
  assert.equal(await verdict("min_length"), "Met");
  await judged;
  await page.locator('[data-rule="not_banned"].broken').waitFor();

  await typePassword(page, "P@ssw0rd");
  await page.getByRole("alert").waitFor();
  assert.deepEqual(await problems(page), ["The password does not meet every rule"]);
  assert.equal(await verdict("not_banned"), "Not met");
  assert.equal(await page.getByLabel("New password").inputValue(), "", "a password is never sent back");

  await typePassword(page, NEW_PASSWORD, `${NEW_PASSWORD}!`);
  await page.getByRole("alert").getByText("That is not the same password").waitFor();

  await page.getByRole("button", { name: "Show" }).first().click();
  await page.getByLabel("New password").fill(NEW_PASSWORD);
  assert.equal(await page.getByLabel("New password").getAttribute("type"), "text");
  await page.getByLabel("Type it again").fill(NEW_PASSWORD);
  await page.locator('[data-rule="same"].met').waitFor();
  await until("every rule is met", async () => (await page.locator("[data-rule].met").count()) === rules);
  await press(page, "Finish");
  await at(page, PAGES.done);
  await passwordIsNew(world, DAVE.userId);
});

test("a reset that is stopped changes nothing", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world);
  await identify(page, DAVE.userId, PAGES.choose);
  await press(page, "Stop this reset");
  await at(page, PAGES.cancelled);
  await follow(page, "Start again");
  await at(page, PAGES.who);
  assert.equal(await world.signsIn(DAVE.userId, world.password(DAVE.userId)), true);
});

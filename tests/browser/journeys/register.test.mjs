// Registering ways to be reached while the password is still known.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openBrowser, openPage } from "../browser.mjs";
import { ALICE, DAVE, ERIN, wrong } from "../people.mjs";
import {
  EMAIL, PAGES, addEmail, addPhone, at, codeFor, finish, follow, identify, press, problems, proveByText, signIn, typeCode,
  typeNumber,
} from "../steps.mjs";
import { APART, POSTGRES, SQLITE, World } from "../world.mjs";

openBrowser();

const COOL_DOWN_SECONDS = 31;

for (const engine of [SQLITE, POSTGRES, APART]) {
  test(`phone and email are registered and give the password back the same day, on ${engine}`, async (t) => {
    const world = await World.start(t, engine);
    const page = await openPage(world);
    await signIn(page, world, ALICE.userId);
    await page.getByText("You can’t reset your password yet").waitFor();
    await page.getByRole("link", { name: "set it up now", exact: true }).click();
    await at(page, PAGES.addPhone);
    await typeNumber(page, "425 555 0177");
    await at(page, PAGES.codeTexted);
    await typeCode(page, await codeFor(page, world, ALICE.phone));
    await at(page, PAGES.thanks);
    await page.getByText("Register a back-up too").waitFor();
    await follow(page, "set it up now");
    await at(page, PAGES.addEmail);
    await page.getByLabel("Email address").fill(ALICE.email);
    await press(page, "email me");
    await at(page, PAGES.codeEmailed);
    await typeCode(page, await codeFor(page, world, ALICE.email));
    await at(page, PAGES.thanks);
    await follow(page, "Finish");
    await at(page, PAGES.waysBack);
    await page.getByText("You are ready").waitFor();

    await identify(page, ALICE.userId, PAGES.choose);
    await proveByText(page, world, ALICE.phone, PAGES.password);
    await finish(page, world, ALICE.userId);
    await page.goto("/security-info");
    await at(page, PAGES.signIn);
  });
}

test("what became of the code is told on the page that waits for it, by itself", async (t) => {
  const world = await World.start(t, APART);
  const page = await openPage(world);
  await signIn(page, world, ALICE.userId);
  await page.goto("/security-info/phone");
  await world.kill("notifier");
  await typeNumber(page, "425 555 0177");
  await at(page, PAGES.codeTexted);
  await page.getByLabel("Code").fill("123");
  const line = page.locator(".live");
  await line.getByText("On its way").waitFor();
  await world.resume(0, "notifier");
  await line.getByText("Sent").waitFor();
  assert.equal(await page.getByLabel("Code").inputValue(), "123", "what was typed stays");
  await page.getByLabel("Code").fill("");
  await typeCode(page, await codeFor(page, world, ALICE.phone));
  await at(page, PAGES.thanks);
});

test("a page that refused a code goes on to the next message and guesses nothing by that", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world, { outages: true });
  await signIn(page, world, ALICE.userId);
  await page.goto("/security-info/phone");
  await typeNumber(page, "425 555 0177");
  await at(page, PAGES.codeTexted);
  await typeCode(page, wrong(await codeFor(page, world, ALICE.phone)));
  await page.getByRole("alert").getByText("That code is not right").waitFor();
  const posted = [];
  page.on("request", (request) => { if (request.method() === "POST") posted.push(request.url()); });
  await world.resume(COOL_DOWN_SECONDS);
  const other = await page.context().newPage();
  await other.goto(new URL(page.url()).pathname);
  await press(other, "Send a new code");
  await at(other, PAGES.codeTexted);
  await page.getByRole("alert").waitFor({ state: "detached" });
  assert.deepEqual(posted, []);
  await typeCode(page, await codeFor(page, world, ALICE.phone));
  await at(page, PAGES.thanks);
});

test("wrong numbers, addresses and codes are told, and nothing is half registered", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world);
  await signIn(page, world, ALICE.userId);
  await page.goto("/security-info/phone");
  for (const [number, sentence] of [
    ["12", "That is not a complete phone number"],
    ["+1 900 234 5678", "Codes can’t be sent to this kind of number"],
    ["+43 664 1234567", "Codes are not sent to numbers of this country"],
  ]) {
    await typeNumber(page, number);
    await page.getByRole("alert").getByText(sentence).waitFor();
    assert.equal((await problems(page)).length, 1);
  }
  await page.goto("/security-info/email");
  for (const [address, sentence] of [
    ["alice", "Type a whole email address"],
    [ALICE.userId, "Use an address that you can open without this password"],
  ]) {
    await page.getByLabel("Email address").fill(address);
    await press(page, "email me");
    await page.getByRole("alert").getByText(sentence).waitFor();
  }
  await page.getByLabel("Email address").fill(ALICE.email);
  await press(page, "email me");
  await at(page, PAGES.codeEmailed);
  await typeCode(page, wrong(await codeFor(page, world, ALICE.email)));
  await page.getByRole("alert").getByText("That code is not right").waitFor();
  await page.goto("/security-info");
  await page.getByText("You can’t reset your password yet").waitFor();
});

test("a phone that is lost stops working at once, and where it was is told", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world);
  await signIn(page, world, DAVE.userId);
  await page.goto("/security-info/phone");
  await page.getByLabel("My old phone is lost").check();
  await typeNumber(page, "12");
  await problems(page);
  assert.equal(await page.getByLabel("My old phone is lost").isChecked(), true, "it is not asked twice");
  await typeNumber(page, ALICE.phone);
  await at(page, PAGES.codeTexted);
  await typeCode(page, await codeFor(page, world, ALICE.phone));
  await at(page, PAGES.thanks);
  await page.goto("/security-info");
  const phones = page.getByRole("listitem").filter({ hasText: "Mobile phone" });
  assert.equal(await phones.count(), 1, "the lost one is gone");
  await phones.getByText(/works from/i).waitFor();
  await world.messagesTo(DAVE.phone, { saying: "added" });
  await identify(page, DAVE.userId, PAGES.choose);
  assert.deepEqual(await page.locator(".way strong").allInnerTexts(), [EMAIL]);
});

test("a way can be removed again", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world);
  await signIn(page, world, ALICE.userId);
  await addPhone(page, world, ALICE.phone);
  await addEmail(page, world, ALICE.email);
  await page.goto("/security-info");
  await page.getByRole("link", { name: /^Remove.*Mobile phone$/ }).click();
  await at(page, PAGES.remove);
  await follow(page, "Keep it");
  await at(page, PAGES.waysBack);
  await page.getByRole("link", { name: /^Remove.*Mobile phone$/ }).click();
  await press(page, "Remove");
  await at(page, PAGES.waysBack);
  assert.equal(await page.getByRole("link", { name: /^Remove.*Mobile phone$/ }).count(), 0);
  await page.getByText("Add a back-up while you still can").waitFor();
});

test("who is not enabled is told after signing in, with the way to the administrator", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world);
  await signIn(page, world, ERIN.userId, "Password reset is not enabled for you");
  await follow(page, "Contact your administrator");
  await at(page, PAGES.contact);
});

test("a wrong password does not sign in, and says no more than that", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world);
  await page.goto("/register");
  for (const userId of [ALICE.userId, "nobody@contoso.example"]) {
    await page.getByLabel("User ID").fill(userId);
    await page.getByLabel("Password").fill("not the password");
    await press(page, "Sign in");
    await page.getByRole("alert").waitFor();
    assert.deepEqual(await problems(page), ["The user ID or the password is not right"]);
    assert.equal(await page.getByLabel("User ID").inputValue(), userId);
    await page.goto("/register");
  }
});

test("who signs out is out", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world);
  await signIn(page, world, ALICE.userId);
  await press(page, "Sign out");
  await at(page, PAGES.doors);
  await page.goBack();
  await at(page, PAGES.signIn);
  await page.goto("/security-info/phone");
  await at(page, PAGES.signIn);
});

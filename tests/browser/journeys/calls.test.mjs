// Calls: the phone is the demo's inbox, open in a second window, as somebody has it who tries Rekey.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openBrowser, openPage } from "../browser.mjs";
import { ALICE, BOB, FRANK } from "../people.mjs";
import {
  CALL, CALL_OFFICE, PAGES, at, chooseContact, choose, finish, identify, keysToPress, press, pressOn,
  hangUp, problems, proveByEmail, signIn, typeNumberToCall,
} from "../steps.mjs";
import { APART, SQLITE, World } from "../world.mjs";

openBrowser();

const COOL_DOWN_SECONDS = 11;

for (const engine of [SQLITE, APART]) {
  test(`my mobile is called, and # on it gives the password back, on ${engine}`, async (t) => {
    const world = await World.start(t, engine);
    const [page, phone] = [await openPage(world), await openPage(world)];
    await identify(page, BOB.userId, PAGES.choose);
    await chooseContact(page, CALL, "21");
    await at(page, PAGES.number);
    await typeNumberToCall(page, BOB.otherPhone);
    const [other] = await problems(page);
    assert.equal(other, "That number does not end in the digits shown below. Type the whole number that does.");
    await typeNumberToCall(page, BOB.phone);
    await at(page, PAGES.callPound);
    await pressOn(phone, world, BOB.phone, "#");
    await at(page, PAGES.password);
    await finish(page, world, BOB.userId);
  });
}

test("my office is called at its extension, and the call that I missed is made again", async (t) => {
  const world = await World.start(t);
  const [page, phone] = [await openPage(world, { outages: true }), await openPage(world)];
  await identify(page, BOB.userId, PAGES.choose);
  await choose(page, CALL_OFFICE);
  await at(page, PAGES.callPound);
  await hangUp(phone, world, BOB.office);
  await page.getByText("No keys were pressed").waitFor();
  await press(page, "try again");
  const [tooSoon] = await problems(page);
  assert.match(tooSoon, /^We have just called\. You can ask for another call in \d+ seconds\.$/);
  await world.resume(COOL_DOWN_SECONDS);
  await page.goto("/reset/call");
  await press(page, "try again");
  await at(page, PAGES.callPound);
  await page.getByText("No keys were pressed").waitFor({ state: "detached" });
  await pressOn(phone, world, BOB.office, "#", 2);
  await at(page, PAGES.password);
  await finish(page, world, BOB.userId);
});

test("the number of the page is the one to press", async (t) => {
  const world = await World.start(t);
  const [page, phone] = [await openPage(world), await openPage(world)];
  await identify(page, FRANK.userId, PAGES.choose);
  await proveByEmail(page, world, FRANK.email, PAGES.chooseSecond);
  await choose(page, CALL);
  await at(page, PAGES.number);
  await typeNumberToCall(page, FRANK.phone);
  await at(page, PAGES.callMatch);
  const keys = await keysToPress(page);
  assert.match(keys, /^[0-9]{2}#$/);
  await pressOn(phone, world, FRANK.phone, keys);
  await at(page, PAGES.password);
  await finish(page, world, FRANK.userId);
});

test("a phone is registered by a call", async (t) => {
  const world = await World.start(t);
  const [page, phone] = [await openPage(world), await openPage(world)];
  await signIn(page, world, ALICE.userId);
  await page.goto("/security-info/phone");
  await at(page, PAGES.addPhone);
  await page.getByLabel("Phone number").fill("425 555 0177");
  await press(page, "call me");
  await at(page, PAGES.callPound);
  await pressOn(phone, world, ALICE.phone, "#");
  await at(page, PAGES.thanks);
  await page.goto("/security-info");
  await page.getByText("Add a back-up while you still can").waitFor();
  await page.getByText("number ending in 77").waitFor();
});

// Calls: the phone is the demo's inbox, open in a second window, as somebody has it who tries Rekey.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openBrowser, openPage } from "../browser.mjs";
import { ALICE, BOB, FRANK } from "../people.mjs";
import {
  CALL, ENDS, PAGES, at, callOffice, chooseContact, choose, endCall, finish, identify, keysToPress, press, pressOn,
  hangUp, problems, proveByEmail, readingCodesOut, signIn, spokenCode, typeCode, typeNumberToCall,
} from "../steps.mjs";
import { APART, SQLITE, World } from "../world.mjs";

openBrowser();

const COOL_DOWN_SECONDS = 11;
/** The next one is longer; the clock is put forward from the start. */
const COOL_DOWNS_SECONDS = COOL_DOWN_SECONDS + 61;

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
  await callOffice(page, BOB.office, PAGES.callPound);
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

for (const { words, says } of ENDS) {
  test(`how my call ended is explained, and it is made again: ${says}`, async (t) => {
    const world = await World.start(t);
    const [page, phone] = [await openPage(world, { outages: true }), await openPage(world)];
    await identify(page, BOB.userId, PAGES.choose);
    await callOffice(page, BOB.office, PAGES.callPound);
    await endCall(phone, world, BOB.office, words);
    await page.getByText(says).waitFor();
    await world.resume(COOL_DOWN_SECONDS);
    await page.goto("/reset/call");
    await press(page, "try again");
    await page.getByText(says).waitFor({ state: "detached" });
    await pressOn(phone, world, BOB.office, "#", 2);
    await at(page, PAGES.password);
  });
}

test("whoever is called and did not ask presses 9, and the page says so", async (t) => {
  const world = await World.start(t);
  const [page, phone] = [await openPage(world), await openPage(world)];
  await identify(page, BOB.userId, PAGES.choose);
  await callOffice(page, BOB.office, PAGES.callPound);
  await pressOn(phone, world, BOB.office, "9");
  await at(page, PAGES.callRefused);
  await page.getByText("Your password was not changed").waitFor();
});

for (const engine of [SQLITE, APART]) {
  test(`a call reads a code out, which gives the password back, on ${engine}`, async (t) => {
    const world = await World.start(t, engine);
    await world.applySettings(readingCodesOut);
    const [page, phone] = [await openPage(world, { outages: true }), await openPage(world)];
    for (const [calls, { words, says }] of ENDS.entries()) {
      await identify(page, BOB.userId, PAGES.choose);
      await chooseContact(page, CALL, "21");
      await at(page, PAGES.number);
      await typeNumberToCall(page, BOB.phone);
      await at(page, PAGES.callCode);
      assert.equal(await page.locator(".reference").count(), 0, "a call says no reference");
      await endCall(phone, world, BOB.phone, words, calls + 1);
      await page.getByText(says).waitFor();
      assert.equal(await page.getByRole("textbox", { name: "Code" }).count(), 0, "nobody heard a code");
    }
    await press(page, "try again");
    const [tooSoon] = await problems(page);
    assert.match(tooSoon, /^We have just called\. You can ask for another call in \d+ seconds\.$/);
    await world.resume(COOL_DOWN_SECONDS);
    await page.goto("/reset/code");
    await press(page, "try again");
    await page.getByText(ENDS.at(-1).says).waitFor({ state: "detached" });
    await at(page, PAGES.callCode);
    await typeCode(page, await spokenCode(world, BOB.phone, ENDS.length + 1));
    await at(page, PAGES.password);
    await finish(page, world, BOB.userId);
  });
}

test("who is called for a code and did not ask presses 9, and the page says so", async (t) => {
  const world = await World.start(t);
  await world.applySettings(readingCodesOut);
  const [page, phone] = [await openPage(world), await openPage(world)];
  await identify(page, BOB.userId, PAGES.choose);
  await callOffice(page, BOB.office, PAGES.callCode);
  await pressOn(phone, world, BOB.office, "9");
  await at(page, PAGES.callRefused);
});

test("a call reads a code out to a new phone, and its end is told", async (t) => {
  const world = await World.start(t);
  await world.applySettings(readingCodesOut);
  const [page, phone] = [await openPage(world, { outages: true }), await openPage(world)];
  await signIn(page, world, ALICE.userId);
  await page.goto("/security-info/phone");
  await at(page, PAGES.addPhone);
  await page.getByLabel("Phone number").fill("425 555 0177");
  await press(page, "call me");
  await at(page, PAGES.callCode);
  await endCall(phone, world, ALICE.phone, "mailbox");
  await page.getByText("A machine answered").waitFor();
  await world.resume(COOL_DOWN_SECONDS);
  await page.reload();
  await press(page, "try again");
  await page.getByText("A machine answered").waitFor({ state: "detached" });
  await pressOn(phone, world, ALICE.phone, "9", 2);
  await page.getByText("The call was refused").waitFor();
  await world.resume(COOL_DOWNS_SECONDS);
  await page.reload();
  await press(page, "try again");
  await page.getByText("The call was refused").waitFor({ state: "detached" });
  await typeCode(page, await spokenCode(world, ALICE.phone, 3));
  await at(page, PAGES.thanks);
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

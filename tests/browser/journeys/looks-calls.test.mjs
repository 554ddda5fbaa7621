// The pages of a call, and the phone of the demo, looked at in each of their states.
import { test } from "node:test";
import { Button, look, openLook } from "../appearance.mjs";
import { openBrowser } from "../browser.mjs";
import { ALICE, BOB, FRANK } from "../people.mjs";
import {
  CALL, ENDS, PAGES, at, callOffice, choose, chooseContact, endCall, hangUp, identify, press, pressOn, problems,
  proveByEmail, readingCodesOut, signIn, typeNumberToCall,
} from "../steps.mjs";
import { World } from "../world.mjs";

openBrowser();

const COOL_DOWN_SECONDS = 11;

test("the pages of a call", async (t) => {
  const world = await World.start(t);
  const [page, phone] = [await openLook(world, { outages: true }), await openLook(world)];
  await identify(page, BOB.userId, PAGES.choose);
  await callOffice(page, BOB.office, PAGES.callPound);
  await world.messagesTo(BOB.office);
  await page.locator(".live .dot.waiting, .live .dot.good").waitFor();
  await look(t, page, "call-pound", Button.NONE);
  await phone.goto("/inbox");
  await look(t, phone, "inbox-call", Button.ANYWHERE);
  await hangUp(phone, world, BOB.office);
  await page.getByText("No keys were pressed").waitFor();
  await look(t, page, "call-nothing-pressed");
  await press(page, "try again");
  await problems(page);
  await look(t, page, "call-too-soon", Button.ANYWHERE);

  await identify(page, FRANK.userId, PAGES.choose);
  await proveByEmail(page, world, FRANK.email, PAGES.chooseSecond);
  await choose(page, CALL);
  await at(page, PAGES.number);
  await look(t, page, "number-to-call");
  await typeNumberToCall(page, FRANK.phone);
  await at(page, PAGES.callMatch);
  await look(t, page, "call-match", Button.NONE);
  await pressOn(phone, world, FRANK.phone, "#");
  await page.getByText("Other keys were pressed").waitFor();
  await look(t, page, "call-wrong-keys");
});

test("the ends of a call", async (t) => {
  const world = await World.start(t);
  const [page, phone] = [await openLook(world), await openLook(world)];
  for (const [calls, { words, says, name }] of ENDS.entries()) {
    await identify(page, BOB.userId, PAGES.choose);
    await callOffice(page, BOB.office, PAGES.callPound);
    await endCall(phone, world, BOB.office, words, calls + 1);
    await page.getByText(says).waitFor();
    await look(t, page, `call-${name}`);
  }
  await identify(page, BOB.userId, PAGES.choose);
  await callOffice(page, BOB.office, PAGES.callPound);
  await pressOn(phone, world, BOB.office, "9", ENDS.length + 1);
  await at(page, PAGES.callRefused);
  await look(t, page, "closed-call-refused");
});

test("the pages of a call that reads a code out", async (t) => {
  const world = await World.start(t);
  await world.applySettings(readingCodesOut);
  const [page, phone] = [await openLook(world, { outages: true }), await openLook(world)];
  await identify(page, BOB.userId, PAGES.choose);
  await chooseContact(page, CALL, "21");
  await at(page, PAGES.number);
  await typeNumberToCall(page, BOB.phone);
  await at(page, PAGES.callCode);
  await world.messagesTo(BOB.phone);
  await look(t, page, "call-code");
  await endCall(phone, world, BOB.phone, "let it ring");
  await page.getByText("Nobody answered").waitFor();
  await look(t, page, "call-code-no-answer");
  await press(page, "try again");
  await problems(page);
  await look(t, page, "call-code-too-soon", Button.ANYWHERE);
});

test("the pages of a phone that is registered by a call", async (t) => {
  const world = await World.start(t);
  const [page, phone] = [await openLook(world), await openLook(world)];
  await signIn(page, world, ALICE.userId);
  await page.goto("/security-info/phone");
  await at(page, PAGES.addPhone);
  await look(t, page, "register-call-me");
  await page.getByLabel("Phone number").fill("425 555 0177");
  await press(page, "call me");
  await at(page, PAGES.callPound);
  await world.messagesTo(ALICE.phone);
  await look(t, page, "register-call", Button.NONE);
  await pressOn(phone, world, ALICE.phone, "9");
  await page.getByText("The call was refused").waitFor();
  await look(t, page, "register-call-refused");

  await world.applySettings(readingCodesOut);
  await world.resume(COOL_DOWN_SECONDS);
  await page.goto("/security-info/phone");
  await at(page, PAGES.addPhone);
  await page.getByLabel("Phone number").fill("425 555 0177");
  await press(page, "call me");
  await at(page, PAGES.callCode);
  await look(t, page, "register-call-code");
  await endCall(phone, world, ALICE.phone, "be busy", 2);
  await page.getByText("The line was busy").waitFor();
  await look(t, page, "register-call-code-busy");
});

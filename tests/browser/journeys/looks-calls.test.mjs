// The pages of a call, and the phone of the demo, looked at in each of their states.
import { test } from "node:test";
import { Button, look, openLook } from "../appearance.mjs";
import { openBrowser } from "../browser.mjs";
import { BOB, FRANK } from "../people.mjs";
import {
  CALL, CALL_OFFICE, PAGES, at, choose, hangUp, identify, press, pressOn, problems, proveByEmail,
  typeNumberToCall,
} from "../steps.mjs";
import { World } from "../world.mjs";

openBrowser();

test("the pages of a call", async (t) => {
  const world = await World.start(t);
  const [page, phone] = [await openLook(world, { outages: true }), await openLook(world)];
  await identify(page, BOB.userId, PAGES.choose);
  await choose(page, CALL_OFFICE);
  await at(page, PAGES.callPound);
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
});

// What happens on the way: the connection is lost, the program is killed, a person goes back or loads a page again.
import assert from "node:assert/strict";
import { request as send } from "node:http";
import { test } from "node:test";
import { openBrowser, openPage } from "../browser.mjs";
import { ALICE, DAVE, FRANK, NEW_PASSWORD } from "../people.mjs";
import {
  EMAIL, PAGES, TEXT, askByEmail, askByText, at, choose, codeFor, finish, identify, passwordIsNew, press, signIn,
  typeCode, typeNumber, typePassword,
} from "../steps.mjs";
import { POSTGRES, SQLITE, World } from "../world.mjs";

openBrowser();

for (const engine of [SQLITE, POSTGRES]) {
  test(`killed between every two pages the reset goes on and nothing is sent twice, on ${engine}`, async (t) => {
    const world = await World.start(t, engine);
    const page = await openPage(world, { outages: true });
    await page.goto("/reset");
    await page.getByText("Automatic check passed").waitFor();
    await world.resume();
    await page.getByLabel("User ID").fill(FRANK.userId);
    await press(page, "Next");
    await at(page, PAGES.choose);
    await world.resume();
    await askByEmail(page);
    await world.resume();
    await typeCode(page, await codeFor(page, world, FRANK.email));
    await at(page, PAGES.chooseSecond);
    await world.resume();
    await choose(page, TEXT);
    await at(page, PAGES.number);
    await world.resume();
    await typeNumber(page, FRANK.phone);
    await at(page, PAGES.codeTexted);
    // A text that a crash catches on its way to the provider is never sent by itself again: the person asks for another.
    const code = await codeFor(page, world, FRANK.phone);
    await world.resume();
    await page.reload();
    await typeCode(page, code);
    await at(page, PAGES.password);
    await world.resume();
    await typePassword(page, NEW_PASSWORD);
    await at(page, PAGES.done);
    await world.resume();
    await page.reload();
    await at(page, PAGES.done);
    await passwordIsNew(world, FRANK.userId);
    for (const contact of [FRANK.email, FRANK.phone]) {
      const notice = await world.messagesTo(contact, { saying: /password was (just )?changed/ });
      assert.equal(different(notice), 1);
      assert.equal(different(await world.messagesTo(contact)), 2, "a code and a notice");
    }
    const codes = await world.messagesTo(FRANK.phone, { saying: code });
    assert.equal(codes.length, 1, "a text with a code is sent once");
  });
}

/** How many messages there are but for repetitions: mail that a crash catches on its way is sent again as it was. */
function different(messages) {
  return new Set(messages.map(({ text }) => text)).size;
}

test("killed between every two pages a registration goes on", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world, { outages: true });
  await signIn(page, world, ALICE.userId);
  await world.resume();
  await page.goto("/security-info/email");
  await world.resume();
  await page.getByLabel("Email address").fill(ALICE.email);
  await press(page, "email me");
  await at(page, PAGES.codeEmailed);
  await world.resume();
  await page.reload();
  await at(page, PAGES.codeEmailed);
  await typeCode(page, await codeFor(page, world, ALICE.email));
  await at(page, PAGES.thanks);
  await world.resume();
  await page.goto("/security-info");
  await page.getByText("Add a back-up while you still can").waitFor();
  assert.equal(different(await world.messagesTo(ALICE.email)), 1, "one code");
});

test("offline in the middle: the same page stands there again", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world, { outages: true });
  await identify(page, DAVE.userId, PAGES.choose);
  await page.context().setOffline(true);
  await page.reload().catch((error) => assert.match(error.message, /ERR_INTERNET_DISCONNECTED/));
  await page.context().setOffline(false);
  await page.reload();
  await at(page, PAGES.choose);
  await askByEmail(page);
  const code = await codeFor(page, world, DAVE.email);
  await page.context().setOffline(true);
  await typeCode(page, code);
  await page.waitForURL("chrome-error://**");
  await page.context().setOffline(false);
  await page.goto("/reset/code");
  await at(page, PAGES.codeEmailed);
  await typeCode(page, code);
  await at(page, PAGES.password);
  await finish(page, world, DAVE.userId);
});

test("an answer that got lost on the way is found again: the page that fits is shown", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world, { outages: true });
  await identify(page, DAVE.userId, PAGES.choose);

  await loseAnswer(page, "/reset/choose");
  await choose(page, EMAIL);
  await page.waitForURL("chrome-error://**");
  await page.goto("/reset/code");
  await at(page, PAGES.codeEmailed);
  const code = await codeFor(page, world, DAVE.email);

  await loseAnswer(page, "/reset/code");
  await typeCode(page, code);
  await page.waitForURL("chrome-error://**");
  await page.goto("/reset/code");
  await at(page, PAGES.password);

  await loseAnswer(page, "/reset/password");
  await typePassword(page, NEW_PASSWORD);
  await page.waitForURL("chrome-error://**");
  await page.goto("/reset/password");
  await at(page, PAGES.done);
  await passwordIsNew(world, DAVE.userId);
});

/** The next form sent to this path reaches the program, but the browser never hears what came of it, cookies included. */
async function loseAnswer(page, path) {
  await page.route(`**${path}`, async (route) => {
    const request = route.request();
    const cookies = await page.context().cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    // What the browser itself adds on the wire.
    const headers = { ...request.headers(), cookie, "sec-fetch-site": "same-origin" };
    const status = await new Promise((resolve, reject) => {
      const sent = send(request.url(), { method: request.method(), headers });
      sent.once("error", reject).once("response", (answer) => answer.resume().once("end", () => resolve(answer.statusCode)));
      sent.end(request.postDataBuffer());
    });
    assert.equal(status, 303, "the form was taken");
    await route.abort("connectionreset");
  }, { times: 1 });
}

test("back and reload at every page of a reset lead to a page that fits", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world);
  const reloaded = async (heading) => {
    await page.reload();
    await at(page, heading);
  };
  const backTo = async (before, current) => {
    await page.goBack();
    await at(page, before);
    await page.goForward();
    await at(page, current);
  };
  await page.goto("/");
  await at(page, PAGES.doors);
  await page.getByRole("link", { name: "I forgot my password" }).click();
  await at(page, PAGES.who);
  await reloaded(PAGES.who);
  await backTo(PAGES.doors, PAGES.who);
  await page.getByLabel("User ID").fill(FRANK.userId);
  await press(page, "Next");
  await at(page, PAGES.choose);
  await reloaded(PAGES.choose);
  await backTo(PAGES.who, PAGES.choose);
  await choose(page, TEXT);
  await at(page, PAGES.number);
  await reloaded(PAGES.number);
  await backTo(PAGES.choose, PAGES.number);
  await typeNumber(page, FRANK.phone);
  await at(page, PAGES.codeTexted);
  await reloaded(PAGES.codeTexted);
  await backTo(PAGES.number, PAGES.codeTexted);
  await typeCode(page, await codeFor(page, world, FRANK.phone));
  await at(page, PAGES.chooseSecond);
  await reloaded(PAGES.chooseSecond);
  // The way is proven: the page of its code is gone.
  await backTo(PAGES.chooseSecond, PAGES.chooseSecond);
  await askByEmail(page);
  await reloaded(PAGES.codeEmailed);
  await backTo(PAGES.chooseSecond, PAGES.codeEmailed);
  await typeCode(page, await codeFor(page, world, FRANK.email));
  await at(page, PAGES.password);
  await reloaded(PAGES.password);
  await backTo(PAGES.password, PAGES.password);
  await finish(page, world, FRANK.userId);
  await reloaded(PAGES.done);
  await page.goBack();
  await at(page, PAGES.done);
  assert.equal((await world.messagesTo(FRANK.phone, { count: 2 })).length, 2, "nothing was sent again");
});

test("a page that was left open and sent late leads to the page that fits", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world);
  await identify(page, DAVE.userId, PAGES.choose);
  await askByText(page, DAVE.phone);
  const code = await codeFor(page, world, DAVE.phone);
  const other = await page.context().newPage();
  await other.goto("/reset/code");
  await typeCode(other, code);
  await at(other, PAGES.password);
  // The first page hears of it by itself.
  await at(page, PAGES.password);
  const judged = page.waitForResponse("**/reset/password/rules");
  await page.getByLabel("New password").fill("Another green kettle 8");
  await page.getByLabel("Type it again").fill("Another green kettle 8");
  await judged;
  await finish(other, world, DAVE.userId);
  await press(page, "Finish");
  await at(page, PAGES.done);
  await passwordIsNew(world, DAVE.userId);
});

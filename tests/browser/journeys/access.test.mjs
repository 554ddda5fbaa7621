// Everyone gets through: without JavaScript, with the keyboard alone, in another language; and forged forms do not.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openBrowser, openPage } from "../browser.mjs";
import { DAVE, FRANK, NEW_PASSWORD, wrong } from "../people.mjs";
import {
  EMAIL, PAGES, askByEmail, askByText, at, codeFor, identify, passwordIsNew, press, problems, reference, typeCode,
  typePassword,
} from "../steps.mjs";
import { World, until } from "../world.mjs";

openBrowser();

const STOPS_MAX = 40;

test("without JavaScript the automatic check says what to do", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world, { options: { javaScriptEnabled: false } });
  const advice = page.locator("noscript .notice");
  await page.goto("/reset");
  assert.match(await advice.innerText(), /This page needs JavaScript\..*contact your administrator/s);
  await page.getByLabel("User ID").fill(DAVE.userId);
  await press(page, "Next");
  const [sentence] = await page.getByRole("alert").getByRole("listitem").allInnerTexts();
  assert.match(sentence, /automatic check/);
  assert.equal(await page.getByLabel("User ID").inputValue(), DAVE.userId, "what was typed stays");
  await advice.getByRole("link").click();
  await at(page, PAGES.contact);
  await advice.waitFor();
});

test("a reset begun with JavaScript goes on without it", async (t) => {
  const world = await World.start(t);
  const begun = await openPage(world);
  await identify(begun, FRANK.userId, PAGES.choose);
  const storageState = await begun.context().storageState();
  const page = await openPage(world, { options: { javaScriptEnabled: false, storageState } });
  await page.goto("/reset");
  await page.goto("/reset/choose");
  await press(page, "Next");
  await page.getByRole("alert").getByText("Choose one of the ways").waitFor();
  await askByText(page, FRANK.phone);
  await typeCode(page, wrong(await codeFor(page, world, FRANK.phone)));
  await page.getByRole("alert").getByText("That code is not right").waitFor();
  await typeCode(page, await codeFor(page, world, FRANK.phone));
  await at(page, PAGES.chooseSecond);
  await askByEmail(page);
  await typeCode(page, await codeFor(page, world, FRANK.email));
  await at(page, PAGES.password);
  await typePassword(page, "short");
  await page.getByRole("alert").getByText("The password does not meet every rule").waitFor();
  assert.equal((await page.locator('[data-rule="min_length"] [data-verdict]').textContent()).trim(), "Not met");
  await typePassword(page, NEW_PASSWORD);
  await at(page, PAGES.done);
  await passwordIsNew(world, FRANK.userId);
});

test("the keyboard alone goes through a whole reset, and its place is always seen", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world);
  await page.goto("/");
  await page.keyboard.press("Tab");
  await isSeen(page);
  assert.equal(await focused(page), "Skip to the content", "the first stop skips the bar");
  await tabTo(page, "I forgot my password");
  await page.keyboard.press("Enter");

  await at(page, PAGES.who);
  await tabTo(page, "Next");
  await page.keyboard.press("Enter");
  assert.deepEqual(await problems(page), ["Type your user ID"]);
  await isSeen(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "User ID", "the summary leads to the field");
  await page.keyboard.type(DAVE.userId);
  await page.keyboard.press("Enter");

  await at(page, PAGES.choose);
  await tabTo(page, EMAIL);
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await isSeen(page);
  assert.match(await focused(page), /^Text my mobile phone/, "arrows walk through the ways");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");

  await at(page, PAGES.codeEmailed);
  assert.equal(await focused(page), "Code", "the page opens at its field");
  await isSeen(page);
  await page.keyboard.type(await codeFor(page, world, DAVE.email));
  await page.keyboard.press("Enter");

  await at(page, PAGES.password);
  await tabTo(page, "New password");
  await page.keyboard.type(NEW_PASSWORD);
  await tabTo(page, "Show");
  await page.keyboard.press("Enter");
  assert.equal(await page.getByLabel("New password").getAttribute("type"), "text");
  await tabTo(page, "Type it again");
  await page.keyboard.type(NEW_PASSWORD);
  await tabTo(page, "Finish");
  await page.keyboard.press("Enter");
  await at(page, PAGES.done);
  await passwordIsNew(world, DAVE.userId);
});

/** The words of what has the focus, as a screen reader begins them. */
async function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    const label = element.labels?.[0]?.innerText ?? element.innerText ?? "";
    return label.trim().split("\n")[0].trim();
  });
}

/** Presses Tab until these words have the focus; every stop on the way must be seen. */
async function tabTo(page, words) {
  for (let stop = 0; stop < STOPS_MAX; stop += 1) {
    await page.keyboard.press("Tab");
    await isSeen(page);
    if ((await focused(page)).toLowerCase().startsWith(words.toLowerCase())) return;
  }
  assert.fail(`"${words}" is not reached by Tab`);
}

/** The focus is drawn, and what has it is inside the window. */
async function isSeen(page) {
  const seen = await page.evaluate(() => {
    const element = document.activeElement;
    // A field with the calling code inside draws the focus around both.
    const drawn = element.closest(".dial") ?? element;
    const [style, box] = [getComputedStyle(drawn), element.getBoundingClientRect()];
    return {
      what: element.outerHTML.slice(0, 120),
      outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
      inside: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    };
  });
  assert.ok(seen.outline && seen.inside, `the focus is not seen at ${JSON.stringify(seen)}`);
}

test("a browser that asks for German gets German, on pages and in messages", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world, { options: { locale: "de-DE" } });
  await page.goto("/reset");
  assert.equal(await page.locator("html").getAttribute("lang"), "de");
  await page.getByLabel("Benutzerkennung").fill(DAVE.userId);
  await press(page, "Weiter");
  await page.getByRole("radio").first().waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "de");
  await press(page, "Weiter");
  assert.equal((await problems(page)).length, 1);
  await page.locator(".way", { has: page.locator("input") }).first().click();
  await press(page, "Weiter");
  await page.getByRole("button", { name: "Prüfen" }).waitFor();
  const [message] = await world.messagesTo(DAVE.email, { saying: await reference(page) });
  assert.match(message.text, /Code/);
  assert.match(message.text, /(Ihr|Sie|Dein|dein|niemand)/);
});

test("the language can be chosen, and stays", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world);
  await page.goto("/reset");
  await page.locator("details.language summary").click();
  await page.getByRole("link", { name: "Deutsch" }).click();
  await page.locator('html[lang="de"]').waitFor();
  await page.goto("/help");
  assert.equal(await page.locator("html").getAttribute("lang"), "de");
});

test("a form without its token, or with another one, changes nothing and says what to do", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world);
  await identify(page, DAVE.userId, PAGES.choose);
  for (const forge of [(field) => field.remove(), (field) => { field.value = "forged"; }]) {
    await page.goto("/reset/choose");
    await page.locator('form[action="/reset/choose"] input[name=csrf]').evaluate(forge);
    await page.getByRole("radio", { name: EMAIL }).check();
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await press(page, "Next");
    assert.equal((await answered).status(), 403);
    await at(page, "This form is too old");
    await page.locator("main").getByRole("link", { name: "Help" }).waitFor();
  }
  assert.deepEqual(await (await world.fetch("/inbox/messages")).json(), []);
  await page.goto("/reset/code");
  await at(page, PAGES.choose);
});

test("the watch over every journey sees what a page must never do", async (t) => {
  const world = await World.start(t);
  const faults = [];
  const page = await openPage(world, { faults });
  await page.goto("/");
  await page.evaluate(() => {
    const bad = '<p style="color: red">styled</p><img src="http://elsewhere.example/x.png">';
    document.body.insertAdjacentHTML("beforeend", bad);
    setTimeout(() => { throw new Error("thrown by a script"); });
    return fetch("/api/v1/nothing");
  });
  for (const fault of [/style/, /elsewhere\.example/, /thrown by a script/, /^404 for GET/]) {
    await until(`a fault like ${fault}`, async () => faults.some((found) => fault.test(found)));
  }
});

// A network that begins many resets gets a harder check, which the page takes by itself.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openBrowser, openPage } from "../browser.mjs";
import { BOB, DAVE } from "../people.mjs";
import { PAGES, at, identify, press } from "../steps.mjs";
import { World } from "../world.mjs";

// One reset with a base check, one with the next, one with the hardest.
process.env.REKEY__LIMITS__STARTS_PER_NETWORK = "[{max=3,seconds=3600}]";
process.env.REKEY__CAPTCHA__RAISE_AT_PERCENT = "[34,67]";

openBrowser();

/** The levels that were asked for since then. */
function levels(page) {
  const seen = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.pathname === "/api/v1/captcha") seen.push(url.searchParams.get("level") ?? "0");
  });
  return seen;
}

test("a harder check is taken by the page itself", async (t) => {
  const world = await World.start(t);
  for (const [person, expected] of [[DAVE, ["0"]], [BOB, ["0", "1"]], [DAVE, ["0", "2"]]]) {
    const page = await openPage(world);
    const asked = levels(page);
    await identify(page, person.userId, PAGES.choose);
    assert.deepEqual(asked, expected);
  }
  const page = await openPage(world);
  await page.goto("/reset");
  await page.getByLabel("User ID").fill(DAVE.userId);
  await press(page, "Next");
  await page.getByRole("alert").getByText("Too many tries").waitFor();
});

test("what is changed meanwhile waits for the button, and says why it takes longer", async (t) => {
  const world = await World.start(t);
  await identify(await openPage(world), BOB.userId, PAGES.choose);
  const page = await openPage(world);
  let goOn;
  const held = new Promise((resolve) => { goOn = resolve; });
  await page.route("**/api/v1/captcha?level=*", async (route) => { await held; await route.continue(); });
  await page.goto("/reset");
  await page.getByLabel("User ID").fill("nobody@contoso.example");
  await press(page, "Next");
  await page.getByRole("status").getByText("takes a little longer").waitFor();
  assert.equal(await page.getByLabel("User ID").inputValue(), "nobody@contoso.example", "what was typed stays");
  assert.equal(await page.getByRole("alert").count(), 0, "nothing is wrong");
  await page.getByLabel("User ID").fill(DAVE.userId);
  goOn();
  await page.locator("[data-captcha] .dot.good").waitFor();
  await at(page, PAGES.who);
  await press(page, "Next");
  await at(page, PAGES.choose);
});

// Administrators: signing in with password and code, and what they see after a reset.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Button, look, openLook } from "../appearance.mjs";
import { openBrowser, openPage } from "../browser.mjs";
import { ADMIN, ALICE, DAVE, wrong } from "../people.mjs";
import { PAGES, askByEmail, at, codeFor, finish, identify, press, problems, proveByEmail, typeCode } from "../steps.mjs";
import { APART, POSTGRES, SQLITE, World } from "../world.mjs";

openBrowser();

async function typeName(page, userId, password) {
  await page.getByLabel("User ID").fill(userId);
  await page.getByLabel("Password").fill(password);
  await press(page, "Sign in");
}

/** Signs in with password and a code. */
async function administer(page, world, code = world.appCode(ADMIN.userId, 0)) {
  await page.goto("/admin");
  await at(page, PAGES.adminSignIn);
  await typeName(page, ADMIN.userId, world.password(ADMIN.userId));
  await at(page, PAGES.appCode);
  await typeCode(page, code);
  await at(page, PAGES.overview);
}

/** A reset that was completed, one that was only begun, and one of a stranger. */
async function happen(page, world) {
  await identify(page, DAVE.userId, PAGES.choose);
  await proveByEmail(page, world, DAVE.email, PAGES.password);
  await finish(page, world, DAVE.userId);
  await page.context().clearCookies();
  await identify(page, "nobody@contoso.example", PAGES.notEnabled);
  await page.context().clearCookies();
  await identify(page, DAVE.userId, PAGES.choose);
  await askByEmail(page);
  await codeFor(page, world, DAVE.email);
  await page.context().clearCookies();
}

for (const engine of [SQLITE, POSTGRES, APART]) {
  test(`an administrator sees what happened after a reset, on ${engine}`, async (t) => {
    const world = await World.start(t, engine);
    const page = await openPage(world);
    await happen(page, world);
    await administer(page, world);
    const figure = (name) => page.locator(`dt:text-is("${name}") + dd b`).innerText();
    assert.equal(await figure("Started"), "3");
    assert.equal(await figure("Got a new password"), "1");
    assert.equal(await figure("Stopped"), "1");
    await page.getByText("1 person is in the middle of a reset right now").waitFor();
    await page.getByRole("link", { name: "See every reset" }).click();
    await at(page, PAGES.resets);
    const rows = page.getByRole("table").getByRole("row");
    assert.equal(await rows.count(), 4, "a head and three resets");
    await rows.filter({ hasText: "Unknown user" }).getByText("Not enabled").waitFor();
    assert.equal(await page.getByText("nobody@contoso.example").count(), 0);
    await page.getByLabel("Status").selectOption({ label: "New password set" });
    await press(page, "Show");
    assert.equal(await rows.count(), 2);
    await page.getByLabel("User ID").fill(ALICE.userId);
    await press(page, "Show");
    await page.getByText("Nothing fits what you asked for").waitFor();
    await page.getByLabel("User ID").fill("two words");
    await press(page, "Show");
    assert.equal((await problems(page)).length, 1);
    await page.getByRole("link", { name: "Deliveries" }).click();
    await at(page, PAGES.deliveries);
    await rows.filter({ hasText: "Password was changed" }).first().getByText("Sent", { exact: true }).waitFor();
    assert.equal(await page.getByText(DAVE.email).count(), 0, "no contact is shown");
    await page.getByRole("link", { name: "Dead letters" }).click();
    await page.getByText("No message was given up").waitFor();
    await press(page, "Sign out");
    await at(page, PAGES.adminSignIn);
    await page.goto("/admin/resets");
    await at(page, PAGES.adminSignIn);
  });
}

test("a wrong code is told, a used one is refused, and five wrong ones begin anew", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world);
  const used = world.appCode(ADMIN.userId, 0);
  await administer(page, world, used);
  await press(page, "Sign out");
  await typeName(page, ADMIN.userId, world.password(ADMIN.userId));
  await at(page, PAGES.appCode);
  await press(page, "verify");
  assert.deepEqual(await problems(page), ["Type the six digits of your app"]);
  await typeCode(page, "12");
  assert.deepEqual(await problems(page), ["The code has six digits"]);
  await typeCode(page, used);
  assert.deepEqual(await problems(page), ["That code is not right. You have 4 tries left."]);
  for (const left of ["3 tries", "2 tries", "1 try"]) {
    await typeCode(page, wrong(world.appCode(ADMIN.userId, 0)));
    await page.getByRole("alert").getByText(`You have ${left} left`).waitFor();
  }
  await typeCode(page, wrong(world.appCode(ADMIN.userId, 0)));
  await at(page, PAGES.adminSignIn);
  assert.deepEqual(await problems(page), ["Too many wrong codes. Sign in again."]);
  await page.goto("/admin/code");
  await at(page, PAGES.adminSignIn);
});

test("a person is refused at the administrators' door as with a wrong password", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world);
  await page.goto("/admin");
  for (const password of [world.password(ALICE.userId), "not the password"]) {
    await typeName(page, ALICE.userId, password);
    await page.getByRole("alert").waitFor();
    assert.deepEqual(await problems(page), ["The user ID or the password is not right"]);
  }
});

test("an administrator registers ways back in after the code, and is not in /admin by that", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world);
  await page.goto("/register");
  await typeName(page, ADMIN.userId, world.password(ADMIN.userId));
  await at(page, PAGES.appCode);
  await page.goto("/security-info");
  await at(page, PAGES.signIn);
  await page.goto("/register/code");
  await typeCode(page, world.appCode(ADMIN.userId, 0));
  await at(page, PAGES.waysBack);
  await page.goto("/admin");
  await at(page, PAGES.adminSignIn);
});

test("the pages of administrators work without scripts", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world, { options: { javaScriptEnabled: false } });
  await administer(page, world);
  await page.getByRole("link", { name: "Resets", exact: true }).click();
  await at(page, PAGES.resets);
  await page.getByText("No resets in the last 24 hours").waitFor();
});

test("the pages of administrators", async (t) => {
  const world = await World.start(t);
  const page = await openLook(world);
  await page.goto("/admin");
  await look(t, page, "admin-sign-in");
  await press(page, "Sign in");
  await problems(page);
  await look(t, page, "admin-sign-in-error", Button.ANYWHERE);
  await typeName(page, ADMIN.userId, world.password(ADMIN.userId));
  await at(page, PAGES.appCode);
  await look(t, page, "admin-code");
  await typeCode(page, wrong(world.appCode(ADMIN.userId, 0)));
  await problems(page);
  await look(t, page, "admin-code-error", Button.ANYWHERE);
  await typeCode(page, world.appCode(ADMIN.userId, 0));
  await at(page, PAGES.overview);
  await look(t, page, "admin-overview-nothing", Button.NONE);
  await page.goto("/admin/resets");
  await look(t, page, "admin-resets-nothing", Button.NONE);
  await press(page, "Sign out");
  await happen(page, world);
  await administer(page, world, world.appCode(ADMIN.userId, 1));
  await look(t, page, "admin-overview", Button.NONE);
  for (const [list, heading] of [["resets", PAGES.resets], ["deliveries", PAGES.deliveries]]) {
    await page.goto(`/admin/${list}`);
    await at(page, heading);
    await look(t, page, `admin-${list}`, Button.NONE);
  }
  await page.goto("/admin/resets?user_id=two%20words");
  await problems(page);
  await look(t, page, "admin-resets-error", Button.NONE);
  await page.goto("/admin/dead-letters");
  await look(t, page, "admin-dead-letters-nothing", Button.NONE);
});

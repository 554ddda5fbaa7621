// Ways back in without a message: set up while the password is known, and used when it is not.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openBrowser, openPage } from "../browser.mjs";
import {
  Keyring, addPasskey, answer, asked, chooseTo, makeCodes, nearPasskey, pickQuestion, scanApp, setQuestions,
  typeRecoveryCode, withEveryMethod,
} from "../methods.mjs";
import { ALICE, BOB, GRACE, NEW_PASSWORD, wrong } from "../people.mjs";
import {
  APP, PAGES, PASSKEY, QUESTIONS, RECOVERY_CODE, addPhone, at, finish, follow, identify, press, problems, signIn,
  typeCode,
} from "../steps.mjs";
import { APART, World } from "../world.mjs";

openBrowser();

const DAY_SECONDS = 24 * 60 * 60;

/** Walks a journey in one process, and with roles apart. */
function journey(name, walk) {
  for (const engine of [undefined, APART]) {
    test(engine ? `${name}, on ${engine}` : name, (t) => walk(t, engine));
  }
}

journey("questions are answered while the password is known, and give it back", async (t, engine) => {
  const world = await World.start(t, engine);
  const page = await openPage(world);
  await signIn(page, world, ALICE.userId);
  await page.goto("/security-info/questions");
  await pickQuestion(page, 1, 1);
  await page.locator("#answer_1").fill("Whiskers");
  await pickQuestion(page, 2, 1);
  await page.locator("#answer_2").fill("St");
  await press(page, "Finish");
  const told = await problems(page);
  assert.deepEqual(told, [
    "Question 2: you chose this one already",
    "Question 2: an answer has 3 to 40 characters",
    "Question 3: choose one from the list",
    "Question 4: choose one from the list",
    "Question 5: choose one from the list",
  ]);
  assert.equal(await page.locator("#question_1").inputValue(), await page.locator("#question_2").inputValue());
  assert.equal(await page.locator("#answer_1").inputValue(), "", "an answer is never sent back");
  const answers = await setQuestions(page);
  await page.goto("/security-info");
  await page.getByText("5 answers").waitFor();

  await identify(page, ALICE.userId, PAGES.choose);
  await chooseTo(page, QUESTIONS, PAGES.questions);
  const first = await asked(page);
  assert.equal(first.length, 3);
  await press(page, "verify");
  assert.equal((await problems(page))[0], "Type your answer");
  let before = first;
  for (let left = 4; left > 0 && !before.some(isNewTo(first)); left -= 1) {
    await answer(page, answers, (text, question) => (question === before[1] ? "something else" : text));
    const others = (await asked(page)).some(isNewTo(before)) ? " We ask other questions now." : "";
    const tries = left === 1 ? "1 try" : `${left} tries`;
    assert.deepEqual(await problems(page), [`That is not right. You have ${tries} left.${others}`]);
    before = await asked(page);
  }
  assert.ok(before.some(isNewTo(first)), "other questions after wrong answers");
  await answer(page, answers, (text) => ` ${text.toUpperCase()} `);
  await at(page, PAGES.password);
  await finish(page, world, ALICE.userId);
});

test("who guesses at answers is out of tries, and sees no more questions", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world);
  await identify(page, BOB.userId, PAGES.choose);
  await chooseTo(page, QUESTIONS, PAGES.questions);
  for (let tries = 5; tries > 0; tries -= 1) {
    assert.equal((await asked(page)).length, 3);
    await answer(page, new Map((await asked(page)).map((question) => [question, "something else"])));
    await problems(page);
  }
  assert.deepEqual(await problems(page), ["That is not right. Choose another way."]);
  assert.equal(await page.getByRole("textbox").count(), 0, "there is nothing left to type into");
  await page.reload();
  await at(page, PAGES.questions);
  assert.equal(await page.getByRole("textbox").count(), 0);
  await follow(page, "Choose another way");
  await at(page, PAGES.choose);
});

/** Whether a question was not among these. Each time three of five are drawn: now and then the same ones. */
function isNewTo(others) {
  return (question) => !others.includes(question);
}

journey("an app and a recovery code are two steps, and each of their codes counts once", async (t, engine) => {
  const world = await World.start(t, engine);
  const page = await openPage(world, { options: { permissions: ["clipboard-read", "clipboard-write"] } });
  await signIn(page, world, GRACE.userId);
  const app = await scanApp(page, "Work phone");
  const drawn = await page.getByRole("img", { name: "QR code for your authenticator app" }).boundingBox();
  assert.ok(drawn.width >= 160 && drawn.width === drawn.height, "large enough to be scanned");
  assert.match(await page.getByRole("link", { name: "open the app" }).getAttribute("href"), /^otpauth:\/\/totp\//);
  const registered = app.code();
  await typeCode(page, wrong(registered));
  await at(page, PAGES.newAppCode);
  assert.match((await problems(page))[0], /^That code is not right/);
  await typeCode(page, registered);
  await at(page, PAGES.thanks);

  const codes = await makeCodes(page);
  assert.equal(new Set(codes).size, 10);
  await page.getByRole("button", { name: "print" }).waitFor();
  await press(page, "copy");
  await page.getByRole("status").getByText("copied").waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.deepEqual(copied.split(/\r?\n/), codes);
  await follow(page, "I have kept them");
  await at(page, PAGES.thanks);
  await page.goto("/security-info/recovery-codes");
  await at(page, PAGES.newCodes);
  assert.equal(await page.getByText(codes[0]).count(), 0, "they are shown once");
  await page.goto("/security-info");
  await page.getByText("Add a back-up while you still can").waitFor();
  await page.getByText("10 codes left").waitFor();

  await identify(page, GRACE.userId, PAGES.choose);
  await chooseTo(page, APP, PAGES.appCode);
  const used = app.code();
  await typeCode(page, registered);
  assert.deepEqual(await problems(page), ["That code is not right. You have 4 tries left."], "it was used to set up");
  await typeCode(page, used);
  await at(page, PAGES.chooseSecond);
  assert.equal(await page.getByRole("radio", { name: APP }).count(), 0, "a way that was proven is not offered again");
  await chooseTo(page, RECOVERY_CODE, PAGES.recoveryCode);
  await typeRecoveryCode(page, "1234");
  assert.deepEqual(await problems(page), ["A recovery code has 16 letters and digits"]);
  await typeRecoveryCode(page, codes[3].toLowerCase().replaceAll(/[ -]/g, " - "));
  await at(page, PAGES.password);
  await finish(page, world, GRACE.userId);

  await page.getByText("You used a recovery code: 9 are left").waitFor();
  await follow(page, "sign in and add a passkey");
  await at(page, PAGES.signIn);
  await page.getByLabel("User ID").fill(GRACE.userId);
  await page.getByLabel("Password").fill(NEW_PASSWORD);
  await press(page, "Sign in");
  await at(page, PAGES.addPasskey);

  await identify(page, GRACE.userId, PAGES.choose);
  await chooseTo(page, APP, PAGES.appCode);
  await typeCode(page, used);
  assert.deepEqual(await problems(page), ["That code is not right. You have 4 tries left."], "no code twice");
  await follow(page, "Choose another way");
  await chooseTo(page, RECOVERY_CODE, PAGES.recoveryCode);
  await typeRecoveryCode(page, codes[3]);
  assert.match((await problems(page))[0], /^That code is not right/, "no recovery code twice");
  await typeRecoveryCode(page, codes[4]);
  await at(page, PAGES.chooseSecond);
});

journey("a passkey gives the password back, alone or as one of two steps, and no other one does", async (t, engine) => {
  const world = await World.start(t, engine);
  await world.applySettings(withEveryMethod);
  const page = await openPage(world);
  const hers = await Keyring.of(page);
  await signIn(page, world, ALICE.userId);
  await addPasskey(page, "Alice’s phone");
  assert.equal(await hers.count(), 1);
  await nearPasskey(page, "The same phone again");
  await press(page, "make a passkey");
  await page.getByText("This device holds one of your passkeys already.").waitFor();
  await hers.takeOut();

  await page.context().clearCookies();
  const others = await Keyring.of(page);
  await signIn(page, world, GRACE.userId);
  await addPasskey(page, "Grace’s phone");
  const codes = await makeCodes(page);
  await identify(page, ALICE.userId, PAGES.choose);
  await chooseTo(page, PASSKEY, PAGES.passkey);
  await press(page, "use my passkey");
  assert.match((await problems(page))[0], /^That passkey does not belong to this account/);
  assert.equal(await world.signsIn(ALICE.userId, world.password(ALICE.userId)), true);

  await identify(page, GRACE.userId, PAGES.choose);
  await chooseTo(page, PASSKEY, PAGES.passkey);
  await press(page, "use my passkey");
  await at(page, PAGES.chooseSecond);
  await chooseTo(page, RECOVERY_CODE, PAGES.recoveryCode);
  await typeRecoveryCode(page, codes[0]);
  await at(page, PAGES.password);
  await finish(page, world, GRACE.userId);
  await others.takeOut();

  // At another address of the same server the browser gives no passkey away.
  const elsewhere = await openPage(world.named("127.0.0.1"));
  const there = await Keyring.of(elsewhere);
  await identify(elsewhere, ALICE.userId, PAGES.choose);
  await chooseTo(elsewhere, PASSKEY, PAGES.passkey);
  await press(elsewhere, "use my passkey");
  await elsewhere.getByText("No passkey was used. Try again, or choose another way.").waitFor();
  await there.takeOut();

  await hers.putIn();
  await identify(page, ALICE.userId, PAGES.choose);
  await chooseTo(page, PASSKEY, PAGES.passkey);
  await press(page, "use my passkey");
  await at(page, PAGES.password);
  await finish(page, world, ALICE.userId);
});

test("after half a year a person is asked whether it is still right, and to sign in again before a change", async (t) => {
  const world = await World.start(t);
  const page = await openPage(world, { outages: true });
  await signIn(page, world, ALICE.userId);
  await addPhone(page, world, ALICE.phone);
  await press(page, "Sign out");
  await world.resume(181 * DAY_SECONDS);
  await signIn(page, world, ALICE.userId, PAGES.confirm);
  await page.getByText("Mobile phone").waitFor();
  await press(page, "yes, this is right");
  await at(page, PAGES.waysBack);
  assert.equal(await page.getByText("Is all of this still right?").count(), 0);
  await press(page, "Sign out");
  await signIn(page, world, ALICE.userId);

  await world.resume(181 * DAY_SECONDS + 11 * 60);
  await page.goto("/security-info");
  await page.getByRole("link", { name: /^Remove.*Mobile phone$/ }).click();
  await press(page, "Remove");
  await at(page, PAGES.signInAgain);
  assert.equal(await page.getByLabel("User ID").inputValue(), ALICE.userId, "who signed in is known");
  await page.getByLabel("Password").fill("not the password");
  await press(page, "Sign in");
  await problems(page);
  await page.getByLabel("Password").fill(world.password(ALICE.userId));
  await press(page, "Sign in");
  await at(page, PAGES.waysBack);
  await page.getByRole("link", { name: /^Remove.*Mobile phone$/ }).click();
  await press(page, "Remove");
  await page.getByText("You can’t reset your password yet").waitFor();
});

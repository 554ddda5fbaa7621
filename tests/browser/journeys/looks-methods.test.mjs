// The pages of ways back in without a message, looked at in each of their states.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Button, look, openLook } from "../appearance.mjs";
import { openBrowser } from "../browser.mjs";
import {
  Keyring, addPasskey, answer, chooseTo, makeCodes, nearPasskey, pickQuestion, scanApp, setQuestions, typeRecoveryCode,
  withEveryMethod,
} from "../methods.mjs";
import { ALICE, BOB, DAVE, NEW_PASSWORD, wrong } from "../people.mjs";
import {
  APP, PAGES, PASSKEY, QUESTIONS, RECOVERY_CODE, at, identify, press, problems, signIn, typeCode, typePassword,
} from "../steps.mjs";
import { World } from "../world.mjs";

openBrowser();

const COOL_OFF_OVER_SECONDS = 25 * 60 * 60;
const HALF_A_YEAR_SECONDS = 181 * 24 * 60 * 60;

test("every way there is, offered at once", async (t) => {
  const world = await World.start(t);
  await world.applySettings(withEveryMethod);
  const page = await openLook(world);
  await Keyring.of(page);
  await signIn(page, world, BOB.userId);
  const app = await scanApp(page, "Work phone");
  await typeCode(page, app.code());
  await at(page, PAGES.thanks);
  await addPasskey(page, "Work phone");
  await makeCodes(page);
  await page.goto("/security-info");
  await look(t, page, "ways-all", Button.NONE);
  await world.resume(COOL_OFF_OVER_SECONDS);
  await identify(page, BOB.userId, PAGES.choose);
  assert.equal(await page.locator(".way").count(), 8);
  await look(t, page, "choose-all");
  await page.getByLabel(QUESTIONS).focus();
  const chosen = await page.locator(".way:has(:focus)").boundingBox();
  const button = await page.getByRole("button", { name: "Next" }).boundingBox();
  assert.ok(chosen.y + chosen.height <= button.y, "what has the focus is not under the button");
});

test("unlocking an account, and the success page with what is left to say", async (t) => {
  const world = await World.start(t);
  await world.applySettings((settings) => withEveryMethod(settings)
    .replace('profile = "model"', 'profile = "model"\nunlock = true'));
  const page = await openLook(world);
  await signIn(page, world, DAVE.userId);
  const codes = await makeCodes(page);
  await world.resume(COOL_OFF_OVER_SECONDS);
  const lock = async () => {
    for (let wrongs = 0; wrongs < 10; wrongs += 1) {
      assert.equal(await world.signsIn(DAVE.userId, "not the password at all"), false);
    }
  };
  await lock();
  await identify(page, DAVE.userId, PAGES.choose);
  await chooseTo(page, RECOVERY_CODE, PAGES.recoveryCode);
  await typeRecoveryCode(page, codes[0]);
  await at(page, PAGES.password);
  await look(t, page, "password-unlock", Button.ANYWHERE);
  await press(page, "Keep my password and unlock my account");
  await at(page, PAGES.unlocked);
  await look(t, page, "closed-unlocked", Button.ANYWHERE);
  assert.equal(await world.signsIn(DAVE.userId, world.password(DAVE.userId)), true);

  await identify(page, DAVE.userId, PAGES.choose);
  await chooseTo(page, RECOVERY_CODE, PAGES.recoveryCode);
  await typeRecoveryCode(page, codes[1]);
  await at(page, PAGES.password);
  assert.equal(await page.getByRole("button", { name: "unlock" }).count(), 0, "it is not locked any more");
  await typePassword(page, NEW_PASSWORD);
  await at(page, PAGES.done);
  await page.getByText("You used a recovery code: 8 are left").waitFor();
  await look(t, page, "done-codes-left");
});

test("the pages that set up what needs no message, and those that use it", async (t) => {
  const world = await World.start(t);
  await world.applySettings(withEveryMethod);
  const page = await openLook(world, { outages: true });
  await Keyring.of(page);
  await signIn(page, world, ALICE.userId);
  await look(t, page, "ways-none-of-all");
  await page.goto("/security-info/questions");
  await look(t, page, "set-questions", Button.ANYWHERE);
  await pickQuestion(page, 1, 1);
  await pickQuestion(page, 2, 1);
  await press(page, "Finish");
  await problems(page);
  await look(t, page, "set-questions-error", Button.ANYWHERE);
  const answers = await setQuestions(page);

  await page.goto("/security-info/app");
  await look(t, page, "add-app");
  const app = await scanApp(page, "Work phone");
  await look(t, page, "scan-app");
  const code = app.code();
  await typeCode(page, wrong(code));
  await problems(page);
  await look(t, page, "scan-app-error", Button.ANYWHERE);
  await typeCode(page, code);
  await at(page, PAGES.thanks);

  await page.goto("/security-info/passkey");
  await look(t, page, "add-passkey");
  await addPasskey(page, "Work phone");
  await nearPasskey(page, "");
  await press(page, "make a passkey");
  await page.getByText("This device holds one of your passkeys already.").waitFor();
  await look(t, page, "make-passkey");

  await page.goto("/security-info/recovery-codes");
  await look(t, page, "add-recovery-codes");
  await press(page, "make my codes");
  await at(page, PAGES.codes);
  await look(t, page, "recovery-codes");
  await page.goto("/security-info");
  await look(t, page, "ways-without-contact", Button.NONE);

  await identify(page, ALICE.userId, PAGES.choose);
  await look(t, page, "choose-without-contact");
  await chooseTo(page, PASSKEY, PAGES.passkey);
  await look(t, page, "passkey");
  // As where the browser or its owner refuses.
  await page.locator("form[data-passkey]").evaluate((form) => { form.dataset.request = "{}"; });
  await press(page, "use my passkey");
  await page.getByText("No passkey was used.").waitFor();
  await look(t, page, "passkey-failed", Button.ANYWHERE);
  await page.goto("/reset/choose");
  await chooseTo(page, RECOVERY_CODE, PAGES.recoveryCode);
  await look(t, page, "recovery-code");
  await typeRecoveryCode(page, "1234");
  await problems(page);
  await look(t, page, "recovery-code-error", Button.ANYWHERE);
  await page.goto("/reset/choose");
  await chooseTo(page, APP, PAGES.appCode);
  await look(t, page, "app");
  await page.goto("/reset/choose");
  await chooseTo(page, QUESTIONS, PAGES.questions);
  await look(t, page, "questions");
  await answer(page, answers, () => "something else");
  await problems(page);
  await look(t, page, "questions-wrong", Button.ANYWHERE);

  await world.resume(HALF_A_YEAR_SECONDS);
  await signIn(page, world, ALICE.userId, PAGES.confirm);
  await look(t, page, "confirm", Button.ANYWHERE);
  await world.resume(HALF_A_YEAR_SECONDS + 11 * 60);
  await page.goto("/security-info/recovery-codes");
  await look(t, page, "new-recovery-codes");
  await press(page, "make my codes");
  await at(page, PAGES.signInAgain);
  await look(t, page, "sign-in-again");
});

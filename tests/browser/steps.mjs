// What a person does on the pages: finds things by their words, presses, reads. Each step ends on the page it leads to.
import assert from "node:assert/strict";
import { NEW_PASSWORD } from "./people.mjs";
import { until } from "./world.mjs";

/** Headings of the pages: how a person knows where they are. */
export const PAGES = {
  doors: "What do you need?",
  who: "Get back into your account",
  choose: "What can you use now?",
  chooseSecond: "Use one more way",
  number: "Type your whole number",
  codeTexted: "Type the code we texted",
  codeEmailed: "Type the code we emailed",
  password: "Choose a new password",
  done: "Your password is changed",
  notEnabled: "You can’t reset this password here",
  notRegistered: "You have not registered yet",
  cancelled: "You stopped this reset",
  unlocked: "Your account is unlocked",
  superseded: "This reset is no longer open",
  expired: "The time for this reset is up",
  lost: "This page is no longer open",
  signIn: "Sign in to set up ways back in",
  waysBack: "Ways to get back in",
  addPhone: "Add your mobile phone",
  addEmail: "Add your alternate email",
  thanks: "Thanks, that works",
  remove: "Remove this way?",
  signInAgain: "Sign in again before you change this",
  confirm: "Is this still right?",
  setQuestions: "Choose your questions",
  addApp: "Add an authenticator app",
  scan: "Scan this with your app",
  newAppCode: "Type the code from your new app",
  addPasskey: "Add a passkey",
  makePasskey: "Make your passkey",
  newCodes: "Recovery codes",
  codes: "Your ten recovery codes",
  questions: "Answer your questions",
  passkey: "Use your passkey",
  recoveryCode: "Type one of your recovery codes",
  callPound: "Answer our call and press this key",
  callMatch: "Answer our call and press these keys",
  callCode: "Answer our call and type the code",
  callRefused: "The call was refused",
  help: "Common problems",
  contact: "Contact your administrator",
  contactSent: "Your message is on its way",
  privacy: "Privacy",
  inbox: "Inbox of the demo",
  adminSignIn: "Sign in as an administrator",
  appCode: "Type the code from your app",
  overview: "Overview",
  resets: "Resets",
  deliveries: "Deliveries",
};

export const EMAIL = "Email my alternate email";
export const TEXT = "Text my mobile phone";
export const CALL = "Call my mobile phone";
export const CALL_OFFICE = "Call my office phone";
export const QUESTIONS = "Answer my security questions";
export const APP = "Use my authenticator app";
export const PASSKEY = "Use my passkey";
export const RECOVERY_CODE = "Use a recovery code";

/** Waits until the page with this heading is shown. */
export async function at(page, heading) {
  const found = page.getByRole("heading", { level: 1, name: heading, exact: true });
  try {
    await found.waitFor();
  } catch {
    const shown = await page.locator("main").innerText().catch(() => "nothing");
    throw new Error(`expected the page "${heading}", but ${page.url()} shows:\n${shown}`);
  }
}

export async function press(page, name) {
  await page.getByRole("button", { name, exact: true }).click();
}

export async function follow(page, name) {
  await page.locator("main").getByRole("link", { name, exact: true }).click();
}

/** The sentences of the error summary, which must be there and hold the focus. */
export async function problems(page) {
  // The page before may have a summary, too; the focus has gone from that one.
  const summary = page.getByRole("alert").and(page.locator(":focus"));
  await summary.waitFor();
  assert.match(await page.title(), /^(Error|Fehler): /);
  return summary.getByRole("listitem").allInnerTexts();
}

/** "Who are you?", to the page that the reset opens with. */
export async function identify(page, userId, next) {
  await page.goto("/reset");
  await at(page, PAGES.who);
  await page.getByLabel("User ID").fill(userId);
  await press(page, "Next");
  await at(page, next);
}

/** Chooses a way and presses Next, whatever comes. */
export async function choose(page, way) {
  await page.getByRole("radio", { name: way }).first().check();
  await press(page, "Next");
}

/** Opens a way with several contacts, and chooses the one whose mask ends or begins so. */
export async function chooseContact(page, way, mask) {
  await page.getByRole("radio", { name: way }).first().check();
  await page.locator(".contacts label:visible").filter({ hasText: mask }).click();
  await press(page, "Next");
}

export async function askByEmail(page) {
  await choose(page, EMAIL);
  await at(page, PAGES.codeEmailed);
}

export async function askByText(page, number) {
  await choose(page, TEXT);
  await at(page, PAGES.number);
  await typeNumber(page, number);
  await at(page, PAGES.codeTexted);
}

export async function typeNumber(page, number) {
  await page.getByLabel("Phone number").fill(number);
  await press(page, "text me");
}

export async function typeNumberToCall(page, number) {
  await page.getByLabel("Phone number").fill(number);
  await press(page, "call me");
}

/** Has an office phone called, whose number is typed first. */
export async function callOffice(page, number, next) {
  await choose(page, CALL_OFFICE);
  await typeNumberToCall(page, number);
  await at(page, next);
}

/** What the page of a call says to press. */
export async function keysToPress(page) {
  return (await page.locator(".keys kbd").allInnerTexts()).join("");
}

/** A call on the phone of the demo, its inbox in a window of its own, once there are so many. */
async function ringing(phone, world, number, count) {
  await world.messagesTo(number, { count });
  await phone.goto("/inbox");
  await at(phone, PAGES.inbox);
  return phone.locator("article").filter({ hasText: number }).first();
}

/** Presses keys on a call. */
export async function pressOn(phone, world, number, keys, count = 1) {
  const call = await ringing(phone, world, number, count);
  await call.getByRole("textbox").fill(keys);
  await call.getByRole("button", { name: "press", exact: true }).click();
  await at(phone, PAGES.inbox);
}

/** What a phone does with a call on which nothing is pressed, what the page says then, and the name of that. */
export const ENDS = [
  { words: "be busy", says: "The line was busy", name: "busy" },
  { words: "let it ring", says: "Nobody answered", name: "no-answer" },
  { words: "mailbox", says: "A machine answered", name: "voicemail" },
];

/** Ends a call by what these words say on the phone. */
export async function endCall(phone, world, number, words, count = 1) {
  const call = await ringing(phone, world, number, count);
  await call.getByRole("button", { name: words, exact: true }).click();
  await at(phone, PAGES.inbox);
}

export async function hangUp(phone, world, number, count = 1) {
  await endCall(phone, world, number, "hang up", count);
}

/** The settings of the demo, with calls that read a code out in both organisations. */
export function readingCodesOut(settings) {
  return settings.replace('voice = "press_pound"', 'voice = "read_code"')
    .replace('voice = "match_number"', 'voice = "read_code"');
}

/** The code that a call reads out, once it is made. */
export async function spokenCode(world, number, count = 1) {
  const [call] = await world.messagesTo(number, { count, saying: "[0-9], [0-9]" });
  const [digits] = call.text.match(/[0-9](?:, [0-9]){5,7}/);
  return digits.replaceAll(", ", "");
}

/** The three letters by which the person finds the message. */
export async function reference(page) {
  const letters = (await page.locator(".reference .tag").innerText()).trim();
  assert.match(letters, /^[A-Z]{3}$/);
  return letters;
}

/** Asks for another message, and waits until the page names it. */
export async function sendAgain(page) {
  const older = await reference(page);
  await press(page, "Send a new code");
  await until("another message", async () => (await reference(page)) !== older);
}

/** The code of the message that the page names. */
export async function codeFor(page, world, to) {
  return world.codeTo(to, await reference(page));
}

/** Digit by digit: a code that comes at once, as from a paste, sends itself. */
export async function typeCode(page, code) {
  await page.getByRole("textbox", { name: "Code" }).pressSequentially(code);
  await press(page, "verify");
}

export async function proveByEmail(page, world, address, next) {
  await askByEmail(page);
  await typeCode(page, await codeFor(page, world, address));
  await at(page, next);
}

export async function proveByText(page, world, number, next) {
  await askByText(page, number);
  await typeCode(page, await codeFor(page, world, number));
  await at(page, next);
}

export async function typePassword(page, password, repeated = password) {
  await page.getByLabel("New password").fill(password);
  await page.getByLabel("Type it again").fill(repeated);
  await press(page, "Finish");
}

/** Chooses the new password, and sees that it counts and the old one does not. */
export async function finish(page, world, userId) {
  await typePassword(page, NEW_PASSWORD);
  await at(page, PAGES.done);
  await passwordIsNew(world, userId);
}

export async function passwordIsNew(world, userId) {
  assert.equal(await world.signsIn(userId, NEW_PASSWORD), true, "the new password signs in");
  assert.equal(await world.signsIn(userId, world.password(userId)), false, "the old one does not");
}

/** Signs in for registration. */
export async function signIn(page, world, userId, next = PAGES.waysBack) {
  await page.goto("/register");
  await at(page, PAGES.signIn);
  await page.getByLabel("User ID").fill(userId);
  await page.getByLabel("Password").fill(world.password(userId));
  await press(page, "Sign in");
  await at(page, next);
}

/** Adds a phone, from the list or the thanks page. */
export async function addPhone(page, world, number) {
  await page.goto("/security-info/phone");
  await at(page, PAGES.addPhone);
  await typeNumber(page, number.replace(/^\+1/, ""));
  await at(page, PAGES.codeTexted);
  await typeCode(page, await codeFor(page, world, number));
  await at(page, PAGES.thanks);
}

export async function addEmail(page, world, address) {
  await page.goto("/security-info/email");
  await at(page, PAGES.addEmail);
  await page.getByLabel("Email address").fill(address);
  await press(page, "email me");
  await at(page, PAGES.codeEmailed);
  await typeCode(page, await codeFor(page, world, address));
  await at(page, PAGES.thanks);
}

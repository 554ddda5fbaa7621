// Ways back in that need no message, as a person sets them up and uses them: questions, an app, a passkey, recovery codes.
import assert from "node:assert/strict";
import { PAGES, at, choose, press } from "./steps.mjs";
import { appStep, totp } from "./world.mjs";

/** What is answered; the order is that of the questions on the page. */
const ANSWERS = ["Whiskers", "St. Mary’s", "Blue bicycle", "Aunt Rosa", "Lago di Como"];

/** Lets Contoso use what its profile leaves out. */
export function withEveryMethod(settings) {
  const methods = [
    "email", "mobile_phone", "office_phone", "security_questions", "authenticator_app", "passkey", "recovery_code",
  ];
  const changed = settings.replace('profile = "model"', `profile = "model"\nmethods = ${JSON.stringify(methods)}`);
  assert.notEqual(changed, settings);
  return changed;
}

/** Chooses as many questions as are asked for, and answers them; the answer of each question. */
export async function setQuestions(page) {
  await page.goto("/security-info/questions");
  await at(page, PAGES.setQuestions);
  const answers = new Map();
  for (const [place, answer] of ANSWERS.entries()) {
    answers.set(await pickQuestion(page, place + 1, place + 1), answer);
    await page.locator(`#answer_${place + 1}`).fill(answer);
  }
  await press(page, "Finish");
  await at(page, PAGES.thanks);
  return answers;
}

/** Takes a question of the list; its words. */
export async function pickQuestion(page, field, index) {
  const list = page.locator(`#question_${field}`);
  await list.selectOption({ index });
  return list.locator("option:checked").innerText();
}

/** The questions that a reset asks now. */
export async function asked(page) {
  // The summary of a problem can be there before the questions below it.
  await page.waitForLoadState();
  return page.locator("form label").allInnerTexts();
}

/** Answers what is asked now, with what a person makes of it. */
export async function answer(page, answers, made = (text) => text) {
  for (const question of await asked(page)) {
    await page.getByLabel(question, { exact: true }).fill(made(answers.get(question), question));
  }
  await press(page, "verify");
}

/** An authenticator app: it shows each code once. */
export class App {
  #secret;
  #step = 0;

  constructor(secret) {
    this.#secret = secret.replaceAll(" ", "");
  }

  /** The next code that was not shown yet. */
  code() {
    this.#step = Math.max(this.#step + 1, appStep());
    return totp(this.#secret, this.#step);
  }
}

/** Begins to add an app, up to the page with the code to scan. */
export async function scanApp(page, name) {
  await page.goto("/security-info/app");
  await at(page, PAGES.addApp);
  await page.getByLabel("Name").fill(name);
  await press(page, "Next");
  await at(page, PAGES.scan);
  return new App(await page.locator(".secret strong").innerText());
}

/** Makes recovery codes; what the page shows. */
export async function makeCodes(page) {
  await page.goto("/security-info/recovery-codes");
  await at(page, PAGES.newCodes);
  await press(page, "make my codes");
  await at(page, PAGES.codes);
  return page.locator(".codes code").allInnerTexts();
}

export async function typeRecoveryCode(page, code) {
  await page.getByLabel("Recovery code").fill(code);
  await press(page, "verify");
}

/** What keeps a person's passkeys, as a phone does; asked for a finger it always has one. */
export class Keyring {
  #session;
  #id = null;
  #credentials = [];

  /** Puts one into the browser of this page. */
  static async of(page) {
    const keyring = new Keyring();
    keyring.#session = await page.context().newCDPSession(page);
    await keyring.#session.send("WebAuthn.enable");
    await keyring.putIn();
    return keyring;
  }

  async putIn() {
    const options = {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    };
    const { authenticatorId } = await this.#session.send("WebAuthn.addVirtualAuthenticator", { options });
    this.#id = authenticatorId;
    for (const credential of this.#credentials) {
      await this.#session.send("WebAuthn.addCredential", { authenticatorId, credential });
    }
  }

  /** Takes it out again; what it holds is there when it is put in once more. */
  async takeOut() {
    const authenticatorId = this.#id;
    const { credentials } = await this.#session.send("WebAuthn.getCredentials", { authenticatorId });
    this.#credentials = credentials;
    await this.#session.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
  }

  /** How many passkeys it holds. */
  async count() {
    const found = await this.#session.send("WebAuthn.getCredentials", { authenticatorId: this.#id });
    return found.credentials.length;
  }
}

/** Begins to add a passkey, up to the page that asks the device. */
export async function nearPasskey(page, name) {
  await page.goto("/security-info/passkey");
  await at(page, PAGES.addPasskey);
  await page.getByLabel("Name").fill(name);
  await press(page, "Next");
  await at(page, PAGES.makePasskey);
}

export async function addPasskey(page, name) {
  await nearPasskey(page, name);
  await press(page, "make a passkey");
  await at(page, PAGES.thanks);
}

/** Chooses a way that leads to a page of its own. */
export async function chooseTo(page, way, next) {
  await choose(page, way);
  await at(page, next);
}

// A person's browser: one Chromium per test file, one empty profile per person.
// Journeys run under the pages' own content security policy. What a page must never do fails the journey at its end:
// a violation of that policy, an error in the console, a request to another host, an answer that says 500.
import assert from "node:assert/strict";
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { after, before } from "node:test";
import { chromium } from "playwright-core";

const STEP_DEADLINE_MILLISECONDS = 15_000;
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC_BUNDLES = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const FLAGS = [
  "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync",
  "--disable-dev-shm-usage",
];
/** What phones and desktops show: the sizes that every page is looked at. */
export const PHONE = { width: 360, height: 700 };
export const DESKTOP = { width: 1440, height: 900 };

let browser;

/** Starts the browser of a test file, and ends it after its last test. */
export function openBrowser() {
  before(async () => {
    browser = await chromium.launch({ executablePath: executable(), args: FLAGS, chromiumSandbox: false });
  });
  after(() => browser?.close());
}

function executable() {
  if (process.env.REKEY_TEST_CHROMIUM) return process.env.REKEY_TEST_CHROMIUM;
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const candidates = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))).concat(MAC_BUNDLES);
  const found = candidates.find(isExecutable);
  if (!found) throw new Error("Chromium is missing: install `chromium`, or name one in REKEY_TEST_CHROMIUM");
  return found;
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * An empty profile with one open page; closed, and judged, at the end of the test. `faults` takes what is found instead.
 * @param {{ options?: import("playwright-core").BrowserContextOptions, outages?: boolean, faults?: string[] }} wishes
 *   `outages`: the journey itself cuts the connection or ends the program
 */
export async function openPage(world, { options = {}, outages = false, faults } = {}) {
  const context = await browser.newContext({ viewport: PHONE, baseURL: world.address, ...options });
  context.setDefaultTimeout(STEP_DEADLINE_MILLISECONDS);
  const found = faults ?? [];
  watch(context, world.address, outages, found);
  const page = await context.newPage();
  world.atEnd(async () => {
    await context.close();
    if (!faults) assert.deepEqual(found, [], "what the pages must never do");
  });
  return page;
}

/** An open page for mails that lie in files; what they must never do, such as asking another host, fails the test. */
export async function openMails(test) {
  const context = await browser.newContext({ viewport: PHONE });
  context.setDefaultTimeout(STEP_DEADLINE_MILLISECONDS);
  const faults = [];
  watch(context, "", false, faults);
  test.after(async () => {
    await context.close();
    assert.deepEqual(faults, [], "what a mail must never do");
  });
  return context.newPage();
}

/** Collects what a page must never do. */
function watch(context, address, outages, faults) {
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== address) faults.push(`request to ${url.origin}`);
  });
  context.on("response", (response) => {
    const [status, request] = [response.status(), response.request()];
    const isPage = request.isNavigationRequest();
    // A refused form is a page with 4xx; whatever else a page asks for must be there.
    if (status >= (isPage ? 500 : 400)) faults.push(`${status} for ${request.method()} ${request.url()}`);
  });
  context.on("console", (message) => {
    const text = message.text();
    if (message.type() !== "error" || text.includes("the server responded with a status of")) return;
    if (outages && text.includes("net::ERR_")) return;
    faults.push(`console: ${text}`);
  });
  context.on("weberror", (error) => faults.push(`script: ${error.error()}`));
  context.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "";
    // Going on cuts off whatever the page was still asking for.
    if (!outages && reason !== "net::ERR_ABORTED") faults.push(`${reason} for ${request.method()} ${request.url()}`);
  });
}

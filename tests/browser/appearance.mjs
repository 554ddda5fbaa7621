// How a page or a mail looks: on a phone and on a desktop, in light and in dark. Each look at a page is a test of its own. Pictures of all of
// them are taken where REKEY_TEST_PICTURES asks for them, and else of those that are not good: they take as long as the rest.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { DESKTOP, PHONE, openPage } from "./browser.mjs";

const ALL_PICTURES = Boolean(process.env.REKEY_TEST_PICTURES);
const SCREENSHOTS = fileURLToPath(new URL("screenshots", import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] };
/** Those of them that the other scheme can change: it has other colours, and the same elements in the same places. */
const RULES_OF_COLOURS = { type: "rule", values: ["color-contrast", "link-in-text-block"] };
const SIZES = { phone: PHONE, desktop: DESKTOP };
const SCHEMES = ["light", "dark"];
/** The main button is in the first 700 px at 360 px width (VISUAL.md, principle 4). */
const FIRST_SCREEN_PIXELS = 700;

/** Where the page's one filled button has to be. */
export const Button = {
  /** Within the first screen of a phone. */
  FIRST: "first",
  /** Anywhere: an open error, or choosing a password. */
  ANYWHERE: "anywhere",
  /** A page to read, with nothing to do on it. */
  NONE: "none",
};

/** A page that can be looked at. */
export async function openLook(world, wishes = {}) {
  const options = { reducedMotion: "reduce", ...wishes.options };
  return openPage(world, { ...wishes, options });
}

/** Looks at the page as it stands now. */
export async function look(test, page, name, button = Button.FIRST) {
  await test.test(`the page "${name}" is good to look at`, async () => {
    assert.deepEqual(await faultsOf(page, name, (size) => layout(page, size, button)), []);
  });
}

/** What is wrong with a mail that is open. */
export async function lookAtMail(page, name) {
  const faults = await faultsOf(page, name, () => overflow(page));
  return faults.map((fault) => `${name}, ${fault}`);
}

/** What is wrong with what is open, in every size and scheme; `layoutOf` says what is wrong with its layout in a size. */
async function faultsOf(page, name, layoutOf) {
  mkdirSync(SCREENSHOTS, { recursive: true });
  const faults = [];
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      const rules = colorScheme === SCHEMES[0] ? RULES : RULES_OF_COLOURS;
      const found = [...await layoutOf(size), ...await violations(page, rules)];
      faults.push(...found.map((fault) => `${size}, ${colorScheme}: ${fault}`));
      if (!ALL_PICTURES && found.length === 0) continue;
      await page.screenshot({ path: path.join(SCREENSHOTS, `${name}-${size}-${colorScheme}.png`), fullPage: true });
    }
  }
  await page.setViewportSize(PHONE);
  await page.emulateMedia({ colorScheme: "light" });
  return faults;
}

async function overflow(page) {
  const pixels = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return pixels > 0 ? [`scrolls sideways by ${pixels} px`] : [];
}

async function layout(page, size, button) {
  const bottoms = await page.evaluate(() => {
    const filled = document.querySelectorAll("main .button:not(.outlined, .quiet), main .door.filled");
    const boxes = [...filled].filter((each) => each.checkVisibility()).map((each) => each.getBoundingClientRect());
    return boxes.map((box) => Math.round(box.bottom + scrollY));
  });
  const faults = await overflow(page);
  const expected = button === Button.NONE ? 0 : 1;
  if (bottoms.length !== expected) faults.push(`${bottoms.length} filled buttons instead of ${expected}`);
  if (button === Button.FIRST && size === "phone" && bottoms[0] > FIRST_SCREEN_PIXELS) {
    faults.push(`the button ends at ${bottoms[0]} px`);
  }
  return faults;
}

async function violations(page, rules) {
  if (!await page.evaluate(() => "axe" in window)) await page.evaluate(AXE);
  const found = await page.evaluate(async (runOnly) => {
    const options = { runOnly, resultTypes: ["violations"], preload: false };
    const { violations } = await window.axe.run(document, options);
    return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" ")}`);
  }, rules);
  return found.map((fault) => fault.slice(0, 400));
}

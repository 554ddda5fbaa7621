// A whole Rekey: the real program as one process, or with its roles apart, over a database of its own; its clock, and what
// it sent.
// Every wait has a deadline and says what was waited for; nothing outlives the test process.
import { execFile, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { closeSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { cp, mkdtemp, readdir } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

const START_DEADLINE_MILLISECONDS = 60_000;
/** For a message to arrive; one that a crash left behind is tried again when its lease of 12 s has run out. */
const MESSAGE_DEADLINE_MILLISECONDS = 30_000;
const ANSWER_DEADLINE_MILLISECONDS = 10_000;
const LOOK_EVERY_MILLISECONDS = 25;
const LOG_TAIL_LINES = 25;
/** For anything on a page to change. */
const CHANGE_DEADLINE_MILLISECONDS = 10_000;
/** Largest number that the automatic check searches: little work, the journeys pass hundreds of checks. */
const CAPTCHA_MAX_NUMBER = 1000;
const [FIRST_PORT, LAST_PORT] = [10_240, 31_999];
const PORT_TRIES = 1000;

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** `cargo xtask test` names the program that it built. */
const PROGRAM = process.env.REKEY_TEST_PROGRAM ?? path.join(ROOT, "target/debug/rekey");

const alive = new Set();
process.on("exit", () => alive.forEach((child) => child.kill("SIGKILL")));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => process.exit(1));
}

/** Engines that a journey runs on. */
export const SQLITE = "SQLite";
export const POSTGRES = "PostgreSQL";
/** Two processes of each role behind one gateway. */
export const APART = "PostgreSQL and RabbitMQ, roles apart";
/** The roles behind the gateway. */
const ROLES = ["registration", "orchestrator", "notifier", "admin"];
const COPIES = 2;
/** Where a journey names none; `cargo xtask test --full` names the other one in a second run. */
const USUAL_ENGINE = process.env.REKEY_TEST_ENGINE ?? SQLITE;

/**
 * Looks until there is something to return.
 * @template T
 * @param {string} what is waited for, for the error
 * @param {() => Promise<T | undefined | false>} look
 * @param {number} deadlineMilliseconds
 * @param {() => string} more to tell when it does not come
 * @returns {Promise<T>}
 */
export async function until(what, look, deadlineMilliseconds = CHANGE_DEADLINE_MILLISECONDS, more = () => "") {
  const end = performance.now() + deadlineMilliseconds;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new Error(`${what} did not come in time\n${more()}`);
    await pause(LOOK_EVERY_MILLISECONDS);
  }
}

/** A running Rekey with the people of the demo. */
export class World {
  static #seed = null;
  #folder;
  #database = null;
  #port;
  #processes = [];
  #endings = [];

  /** Starts one over an empty database; it ends with the test. */
  static async start(test, engine = USUAL_ENGINE) {
    const world = new World();
    world.#folder = await newFolder();
    test.after(() => world.#end(test.passed === false));
    if (engine !== SQLITE) world.#database = await PostgresDatabase.create();
    else await cp(await World.#seeded(), world.#folder, { recursive: true });
    world.#port = await freePort();
    await (engine === APART ? world.#layApart() : world.#layTogether());
    await world.resume();
    return world;
  }

  /**
   * The data of a demo as its first start leaves them, made once for a test file. Every journey begins with a copy: making
   * them anew, with a password to hash for everybody, takes several times as long as the rest of a start.
   */
  static #seeded() {
    World.#seed ??= (async () => {
      const world = new World();
      world.#folder = await newFolder();
      process.once("exit", () => rmSync(world.#folder, { recursive: true, force: true }));
      world.#port = await freePort();
      world.#layTogether();
      await world.resume();
      await world.kill();
      return world.#folder;
    })();
    return World.#seed;
  }

  /** Where the pages are. */
  get address() {
    return `http://localhost:${this.#port}`;
  }

  /** The same program under another name of this host: what `openPage` needs of it. */
  named(host) {
    return { address: `http://${host}:${this.#port}`, atEnd: (action) => this.atEnd(action) };
  }

  /** Ends the program at once, as `kill -9` does, or all copies of one role. */
  async kill(role = null) {
    await Promise.all(this.#of(role).map((process) => process.kill()));
  }

  /** Starts it, or one role (again) over the same data, its clock moved by so many seconds from the real time. */
  async resume(offsetSeconds = 0, role = null) {
    await this.kill(role);
    const clock = { REKEY__CLOCK__OFFSET_SECONDS: String(offsetSeconds) };
    await Promise.all(this.#of(role).map((process) => process.start(clock)));
  }

  #of(role) {
    return this.#processes.filter((process) => role === null || process.role === role);
  }

  #variables() {
    return {
      REKEY__GATEWAY__LISTEN: `127.0.0.1:${this.#port}`,
      REKEY__DATA_DIR: this.#folder,
      REKEY__STORE__URL: this.#database?.url ?? `sqlite:${path.join(this.#folder, "rekey.db")}`,
      REKEY__CAPTCHA__MAX_NUMBER: String(CAPTCHA_MAX_NUMBER),
      // Many programs run side by side on a small machine: a second is too short for a connection of each.
      REKEY__STORE__ACQUIRE_TIMEOUT_MS: "8000",
    };
  }

  #layTogether() {
    const log = path.join(this.#folder, "rekey.log");
    this.#processes = [new Process({ log, variables: this.#variables(), looksAt: `${this.address}/api/v1/captcha` })];
  }

  /** Each process behind the gateway has the user of the database that is made for its role. */
  async #layApart() {
    const variables = { ...this.#variables(), REKEY__BUS__URL: await virtualHost() };
    const laid = [{ role: "gateway", copy: 0, own: {} }];
    for (const role of ROLES) {
      const listens = `REKEY__ROLES__${role.toUpperCase()}__LISTEN`;
      const url = await this.#database.urlOf(role);
      const addresses = [];
      for (let copy = 0; copy < COPIES; copy += 1) {
        addresses.push(`127.0.0.1:${await freePort()}`);
        const own = { [listens]: addresses[copy], REKEY__STORE__URL: url, REKEY__STORE__MAX_CONNECTIONS: "6" };
        laid.push({ role, copy, own });
      }
      variables[`REKEY__ROLES__${role.toUpperCase()}__ADDRESSES`] = addresses.join(",");
    }
    for (const { role, copy, own } of laid) {
      const operations = `127.0.0.1:${await freePort()}`;
      this.#processes.push(new Process({
        role,
        log: path.join(this.#folder, `${role}-${copy}.log`),
        variables: { ...variables, ...own, REKEY__OPERATIONS__LISTEN: operations },
        looksAt: `http://${operations}/readyz`,
      }));
    }
    await run(PROGRAM, ["migrate"], { env: { ...process.env, ...variables } });
  }

  /** A request outside the browser. */
  async fetch(place, options = {}) {
    const signal = AbortSignal.timeout(ANSWER_DEADLINE_MILLISECONDS);
    return fetch(this.address + place, { signal, redirect: "manual", ...options });
  }

  /** The end of what it logged. */
  logTail() {
    return this.#processes.map((process) => process.logTail()).join("\n");
  }

  /** What the demo says of a person. */
  #account(userId) {
    const described = JSON.parse(readFileSync(path.join(this.#folder, "demo.json"), "utf8"));
    const account = described.accounts.find((each) => each.user_id === userId);
    if (!account) throw new Error(`${userId} is not in the demo`);
    return account;
  }

  /** The password of a person at the first start. */
  password(userId) {
    return this.#account(userId).password;
  }

  /** The code that a person's authenticator app shows, this many steps from now. */
  appCode(userId, steps) {
    return totp(this.#account(userId).totp_secret, appStep() + steps);
  }

  /** Changes the settings of the demo, as who runs it does. */
  async applySettings(change) {
    const file = path.join(this.#folder, "settings.toml");
    writeFileSync(file, change(readFileSync(path.join(ROOT, "deploy/demo/settings.toml"), "utf8")));
    await run(PROGRAM, ["settings", "apply", file], { env: { ...process.env, ...this.#variables() } });
  }

  /** Whether user ID and password sign in. */
  async signsIn(userId, password) {
    const answer = await this.fetch("/api/v1/sign-ins", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ user_id: userId, password }),
    });
    const body = await answer.json();
    if (answer.status === 201) return true;
    if (body.code === "sign_in_failed") return false;
    throw new Error(`signing in: ${answer.status} ${JSON.stringify(body)}`);
  }

  /** Messages to a recipient, newest first, once there are so many; that say this, a text or a pattern. */
  async messagesTo(to, { count = 1, saying = "" } = {}) {
    return until(`message ${count} to ${to} that says "${saying}"`, async () => {
      const all = await (await this.fetch("/inbox/messages")).json();
      const messages = all.filter((message) => message.to === to && message.text.search(saying) >= 0);
      return messages.length >= count ? messages : undefined;
    }, MESSAGE_DEADLINE_MILLISECONDS, () => this.logTail());
  }

  /** The code in the message that says these letters: how a person finds it. */
  async codeTo(to, reference) {
    const [message] = await this.messagesTo(to, { saying: reference });
    const code = message.text.match(/(?<![0-9])[0-9]{6,8}(?![0-9])/)?.[0];
    if (!code) throw new Error(`no code in "${message.text}"`);
    return code;
  }

  /** Does something at the end of the test, while the program still runs. */
  atEnd(action) {
    this.#endings.push(action);
  }

  async #end(hasFailed) {
    if (hasFailed) console.error(this.logTail());
    try {
      for (const action of this.#endings) await action();
    } finally {
      await this.kill();
      await this.#database?.drop();
      rmSync(this.#folder, { recursive: true, force: true });
    }
  }
}

/** A process of the program, running or not. */
class Process {
  role;
  #log;
  #variables;
  #looksAt;
  #child = null;

  /** Alone with a role where one is named; it is there once it answers at this place. */
  constructor({ role, log, variables, looksAt }) {
    this.role = role;
    this.#log = log;
    this.#variables = variables;
    this.#looksAt = looksAt;
  }

  async start(variables) {
    const log = openSync(this.#log, "a");
    const environment = { ...process.env, ...this.#variables, ...variables };
    const asked = this.role ? ["run", "--role", this.role] : ["run"];
    const child = spawn(PROGRAM, asked, { env: environment, stdio: ["ignore", log, log] });
    closeSync(log);
    this.#child = child;
    alive.add(child);
    let failure = null;
    child.once("error", (error) => { failure = error; });
    child.once("exit", () => alive.delete(child));
    await until(`the answer of ${this.role ?? "rekey"}`, async () => {
      if (failure) throw failure;
      if (child.exitCode !== null) throw new Error(`rekey ended with ${child.exitCode}\n${this.logTail()}`);
      const signal = AbortSignal.timeout(ANSWER_DEADLINE_MILLISECONDS);
      const answer = await fetch(this.#looksAt, { signal }).catch(() => null);
      return answer?.ok;
    }, START_DEADLINE_MILLISECONDS, () => this.logTail());
  }

  async kill() {
    const child = this.#child;
    this.#child = null;
    if (!child) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await ended;
  }

  logTail() {
    const text = readFileSync(this.#log, { encoding: "utf8", flag: "a+" });
    return text.trimEnd().split("\n").slice(-LOG_TAIL_LINES).join("\n");
  }
}

/** The step of an authenticator app now: 30 s each. */
export function appStep() {
  return Math.floor(Date.now() / 30_000);
}

/** The code of a step (RFC 6238, SHA-1, six digits). */
export function totp(base32, step) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...base32].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", secret).update(counter).digest();
  const number = digest.readUInt32BE(digest[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** A database of its own on the server of this test run. */
class PostgresDatabase {
  static async create() {
    const admin = process.env.REKEY_TEST_POSTGRES_URL;
    if (!admin) throw new Error("REKEY_TEST_POSTGRES_URL is not set: run `cargo xtask test`, which starts a PostgreSQL");
    const database = new PostgresDatabase();
    database.admin = admin;
    database.name = `rekey_browser_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
    await psql(admin, `create database ${database.name}`);
    const url = new URL(admin);
    url.pathname = `/${database.name}`;
    database.url = url.href;
    return database;
  }

  /** The same for the user that a role has there; such users are made for all databases of the server. */
  async urlOf(role) {
    // As long as the server lives and is reached by this test run alone.
    const password = "rekey";
    await psql(this.admin, `DO $$ BEGIN CREATE USER rekey_${role} PASSWORD '${password}';
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`);
    const url = new URL(this.url);
    url.username = `rekey_${role}`;
    url.password = password;
    return url.href;
  }

  async drop() {
    await psql(this.admin, `drop database if exists ${this.name} with (force)`);
  }
}

/** A virtual host of its own at the broker of this test run, which stays as long as that; its URL. */
async function virtualHost() {
  const access = process.env.REKEY_TEST_RABBITMQ;
  if (!access) throw new Error("REKEY_TEST_RABBITMQ is not set: run `cargo xtask test`, which starts a RabbitMQ");
  const [amqp, api, password] = access.split(" ");
  const name = `rekey_browser_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  const headers = { authorization: `Basic ${btoa(`rekey:${password}`)}`, "content-type": "application/json" };
  const everything = { configure: ".*", write: ".*", read: ".*" };
  for (const [place, wanted] of [[`vhosts/${name}`, {}], [`permissions/${name}/rekey`, everything]]) {
    const signal = AbortSignal.timeout(ANSWER_DEADLINE_MILLISECONDS);
    const body = JSON.stringify(wanted);
    const answer = await fetch(`http://127.0.0.1:${api}/api/${place}`, { method: "PUT", headers, body, signal });
    if (!answer.ok) throw new Error(`${place} at the broker: ${answer.status} ${await answer.text()}`);
  }
  return `amqp://rekey:${password}@127.0.0.1:${amqp}/${name}`;
}

/** Runs one statement. */
async function psql(url, statement) {
  await run(await psqlPath(), ["--no-psqlrc", "-At", "-v", "ON_ERROR_STOP=1", "-c", statement, url]);
}

/** Debian keeps it beside the server, elsewhere it is in the path. */
async function psqlPath() {
  const folder = "/usr/lib/postgresql";
  const versions = (await readdir(folder).catch(() => [])).map(Number).filter(Boolean).sort((a, b) => b - a);
  return versions.length ? path.join(folder, String(versions[0]), "bin/psql") : "psql";
}

/** An empty folder of its own. */
function newFolder() {
  return mkdtemp(path.join(tmpdir(), "rekey-browser-"));
}

/** The ports of this test file: those that run side by side have none in common. */
const JOURNEYS = readdirSync(path.join(ROOT, "tests/browser/journeys")).sort();
const PORTS_OF_A_FILE = Math.floor((LAST_PORT + 1 - FIRST_PORT) / JOURNEYS.length);
const FIRST_OF_FILE = FIRST_PORT + PORTS_OF_A_FILE * Math.max(0, JOURNEYS.indexOf(path.basename(process.argv[1])));
let nextPort = process.pid;

/**
 * A loopback port that nobody listens on, and that was not given out here before. Below those that Linux gives to whoever
 * connects somewhere, so that none of them takes it between its choice and the start, or while the program is down.
 */
async function freePort() {
  for (let tries = 0; tries < PORT_TRIES; tries += 1) {
    const port = FIRST_OF_FILE + (nextPort++ % PORTS_OF_A_FILE);
    const server = createServer();
    const isFree = await new Promise((resolve) => {
      server.once("error", () => resolve(false)).listen(port, "127.0.0.1", () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
  throw new Error("no port is free");
}

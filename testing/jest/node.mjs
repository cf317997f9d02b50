import { setTimeout as pause } from 'node:timers/promises';
import util from 'node:util';
import { TestEnvironment } from 'jest-environment-node';

/** What Jest itself keeps open in a worker: its line to whoever gives out the files. */
const OWN = new Set(['PipeWrap']);
/** What is closed takes a turn or two to be gone; more where the machine is busy. */
const TURNS = 2_400;

/** What Jest says to a worker that has nothing left to play: its own way of ending waits for what libraries keep, until it is killed. */
const END = 2;
process.on('message', ([kind]) => kind === END && process.exit());

const leftOpen = () => process.getActiveResourcesInfo().filter((kind) => !OWN.has(kind));

/** pg 9 refuses it; today it only warns: two queries at once on the one connection of a transaction. */
const TWO_AT_ONCE = /client is already executing a query/;

// Node warns of what is deprecated once a process; each of its files is to hear of this, by where it asked.
const { deprecate } = util;
util.deprecate = (deprecated, message, ...more) => {
  if (!TWO_AT_ONCE.test(message)) return deprecate(deprecated, message, ...more);
  return function warn() {
    process.emitWarning(message, 'DeprecationWarning', undefined, warn);
  };
};

/**
 * Node, where a file that leaves something open (a timer, a connection, a process) fails, by name; and one that asks two
 * things of a connection at once, by where it did. The file itself plays in the process's own world (native.mjs).
 */
export default class extends TestEnvironment {
  #console;
  #twoAtOnce;
  #warned = (warning) => {
    if (TWO_AT_ONCE.test(warning.message)) this.#twoAtOnce ??= warning;
  };

  async setup() {
    await super.setup();
    process.on('warning', this.#warned);
    // What the file prints is Jest's to tell.
    this.#console = globalThis.console;
    globalThis.console = this.global.console;
  }

  async teardown() {
    try {
      await nothingLeftOpen();
    } finally {
      process.off('warning', this.#warned);
      globalThis.console = this.#console;
      await super.teardown();
    }
    if (this.#twoAtOnce) throw new Error(`Two queries at once on one connection: ${this.#twoAtOnce.stack}`);
  }
}

async function nothingLeftOpen() {
  // A run in one process shares it with what the run made ready.
  for (let turn = 0; process.connected && leftOpen().length > 0; turn += 1) {
    if (turn === TURNS) throw new Error(`It leaves open: ${leftOpen().join(', ')}`);
    await pause(25, undefined, { ref: false });
  }
}

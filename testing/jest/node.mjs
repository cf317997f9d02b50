import { setTimeout as pause } from 'node:timers/promises';
import { TestEnvironment } from 'jest-environment-node';

/** What Jest itself keeps open in a worker: its line to whoever gives out the files. */
const OWN = new Set(['PipeWrap']);
/** What is closed takes a turn or two to be gone; more where the machine is busy. */
const TURNS = 2_400;

const leftOpen = () => process.getActiveResourcesInfo().filter((kind) => !OWN.has(kind));

/** pg 9 refuses it; today it says so once a file: two queries at once on the one connection of a transaction. */
const TWO_AT_ONCE = /client is already executing a query/;

/**
 * Node, where a file that leaves something open (a timer, a connection, a process) fails, by name; and one that asks two
 * things of a connection at once, by where it did.
 */
export default class extends TestEnvironment {
  #twoAtOnce;
  #warned = (warning) => {
    if (TWO_AT_ONCE.test(warning.message)) this.#twoAtOnce ??= warning;
  };

  async setup() {
    await super.setup();
    process.on('warning', this.#warned);
  }

  async teardown() {
    // A run in one process shares it with what the run made ready.
    for (let turn = 0; process.connected && leftOpen().length > 0; turn += 1) {
      if (turn === TURNS) throw new Error(`It leaves open: ${leftOpen().join(', ')}`);
      await pause(25, undefined, { ref: false });
    }
    process.off('warning', this.#warned);
    await super.teardown();
    if (this.#twoAtOnce) throw new Error(`Two queries at once on one connection: ${this.#twoAtOnce.stack}`);
  }
}

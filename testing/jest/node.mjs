import { setTimeout as pause } from 'node:timers/promises';
import { TestEnvironment } from 'jest-environment-node';

/** What Jest itself keeps open in a worker: its line to whoever gives out the files. */
const OWN = new Set(['PipeWrap']);
/** What is closed takes a turn or two to be gone; more where the machine is busy. */
const TURNS = 2_400;

const leftOpen = () => process.getActiveResourcesInfo().filter((kind) => !OWN.has(kind));

/** Node, where a file that leaves something open (a timer, a connection, a process) fails, by name. */
export default class extends TestEnvironment {
  async teardown() {
    // A run in one process shares it with what the run made ready.
    for (let turn = 0; process.connected && leftOpen().length > 0; turn += 1) {
      if (turn === TURNS) throw new Error(`It leaves open: ${leftOpen().join(', ')}`);
      await pause(25, undefined, { ref: false });
    }
    await super.teardown();
  }
}

// What a person sees who waits for the suites: a line a file, the failures at once and whole, the slowest at the end,
// and the failures again: whoever keeps only a log's last page must find them there.
import path from 'node:path';

const SLOWEST = 10;
/** What is said again of one file's failures, in characters. */
const AGAIN = 3_000;

/** A reporter of Jest's that writes to standard error only: standard output belongs to whoever counts. */
export default class Progress {
  #root;
  #files = 0;
  #done = 0;
  #began = Date.now();
  #seconds = [];
  #failures = [];

  constructor({ rootDir }) {
    this.#root = rootDir;
  }

  onRunStart({ numTotalTestSuites }) {
    this.#files = numTotalTestSuites;
  }

  onTestResult({ path: file }, { failureMessage, numFailingTests, numPassingTests, perfStats, testExecError }) {
    this.#done += 1;
    const name = path.relative(this.#root, file);
    const took = (perfStats.end - perfStats.start) / 1_000;
    this.#seconds.push([took, name]);
    const fails = numFailingTests > 0 || testExecError !== undefined;
    const count = `${String(this.#done).padStart(String(this.#files).length)}/${this.#files}`;
    const tests = `${numPassingTests + numFailingTests} test${numPassingTests + numFailingTests === 1 ? '' : 's'}`;
    say(`${clock(Date.now() - this.#began)} ${count} ${fails ? '✗' : '✓'} ${name} (${tests}, ${took.toFixed(1)} s)`);
    if (!failureMessage) return;
    say(failureMessage);
    this.#failures.push(`✗ ${name}\n${failureMessage.slice(0, AGAIN)}`);
  }

  onRunComplete() {
    const slowest = this.#seconds.sort(([a], [b]) => b - a).slice(0, SLOWEST);
    if (this.#files < SLOWEST) return;
    say(`The slowest: ${slowest.map(([took, name]) => `${name} ${took.toFixed(0)} s`).join(', ')}.`);
    if (this.#failures.length > 0) say(`What failed, once more:\n${this.#failures.join('\n')}`);
  }
}

const say = (line) => process.stderr.write(`${line}\n`);

/** « 3:07 » */
function clock(ms) {
  const seconds = Math.floor(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

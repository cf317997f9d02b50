// What a person sees who waits for the suites: a line a file, at most one a second; what plays, when nothing has ended for
// a while; the failures at once and whole; at the end the slowest, and the failures again, for a log cut to its last page.
import path from 'node:path';

const SLOWEST = 10;
/** What is said again of one file's failures, in characters. */
const AGAIN = 3_000;
/** Milliseconds between two lines, at least. */
const APART_MS = 1_000;
/** Milliseconds without a line after which it says what plays. */
const SILENCE_MS = 15_000;

/** A reporter of Jest's that writes to standard error only: standard output is for the count of tests. */
export default class Progress {
  #root;
  #files = 0;
  #done = 0;
  #began = Date.now();
  #seconds = [];
  #failures = [];
  #playing = new Set();
  #saidAt = Date.now();
  #unsaid = [];
  #silence;

  constructor({ rootDir }) {
    this.#root = rootDir;
  }

  onRunStart({ numTotalTestSuites }) {
    this.#files = numTotalTestSuites;
    this.#silence = setInterval(() => this.#sayWhatPlays(), APART_MS).unref();
  }

  onTestStart({ path: file }) {
    this.#playing.add(path.relative(this.#root, file));
  }

  onTestResult({ path: file }, { failureMessage, numFailingTests, numPassingTests, perfStats, testExecError }) {
    this.#done += 1;
    const name = path.relative(this.#root, file);
    const took = (perfStats.end - perfStats.start) / 1_000;
    this.#seconds.push([took, name]);
    this.#playing.delete(name);
    const fails = numFailingTests > 0 || testExecError !== undefined;
    const tests = `${numPassingTests + numFailingTests} test${numPassingTests + numFailingTests === 1 ? '' : 's'}`;
    this.#unsaid.push(`${fails ? '✗' : '✓'} ${name} (${tests}, ${took.toFixed(1)} s)`);
    if (fails || Date.now() - this.#saidAt >= APART_MS) this.#sayWhatEnded();
    if (!failureMessage) return;
    say(failureMessage);
    this.#failures.push(`✗ ${name}\n${failureMessage.slice(0, AGAIN)}`);
  }

  /** Several that ended within a second share a line. */
  #sayWhatEnded() {
    const count = `${String(this.#done).padStart(String(this.#files).length)}/${this.#files}`;
    this.#say(`${count} ${this.#unsaid.join(', ')}`);
    this.#unsaid = [];
  }

  #sayWhatPlays() {
    if (this.#unsaid.length > 0) this.#sayWhatEnded();
    else if (Date.now() - this.#saidAt >= SILENCE_MS && this.#playing.size > 0)
      this.#say(`plays ${[...this.#playing].join(', ')}`);
  }

  #say(line) {
    this.#saidAt = Date.now();
    say(`${clock(this.#saidAt - this.#began)} ${line}`);
  }

  onRunComplete() {
    clearInterval(this.#silence);
    if (this.#unsaid.length > 0) this.#sayWhatEnded();
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

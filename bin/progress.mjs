// How a start shows itself: one line a stage with its duration, on the error stream; what the tools of a stage print goes
// to a file. Plain JavaScript and Node's built-ins only: installation uses it too, on whatever Node the machine has.
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';

const NAME_WIDTH = 24;
const LAST_LINES = 12;

/** @param {string} logFile Begun anew. */
export function openProgress(logFile) {
  const underWay = new Set();
  let log;
  const terminal = process.stderr.isTTY;
  const print = (line) => {
    process.stderr.write(`${terminal ? '\r\x1b[K' : ''}${line}${line === '' ? '' : '\n'}`);
    // A terminal shows what is under way until it is done.
    if (terminal && underWay.size > 0) process.stderr.write(`harmonie: ${[...underWay].join(', ')}…`);
  };
  const file = () => {
    if (log === undefined) {
      mkdirSync(path.dirname(logFile), { recursive: true, mode: 0o700 });
      log = openSync(logFile, 'w', 0o600);
    }
    return log;
  };
  return {
    logFile,
    get hasLog() {
      return log !== undefined;
    },
    /** The descriptor of the log, for the tools of a stage to print to. */
    file,
    log: (line) => writeSync(file(), `${line}\n`),
    /** A line of its own. */
    say: (line) => print(`harmonie: ${line}`),
    async stage(name, work) {
      const began = performance.now();
      underWay.add(name);
      print('');
      let outcome = 'failed after ';
      try {
        const result = await work();
        outcome = '';
        return result;
      } finally {
        underWay.delete(name);
        const seconds = ((performance.now() - began) / 1000).toFixed(1);
        print(`harmonie: ${name.padEnd(NAME_WIDTH)} ${`${outcome}${seconds}`.padStart(6)} s`);
      }
    },
    /** The end of the log, where a tool usually says why it failed. */
    lastLines() {
      const lines = log === undefined ? [] : readFileSync(logFile, 'utf8').trimEnd().split('\n');
      return lines.slice(-LAST_LINES).map((line) => `    ${line}`);
    },
    close() {
      if (log !== undefined) closeSync(log);
      log = undefined;
    },
  };
}

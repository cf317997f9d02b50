import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// Jest's own part, that its command line brings.
const jest = createRequire(createRequire(import.meta.url).resolve('jest'));
const Sequencer = jest(createRequire(jest.resolve('@jest/core')).resolve('@jest/test-sequencer')).default;

/**
 * Whole portals early, so that none is left to run alone at the end; each followed by a suite that needs none, so that
 * half a dozen processes and a browser seldom meet as many again. In the long form, of those the ones that are longer then
 * come first, and before everything the longest of all. Otherwise Jest's own order: what failed, what is long.
 */
export default class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isLongest = ({ path }) => Number(path.endsWith('/every-kind.long.e2e.test.ts'));
    const isWhole = ({ path }) => path.endsWith('.e2e.test.ts');
    const others = sorted.filter((test) => !isWhole(test)).sort((one, other) => isLonger(other) - isLonger(one));
    const whole = sorted.filter(isWhole).sort((one, other) => isLongest(other) - isLongest(one));
    return [...whole.flatMap((test) => [test, ...others.splice(0, 1)]), ...others];
  }
}

/** 1 for what plays more in the long form, 0 for anything else. */
const isLonger = ({ path }) =>
  Number(
    process.env.TEST_FORM === 'full' &&
      (path.includes('.long.') || readFileSync(path, 'utf8').includes('/long-form.ts')),
  );

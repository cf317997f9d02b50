import { createRequire } from 'node:module';

// Jest's own part, that its command line brings.
const jest = createRequire(createRequire(import.meta.url).resolve('jest'));
const Sequencer = jest(createRequire(jest.resolve('@jest/core')).resolve('@jest/test-sequencer')).default;

/**
 * Whole portals early, so that none is left to run alone at the end; each followed by a suite that needs none, so that
 * half a dozen processes and a browser seldom meet as many again. Otherwise Jest's own order: what failed, what is long.
 */
export default class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isWhole = ({ path }) => path.endsWith('.e2e.test.ts');
    const others = sorted.filter((test) => !isWhole(test));
    return [...sorted.filter(isWhole).flatMap((test) => [test, ...others.splice(0, 1)]), ...others];
  }
}

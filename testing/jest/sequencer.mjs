import { createRequire } from 'node:module';

// Jest's own part, that its command line brings.
const jest = createRequire(createRequire(import.meta.url).resolve('jest'));
const Sequencer = jest(createRequire(jest.resolve('@jest/core')).resolve('@jest/test-sequencer')).default;

/** Whole portals first, in Jest's own order (what failed, what takes long): none is left to run alone at the end. */
export default class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isWhole = ({ path }) => path.endsWith('.e2e.test.ts');
    return [...sorted.filter(isWhole), ...sorted.filter((test) => !isWhole(test))];
  }
}

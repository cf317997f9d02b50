import { describe, expect, test } from '@jest/globals';
import { type Flows, passagesOf, type Recorded } from './progress.ts';

/**
 * « a > g > b »: `a`, `b`, `c` are recorded steps, `x…` gateways that choose, `g…` others, `w…`
 * waits, `e…` ends.
 */
function flows(...ways: string[]): Flows {
  const nexts = new Map<string, string[]>();
  for (const way of ways) {
    const names = way.split(' > ');
    names.slice(1).forEach((name, before) => {
      const from = names[before] ?? '';
      nexts.set(from, [...(nexts.get(from) ?? []), name]);
    });
  }
  const names = [...nexts.keys(), ...[...nexts.values()].flat()];
  return {
    process: 'P',
    onward: nexts,
    beside: new Map(),
    interrupted: new Map(),
    recorded: new Set(names.filter((name) => /^[a-c]/.test(name))),
    waits: new Set(names.filter((name) => name.startsWith('w'))),
    choices: new Set(names.filter((name) => name.startsWith('x'))),
  };
}

const at = (minute: number) => new Date(Date.UTC(2026, 8, 1, 9, minute));
/** « a » done at minute 1, « b? » under way at 2, « c! » left. */
const went = (...steps: string[]): Recorded[] =>
  steps.map((step, minute) => ({
    elementId: step.replace(/\W/, ''),
    at: at(minute),
    state: step.endsWith('?') ? 'active' : step.endsWith('!') ? 'left' : 'done',
  }));
const shown = (found: ReturnType<typeof passagesOf>) =>
  found.map(({ elementId, state }) => (state === 'active' ? `${elementId}?` : elementId)).sort();

describe('what is between two steps that are written down', () => {
  test('was passed, once the second is reached', () => {
    const chain = flows('s > a > g1 > g2 > b > e > P');
    expect(shown(passagesOf(chain, went('s', 'a'), false))).toEqual(['a', 's']);
    expect(shown(passagesOf(chain, went('s', 'a', 'b?'), false))).toEqual(['a', 'b?', 'g1', 'g2', 's']);
  });

  test('is passed on the branch that was taken, and on no other', () => {
    const fork = flows('a > g1 > g2 > b', 'g1 > g3 > c');
    expect(shown(passagesOf(fork, went('a', 'c?'), false))).toEqual(['a', 'c?', 'g1', 'g3']);
  });

  test('is passed on one branch of a choice, though the other leads to what was reached later', () => {
    const choice = flows('a > x1 > b > c > P', 'x1 > e1 > g1 > c');
    expect(shown(passagesOf(choice, went('a', 'b', 'c'), true))).toEqual(['a', 'b', 'c', 'x1']);
  });

  test('is passed on both branches of a fork', () => {
    const fork = flows('a > g1 > b', 'g1 > g2 > c');
    expect(shown(passagesOf(fork, went('a', 'b', 'c?'), false))).toEqual(['a', 'b', 'c?', 'g1', 'g2']);
  });

  test('is not passed again by what was reached before', () => {
    const loop = flows('a > g1 > b > g2 > a');
    expect(shown(passagesOf(loop, went('a', 'b'), false))).toEqual(['a', 'b', 'g1']);
  });
});

describe('an event that a circuit waits for', () => {
  const circuit = flows('a > w > g1 > b > e > P');

  test('is waited at as long as nothing after it is reached', () => {
    const found = passagesOf(circuit, went('a'), false);
    expect(shown(found)).toEqual(['a', 'w?']);
    expect(found.find(({ elementId }) => elementId === 'w')?.at).toEqual(at(0));
  });

  test('was passed afterwards', () => {
    expect(shown(passagesOf(circuit, went('a', 'b?'), false))).toEqual(['a', 'b?', 'g1', 'w']);
  });

  test('is not waited at while the step before it is being done, nor once the request is closed', () => {
    expect(shown(passagesOf(circuit, went('a?'), false))).toEqual(['a?']);
    expect(shown(passagesOf(circuit, went('a'), true))).toEqual(['a']);
  });
});

test('what goes on beside ends where it stands: what follows its scope did not come from there', () => {
  // A clock at the border of `a`, which may do nothing; `S` is the exit of the scope of both.
  const circuit = flows('>S > a > e1 > S', 'w1 > g1 > e2 > S', 'g1 > b', 'S > g2 > c');
  const clocked = { ...circuit, beside: new Map([['a', ['w1']]]) };
  expect(shown(passagesOf(clocked, went('a', 'c'), false))).toEqual(['S', 'a', 'c', 'e1', 'g2']);
});

describe('the end', () => {
  const circuit = flows('a > g1 > b > e1 > P', 'g1 > c > e2 > P');

  test('is the one that follows the last step of a closed request', () => {
    expect(shown(passagesOf(circuit, went('a', 'b'), false))).toEqual(['a', 'b', 'g1']);
    expect(shown(passagesOf(circuit, went('a', 'b'), true))).toEqual(['a', 'b', 'e1', 'g1']);
  });

  test('a step that an interruption left is not shown, and nothing follows it', () => {
    expect(shown(passagesOf(circuit, went('a', 'b!'), true))).toEqual(['a', 'g1']);
  });
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { State } from '../../state/state.ts';
import { Bench } from '../bench.ts';
import { amount } from '../long-form.ts';
import { bodies, drawScopes, type Part, type Values, values } from './random-scopes.ts';
import { VariableRules } from './variable-rules.ts';

const RUNS = amount({ daily: 60, full: 3_000 });

/** Something that happens: a job is done, or someone writes variables at an element. */
interface Happening {
  readonly kind: 'done' | 'written' | 'written here';
  /** Which of those that can be. */
  readonly which: number;
  readonly values: Values;
}

const happenings = fc.array(
  fc.record<Happening>({ kind: fc.constantFrom('done', 'done', 'written', 'written here'), which: fc.nat(99), values }),
  { maxLength: 25 },
);
const DONE: Happening = { kind: 'done', which: 0, values: {} };

async function play(parts: Part[], given: Values, what: readonly Happening[]): Promise<void> {
  const bench = await Bench.open();
  try {
    const { files, elements } = drawScopes(parts);
    await bench.deploy(files);
    const rules = new VariableRules(elements, given);
    let seen = bench.events.length;
    const check = () => {
      for (const event of bench.events.slice(seen)) rules.follow(event);
      seen = bench.events.length;
      const { state } = bench.engine;
      const alive = [...state.elementInstances.values()].map(({ key }) => [key, state.localVariables(key)]);
      expect(Object.fromEntries(alive)).toEqual(rules.contents());
    };
    const run = await bench.start('p', given);
    check();
    for (let step = 0; run.alive; step++) {
      await happen(bench, rules, elements, what[step] ?? DONE);
      check();
    }
    expect(run.written()).toEqual(rules.last);
  } finally {
    await bench.close();
  }
}

async function happen(
  { engine }: Bench,
  rules: VariableRules,
  elements: ReadonlyMap<string, Part>,
  { kind, which, values }: Happening,
): Promise<void> {
  const state = engine.state as State;
  if (kind === 'done') {
    const jobs = [...state.jobs.values()];
    const job = jobs[which % jobs.length];
    if (job === undefined) throw new Error('Nothing can happen any more');
    const part = elements.get(job.elementId);
    const result = part?.kind === 'job' ? part.result : {};
    rules.result(job.elementInstanceKey, result);
    await engine.execute('COMPLETE_JOB', { jobKey: job.key, variables: { ...result } });
    return;
  }
  const scopes = [...state.elementInstances.values()];
  const elementInstanceKey = scopes[which % scopes.length]?.key ?? '';
  const local = kind === 'written here';
  rules.write(elementInstanceKey, values, { local });
  await engine.execute('SET_VARIABLES', { elementInstanceKey, variables: { ...values }, local });
}

test('whatever is drawn, done and written, every variable lands where the rules say', async () => {
  await fc.assert(fc.asyncProperty(bodies, values, happenings, play), { numRuns: RUNS });
});

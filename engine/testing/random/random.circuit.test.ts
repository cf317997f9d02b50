import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AdHocResult, AnyEvent, Engine, Job } from '../../processing/protocol.ts';
import type { State } from '../../state/state.ts';
import { Bench, Run } from '../bench.ts';
import { amount } from '../long-form.ts';
import { type Block, blocks } from './random-block.ts';
import { drawCircuit } from './random-circuit.ts';
import { contents, faultsOf, remains, replayed, unbalanced } from './random-invariants.ts';

const RUNS = amount({ daily: 40, full: 2_000 });
/** Far more than any of these circuits needs. */
const MAX_STEPS = 3000;

type Action = () => Promise<unknown>;

/** Everything that could happen next, each in its own order of birth. */
function actions(bench: Bench): Action[] {
  const { engine } = bench;
  const state = engine.state as State;
  const all: Action[] = [];
  for (const job of state.jobs.values()) {
    const { key, elementId, kind } = job;
    if (kind === 'AD_HOC_SUB_PROCESS') {
      all.push(...decisions(engine, job));
      continue;
    }
    all.push(() => engine.execute('COMPLETE_JOB', { jobKey: key, variables: { done: elementId } }));
    if (elementId.startsWith('throwing') && kind === 'BPMN_ELEMENT')
      all.push(() => engine.execute('THROW_JOB_ERROR', { jobKey: key, errorCode: 'E' }));
  }
  for (const { key } of state.userTasks.values())
    all.push(() => engine.execute('COMPLETE_USER_TASK', { userTaskKey: key }));
  for (const { messageName, correlationKey } of state.messageSubscriptions.values())
    all.push(() => bench.publish(messageName, correlationKey));
  if (state.signalSubscriptions.size > 0) all.push(() => bench.signal('S'));
  for (const { elementInstanceKey } of state.conditions.values())
    all.push(() => engine.execute('SET_VARIABLES', { elementInstanceKey, variables: { go: true } }));
  const due = state.timerDues.nextDue();
  if (due !== undefined) all.push(() => bench.setClock(new Date(due).toISOString()));
  return all;
}

/** What the worker of an ad-hoc sub-process may decide; to be done with it comes first, so that it ends some day. */
function decisions(engine: Engine, { key, elementInstanceKey }: Job): Action[] {
  const { adHocSubProcessElements } = engine.state.localVariables(elementInstanceKey);
  const activities = (adHocSubProcessElements as { elementId: string }[]).map(({ elementId }) => ({ elementId }));
  const decide = (adHoc: AdHocResult) => () => engine.execute('COMPLETE_JOB', { jobKey: key, adHoc });
  return [
    decide({ completionConditionFulfilled: true }),
    decide({ completionConditionFulfilled: true, cancelRemainingInstances: true }),
    decide({ activateElements: activities }),
    decide({ activateElements: activities.slice(0, 1), cancelRemainingInstances: true }),
  ];
}

interface Plan {
  circuit: Block;
  /** Which of all that can happen does, step by step. */
  choices: number[];
  cancelAt: number | null;
  /** The engine is closed there, and opened again on what is on disk. */
  restartAt: number | null;
}

async function play({ circuit, choices, cancelAt, restartAt }: Plan): Promise<void> {
  const dataFolder = restartAt === null ? undefined : mkdtempSync(join(tmpdir(), 'engine-'));
  const open = () => Bench.open(dataFolder === undefined ? {} : { dataFolder });
  let bench = await open();
  try {
    await bench.setClock('2026-01-31T08:00:00Z');
    const { files, processId } = drawCircuit(circuit);
    await bench.deploy(files);
    const { key } = await bench.start(processId, { id: 'r', go: false });
    const past: AnyEvent[] = [];
    for (let step = 0; bench.engine.state.elementInstances.size > 0; step++) {
      const state = bench.engine.state as State;
      const run = new Run(bench, key);
      expect(faultsOf(state)).toEqual([]);
      expect(state.incidents.size).toBe(0);
      const possible = actions(bench);
      if (possible.length === 0) throw new Error(`Nothing can happen any more: ${run.at()}`);
      if (step > MAX_STEPS) throw new Error(`Still alive after ${MAX_STEPS} steps: ${run.at()}`);
      if (step === restartAt) {
        await bench.close();
        past.push(...bench.events);
        bench = await open();
        expect(contents(bench.engine.state as State)).toEqual(contents(state));
      } else if (step === cancelAt && run.alive) await run.cancel();
      // then straight to the end: a reminder could go on for ever
      else await possible[(choices[step] ?? 0) % possible.length]?.();
    }
    const state = bench.engine.state as State;
    const events = [...past, ...bench.events];
    expect(remains(state)).toEqual([]);
    expect(unbalanced(events)).toEqual([]);
    expect(contents(replayed(events))).toEqual(contents(state));
  } finally {
    await bench.close();
    if (dataFolder !== undefined) rmSync(dataFolder, { recursive: true, force: true });
  }
}

const plans = (restartAt: fc.Arbitrary<number | null>) =>
  fc.record<Plan>({
    circuit: blocks,
    choices: fc.array(fc.nat(1000), { minLength: 5, maxLength: 60 }),
    // one in five is cancelled on the way
    cancelAt: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat(20) }),
    restartAt,
  });

describe('whatever is drawn and whatever happens', () => {
  test('no token is lost or invented, every scope ends, replay gives the same state', async () => {
    await fc.assert(fc.asyncProperty(plans(fc.constant(null)), play), { numRuns: RUNS });
  });

  test('so it is across a restart', async () => {
    await fc.assert(fc.asyncProperty(plans(fc.nat(12)), play), { numRuns: Math.ceil(RUNS / 5) });
  });
});

import { expect, test } from '@jest/globals';
import type { Bench, Run } from 'harmonie-engine/testing';

/** Someone decides a task of a circuit, as the portal reports it to the engine. */
export const decide = (run: Run, elementId: string, outcome: string) =>
  run.completeTask(elementId, { decisionId: `d-${elementId}-${outcome}`, outcome });

/**
 * What a circuit that ends with a signed act owes to a refusal, and to an act that lacks a mention.
 * @param circuit `toDraft`: a request of it whose order is to be drafted; `granted`: the steps of an accord alone.
 */
export function testRefusals(circuit: { bench: () => Bench; toDraft: () => Promise<Run>; granted: string[] }): void {
  /** One whose order is before the signatory. */
  const toSign = async () => {
    const run = await circuit.toDraft();
    await circuit.bench().work('act-draft', { actId: 'a1' });
    return run;
  };

  test('a refusal is drafted, signed, sealed and notified; nothing of an accord is done', async () => {
    const bench = circuit.bench();
    const run = await toSign();
    await decide(run, 'signature-arrete', 'refused');
    expect((await bench.work('act-draft', { actId: 'a2' })).customHeaders).toMatchObject({ template: 'refusal' });
    await decide(run, 'signature-refus', 'signed');
    await bench.work('act-seal');
    expect((await bench.work('notify')).customHeaders).toMatchObject({ message: 'act-refused', attachAct: 'true' });
    expect((await bench.work('request-close')).customHeaders).toEqual({ outcome: 'refused' });
    expect(run.alive).toBe(false);
    for (const step of circuit.granted) expect(run.path()).not.toContain(step);
  });

  test('a refusal reconsidered comes back to the signature of the order, which seals it', async () => {
    const run = await toSign();
    await decide(run, 'signature-arrete', 'refused');
    await circuit.bench().work('act-draft', { actId: 'a2' });
    await decide(run, 'signature-refus', 'reconsidered');
    expect(run.at()).toEqual(['signature-arrete']);
    await decide(run, 'signature-arrete', 'signed');
    expect(run.at()).toEqual(['sceller-arrete']);
  });

  test.each([
    ['the order', 'completer-situation', 'preparer-arrete'],
    ['the refusal', 'completer-situation-refus', 'preparer-refus'],
  ])('%s that could not be issued waits for the manager, then is drafted again', async (_act, correction, draft) => {
    const bench = circuit.bench();
    const run = draft === 'preparer-refus' ? await toSign() : await circuit.toDraft();
    if (draft === 'preparer-refus') await decide(run, 'signature-arrete', 'refused');
    const job = await bench.job('act-draft');
    await bench.engine.execute('THROW_JOB_ERROR', {
      jobKey: job.key,
      errorCode: 'ACT_INCOMPLETE',
      errorMessage: 'posting',
    });
    expect(run.at()).toEqual([correction]);
    expect(run.task(correction).candidateGroups).toEqual(['gestionnaire']);
    await decide(run, correction, 'corrected');
    expect(run.at()).toEqual([draft]);
  });

  test('once signed, nothing listens to a withdrawal any more', async () => {
    const run = await toSign();
    await decide(run, 'signature-arrete', 'signed');
    await expect(
      circuit
        .bench()
        .engine.execute('CORRELATE_MESSAGE', { name: 'request-withdrawn', correlationKey: 'r1', variables: {} }),
    ).rejects.toThrow();
    expect(run.at()).toEqual(['sceller-arrete']);
  });
}

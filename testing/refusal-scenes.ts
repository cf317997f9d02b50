import { expect, test } from '@jest/globals';
import type { Bench, Run } from 'harmonie-engine/testing';

/** Someone decides a task of a circuit, or of a block, as the portal reports it to the engine. */
export const decide = (run: Run, elementId: string, outcome: string) =>
  run.completeTask(elementId, { decisionId: `d-${elementId}-${outcome}`, outcome });

/** The steps of a review that only a second opinion, or a second visa, takes. */
export const SECOND_VISA = [
  ...['annoncer-second-avis', 'second-avis', 'second-avis-rendu'],
  ...['annoncer-second-visa', 'second-visa'],
];

/** The steps of a review that only a visa which proposes something else takes. */
export const PROPOSAL = [
  ...['transmettre-proposition', 'repondre-proposition', 'sans-reponse', 'proposition-acceptee'],
  ...['demande-maintenue', 'informer-maintien'],
];

/**
 * What a circuit that ends with a signed act owes to a refusal, and to an act that lacks a mention.
 * @param circuit `toDraft`: a request of it whose order is to be drafted, in the block « Signature » of that kind;
 * `granted`: the steps of an accord alone.
 */
export function testRefusals(circuit: {
  bench: () => Bench;
  kind: string;
  toDraft: () => Promise<Run>;
  granted: string[];
}): void {
  const signing = () => circuit.bench().only(`${circuit.kind}--signature`);

  /** One whose order is before the signatory. */
  const toSign = async () => {
    const run = await circuit.toDraft();
    await circuit.bench().work('act-draft', { actId: 'a1' });
    return run;
  };

  test('a refusal is drafted, signed, sealed and notified; nothing of an accord is done', async () => {
    const bench = circuit.bench();
    const run = await toSign();
    await decide(signing(), 'signature-arrete', 'refused');
    expect((await bench.work('act-draft', { actId: 'a2' })).customHeaders).toMatchObject({ template: 'refusal' });
    await decide(signing(), 'signature-refus', 'signed');
    await bench.work('act-seal');
    expect((await bench.work('notify')).customHeaders).toMatchObject({ message: 'act-refused', attachAct: 'true' });
    expect((await bench.work('request-close')).variables).toMatchObject({ outcome: 'refused' });
    expect(run.alive).toBe(false);
    for (const step of circuit.granted) expect(run.path()).not.toContain(step);
  });

  test('a refusal reconsidered comes back to the signature of the order, which seals it', async () => {
    await toSign();
    await decide(signing(), 'signature-arrete', 'refused');
    await circuit.bench().work('act-draft', { actId: 'a2' });
    await decide(signing(), 'signature-refus', 'reconsidered');
    expect(signing().at()).toEqual(['signature-arrete']);
    await decide(signing(), 'signature-arrete', 'signed');
    expect(signing().at()).toEqual(['sceller']);
  });

  test.each([
    ['the order', 'completer-situation', 'preparer-arrete'],
    ['the refusal', 'completer-situation-refus', 'preparer-refus'],
  ])('%s that could not be issued waits for the manager, then is drafted again', async (_act, correction, draft) => {
    const bench = circuit.bench();
    await (draft === 'preparer-refus' ? toSign() : circuit.toDraft());
    if (draft === 'preparer-refus') await decide(signing(), 'signature-arrete', 'refused');
    const job = await bench.job('act-draft');
    await bench.engine.execute('THROW_JOB_ERROR', {
      jobKey: job.key,
      errorCode: 'ACT_INCOMPLETE',
      errorMessage: 'posting',
    });
    expect(signing().at()).toEqual([correction]);
    expect(signing().task(correction).candidateGroups).toEqual(['gestionnaire']);
    await decide(signing(), correction, 'corrected');
    expect(signing().at()).toEqual([draft]);
  });

  test('once signed, nothing listens to a withdrawal any more', async () => {
    await toSign();
    await decide(signing(), 'signature-arrete', 'signed');
    await expect(
      circuit
        .bench()
        .engine.execute('CORRELATE_MESSAGE', { name: 'request-withdrawn', correlationKey: 'r1', variables: {} }),
    ).rejects.toThrow();
    expect(signing().at()).toEqual(['sceller']);
  });

  test('withdrawn while it waits for its signature, it ends there: nothing is sealed', async () => {
    const bench = circuit.bench();
    const run = await toSign();
    const block = signing();
    await bench.publish('request-withdrawn', 'r1', { withdrawalId: 'w1' });
    expect(block.terminated()).toContain('signature-arrete');
    expect(run.at()).toEqual(['cloture-retrait']);
    expect((await bench.work('notify')).variables).toMatchObject({ message: 'withdrawn' });
    expect((await bench.work('request-close')).variables).toMatchObject({ outcome: 'withdrawn' });
    expect(run.alive).toBe(false);
  });

  test('whoever is to sign is reminded, and goes on; a reminder on its way keeps nothing from being sealed', async () => {
    const bench = circuit.bench();
    await toSign();
    await bench.advance('P15DT1M');
    const [reminder, ...others] = await bench.jobs('notify');
    expect([reminder?.elementId, others]).toEqual(['relancer', []]);
    expect(reminder?.customHeaders).toMatchObject({ message: 'reminder', recipients: 'holders' });
    await decide(signing(), 'signature-arrete', 'signed');
    expect(signing().at()).toContain('sceller');
  });
}

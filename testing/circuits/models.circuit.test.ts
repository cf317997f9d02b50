import { describe, expect, test } from '@jest/globals';
import type { Bench, Run } from 'harmonie-engine/testing';
import { kindModels } from '#application/atelier/begin/kind-models.ts';
import { isExecuted } from '#domain/circuit/blocks/block.ts';
import { canApply } from '#domain/circuit/kinds/kind-model.ts';
import { inspectCircuit } from '#workers/circuits/check/inspect.ts';
import { textOf } from '#workers/circuits/read/bundle.ts';
import { trialRenderer } from '#workers/testing/apart.ts';
import { begunBundle, modelNamed } from '../begun-kinds.ts';
import { amount } from '../long-form.ts';
import { onBench } from '../on-bench.ts';
import { decide } from '../refusal-scenes.ts';
import { shippedTheme, shippedThemes } from '../shipped-themes.ts';

const KIND = 'pret-de-velo';
const models = await kindModels();

/** How many of the themes that a model offers are tried with it. */
const TRIED = amount({ daily: 1, full: 20 });
const pairs = models.flatMap((model) =>
  Object.values(shippedThemes())
    .filter((theme) => canApply(model, theme))
    .slice(-TRIED)
    .map((theme) => [model.name, theme.name, { model, theme }] as const),
);

describe('a kind begun after a model', () => {
  test.each(pairs)('« %s » that changes « %s » lacks nothing: it could be published as it is', async (_m, _t, pair) => {
    const { faults } = await inspectCircuit(begunBundle(pair.model, KIND, pair.theme), trialRenderer);
    expect(faults).toEqual([]);
  });

  test.each(
    models.filter(({ changingNothing }) => changingNothing !== undefined).map((model) => [model.name, model] as const),
  )('« %s » that changes nothing lacks nothing either', async (_name, model) => {
    const bundle = begunBundle(model, KIND, 'nothing');
    expect((await inspectCircuit(bundle, trialRenderer)).faults).toEqual([]);
    expect(textOf(bundle, `${KIND}.bpmn`)).not.toContain('appliquer');
    const said = bundle.files.filter(({ path }) => /^(texts\..*|.*\.act)\.json$|\.form$/.test(path));
    for (const { path } of said)
      expect(textOf(bundle, path)).not.toMatch(
        /appliqué|effets énoncés|modifiée|Ma situation|\bapplied\b|My situation/,
      );
    // What is said otherwise is still what the files say.
    for (const words of Object.keys(model.changingNothing?.instead ?? {}))
      expect([...model.files.values()].filter((text) => text.includes(words))).not.toEqual([]);
  });

  test('offers each kind of change at least one theme', () => {
    for (const { name } of models) expect(pairs.filter(([model]) => model === name).length).toBeGreaterThan(0);
  });

  test.each(models.map((model) => [model.name, model] as const))(
    '« %s » without a theme asks what it changes, and nothing else',
    async (_name, model) => {
      const { faults } = await inspectCircuit(begunBundle(model, KIND, 'unsaid'), trialRenderer);
      expect(faults.length).toBeGreaterThan(0);
      for (const { code, elementId } of faults)
        expect([elementId, code]).toEqual([
          expect.stringMatching(/^(appliquer|contre-appel|cloture-accord)$/),
          expect.stringMatching(
            /^(header-missing|header-unknown|block-input-missing|theme-missing|granted-undecided|granted-unapplied|pay-without-grounds)$/,
          ),
        ]);
    },
  );
});

/** What an engine is given of a kind begun after a model. */
async function deployed(model: string, theme: string): Promise<Record<string, string>> {
  const bundle = begunBundle(await modelNamed(model), KIND, shippedTheme(theme));
  return Object.fromEntries(
    bundle.files.filter(({ path }) => isExecuted(path)).map(({ path }) => [path, textOf(bundle, path) ?? '']),
  );
}

const UPDATE = await deployed('mise-a-jour', 'contact');
const CHECK = await deployed('controle', 'contact');
const SIGNED = await deployed('avis-et-signature', 'teletravail');
const PAID = await deployed('paye-a-deux', 'coordonnees-bancaires');
const STARTED = await deployed('acte-engage', 'identite');

const CLOCKS = { reminderAt: '2026-12-01T22:59:59Z', dueAt: '2026-12-24T22:59:59Z', silenceAt: '2027-01-24T22:59:59Z' };
const AT = '2026-11-24T10:00:00Z';

describe('« mise à jour automatique »', () => {
  let bench: Bench;
  onBench((fresh) => (bench = fresh), { at: AT, files: UPDATE });

  test('is applied at once, and told', async () => {
    const run = await bench.start(KIND, { requestId: 'r1' });
    await bench.work('request-register', { filedOn: '2026-11-24' });
    expect((await bench.work('situation-apply')).customHeaders).toEqual({ what: 'contact' });
    expect((await bench.work('notify')).variables).toMatchObject({ message: 'change-applied' });
    expect((await bench.work('request-close')).variables).toMatchObject({ outcome: 'granted' });
    expect(run.alive).toBe(false);
  });
});

describe('« contrôle du gestionnaire »', () => {
  let bench: Bench;
  onBench((fresh) => (bench = fresh), { at: AT, files: CHECK });
  const review = () => bench.only(`${KIND}--instruction`);

  async function filed(): Promise<Run> {
    const run = await bench.start(KIND, { requestId: 'r1' });
    await bench.work('request-register', { filedOn: '2026-11-24' });
    await bench.work('notify');
    await bench.work('notify');
    await bench.work('deadline-compute', CLOCKS);
    return run;
  }

  test.each([
    ['approved', ['situation-apply', 'notify'], 'granted'],
    ['refused', ['notify'], 'refused'],
  ])('%s, it ends as such', async (outcome, jobs, closed) => {
    const run = await filed();
    await decide(review(), 'visa', outcome);
    for (const job of jobs) await bench.work(job);
    expect((await bench.work('request-close')).variables).toMatchObject({ outcome: closed });
    expect(run.alive).toBe(false);
  });

  test('withdrawn, it ends there', async () => {
    const run = await filed();
    await bench.publish('request-withdrawn', 'r1', { withdrawalId: 'w1' });
    await bench.work('notify');
    expect((await bench.work('request-close')).variables).toMatchObject({ outcome: 'withdrawn' });
    expect(run.alive).toBe(false);
  });
});

describe('« avis et signature »', () => {
  let bench: Bench;
  onBench((fresh) => (bench = fresh), { at: AT, files: SIGNED });
  const at = (block: string) => bench.only(`${KIND}--${block}`);

  async function toSign(): Promise<Run> {
    const run = await bench.start(KIND, {
      requestId: 'r1',
      startDate: '2027-03-01',
      endDate: '2028-02-29',
      jours: '2',
    });
    await bench.work('request-register', { filedOn: '2026-11-24' });
    await bench.work('notify');
    await bench.work('notify');
    await bench.work('deadline-compute', CLOCKS);
    await decide(at('instruction'), 'avis-superieur', 'unfavorable');
    await bench.work('notify');
    await bench.work('notify');
    await bench.work('act-draft', { actId: 'a1' });
    return run;
  }

  test('signed, its act is sealed, notified, applied', async () => {
    const run = await toSign();
    await decide(at('signature'), 'signature-arrete', 'signed');
    await bench.work('act-seal');
    await bench.work('notify');
    await bench.work('situation-apply');
    expect((await bench.work('request-close')).variables).toMatchObject({ outcome: 'granted' });
    expect(run.alive).toBe(false);
  });

  test('refused, its refusal is sealed and notified', async () => {
    const run = await toSign();
    await decide(at('signature'), 'signature-arrete', 'refused');
    await bench.work('act-draft', { actId: 'a2' });
    await decide(at('signature'), 'signature-refus', 'signed');
    await bench.work('act-seal');
    await bench.work('notify');
    expect((await bench.work('request-close')).variables).toMatchObject({ outcome: 'refused' });
    expect(run.alive).toBe(false);
  });
});

describe('« paye à deux personnes »', () => {
  let bench: Bench;
  onBench((fresh) => (bench = fresh), { at: AT, files: PAID });
  const callBack = () => bench.only(`${KIND}--contre-appel`);

  test('called back, confirmed, waited for, it is applied and paid', async () => {
    const run = await bench.start(KIND, { requestId: 'r1' });
    await bench.work('request-register', { filedOn: '2026-11-24' });
    await bench.work('notify');
    await bench.work('notify');
    await bench.work('deadline-compute', CLOCKS);
    await decide(callBack(), 'rappel', 'confirmed');
    await bench.work('notify');
    await decide(callBack(), 'confirmation', 'approved');
    await bench.work('cooling-off', { stopUntil: '2026-12-14T22:59:59.999Z' });
    await bench.work('notify');
    await bench.setClock('2026-12-15T00:00:00Z');
    expect((await bench.work('situation-apply')).variables).toMatchObject({ theme: 'coordonnees-bancaires' });
    const paid = { movement: 'bank-account', facts: 'iban, holder' };
    expect((await bench.work('pay-piece')).variables).toMatchObject(paid);
    await bench.work('notify');
    expect((await bench.work('request-close')).variables).toMatchObject({ outcome: 'granted' });
    expect(run.alive).toBe(false);
  });
});

describe('« acte engagé par le gestionnaire »', () => {
  let bench: Bench;
  onBench((fresh) => (bench = fresh), { at: AT, files: STARTED });
  const at = (block: string) => bench.only(`${KIND}--${block}`);

  async function started(): Promise<Run> {
    const run = await bench.start(KIND, { requestId: 'r1' });
    await bench.work('request-register', { filedOn: '2026-11-24' });
    await bench.work('notify');
    await bench.work('notify');
    return run;
  }

  test('checked and signed, it is applied', async () => {
    const run = await started();
    await decide(at('visas'), 'visa', 'approved');
    await bench.work('notify');
    await bench.work('act-draft', { actId: 'a1' });
    await decide(at('signature'), 'signature-arrete', 'signed');
    await bench.work('act-seal');
    await bench.work('notify');
    expect((await bench.work('situation-apply')).customHeaders).toEqual({ what: 'identite' });
    expect((await bench.work('request-close')).variables).toMatchObject({ outcome: 'granted' });
    expect(run.alive).toBe(false);
  });

  test('given up, it ends there', async () => {
    const run = await started();
    await bench.publish('request-withdrawn', 'r1', { withdrawalId: 'w1' });
    await bench.work('notify');
    expect((await bench.work('request-close')).variables).toMatchObject({ outcome: 'withdrawn' });
    expect(run.alive).toBe(false);
  });
});

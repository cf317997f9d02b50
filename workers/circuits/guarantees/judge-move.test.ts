import { beforeAll, describe, expect, test } from '@jest/globals';
import { PROCESSES } from '#testing/shipped-circuits.ts';
import { type Bundle, readBundles } from '../read/bundle.ts';
import { type DoneFacts, judgeMove } from './judge-move.ts';

const KIND = 'temps-partiel-sur-autorisation';
const NOTHING: DoneFacts = {
  ...{ decisions: [], sealedAt: [], alerted: false, stop: 'none', applied: [], silence: null, withdrawn: false },
};
const OPINION = { place: 'instruction/avis-superieur', kind: 'opinion', outcome: 'favorable' } as const;
const VISA = { place: 'instruction/visa', kind: 'visa', outcome: 'approved' } as const;
const SIGNED = { place: 'signature/signature-arrete', kind: 'signature', outcome: 'signed' } as const;
const sealed = { ...NOTHING, decisions: [OPINION, VISA, SIGNED], sealedAt: [SIGNED.place] };

let bundle: Bundle;
beforeAll(async () => {
  const shipped = (await readBundles(PROCESSES)).find(({ kind }) => kind === KIND);
  if (shipped === undefined) throw new Error(`${KIND} is not shipped`);
  bundle = shipped;
});
const judged = (to: string, done: Partial<DoneFacts> = {}) =>
  judgeMove(bundle, { to, done: { ...NOTHING, ...done }, values: { signature: 'signed' } });

describe('a token that is moved by hand', () => {
  test('passes no step where somebody decides and nobody did', async () => {
    const skipped = { cause: 'step-skipped', params: { step: OPINION.place } };
    expect(await judged('signature')).toEqual(skipped);
    expect(await judged('appliquer-quotite', { applied: ['temps-de-travail'] })).toEqual(skipped);
    expect(await judged('signature', { decisions: [OPINION, VISA] })).toBeNull();
  });

  test('comes to an effect with what its guarantee asks, or not at all', async () => {
    expect(await judged('appliquer-quotite', { decisions: [OPINION, VISA, SIGNED] })).toMatchObject({
      ...{
        cause: 'guarantee',
        params: { step: SIGNED.place, en: expect.stringContaining('sealed: Appliquer la quotité.') },
      },
    });
    expect(await judged('appliquer-quotite', sealed)).toBeNull();
    expect(await judged('nowhere', sealed)).toMatchObject({ cause: 'not-a-target' });
  });

  test('closes as withdrawn what was withdrawn, and nothing else: that is cancelled', async () => {
    for (const to of ['cloture-retrait', 'cloture-retrait/clore', 'cloture-retrait/a-informer'])
      expect([to, await judged(to)]).toEqual([
        to,
        { cause: 'not-withdrawn', params: { step: 'cloture-retrait/clore' } },
      ]);
    expect(await judged('cloture-retrait', { withdrawn: true })).toBeNull();
    // From where somebody may still withdraw it, the way there is the drawing's own.
    expect(await judged('instruction')).toBeNull();
  });
});

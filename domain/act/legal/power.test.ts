import { describe, expect, test } from '@jest/globals';
import { powerBegins } from '../../permissions/actor.ts';
import { type PowerUsed, printedPower } from './power.ts';

const QUALITY = 'La directrice des services judiciaires';
const DECREE = 'le décret n° 2005-850 du 27 juillet 2005, notamment son article 1er';
const byText = { powerReference: DECREE, inNameOf: 'le garde des sceaux, ministre de la justice' };
const delegation = {
  delegatorQuality: 'la directrice des services judiciaires',
  reference: 'Décision du 6 janvier 2025 portant délégation de signature',
  publishedOn: '2025-01-07',
};
const CITED = 'la décision du 6 janvier 2025 portant délégation de signature, publiée le 7 janvier 2025';

describe('what an act says of the power it is signed under', () => {
  test.each<[string, PowerUsed, [string, string | null, string[]]]>([
    ['nothing but the author, who signs by their own office', { delegation: null }, [`${QUALITY},`, null, []]],
    [
      'the text that grounds an own competence, without a formula',
      { delegation: null, powerReference: 'l’arrêté du 3 mai 2024' },
      [`${QUALITY},`, null, ['l’arrêté du 3 mai 2024']],
    ],
    [
      'the minister, in whose name the text itself makes the director sign',
      { delegation: null, ...byText },
      ['Le garde des sceaux, ministre de la justice,', byText.inNameOf, [DECREE]],
    ],
    [
      'whoever delegated what is their own',
      { delegation },
      ['La directrice des services judiciaires,', delegation.delegatorQuality, [CITED]],
    ],
    [
      'the minister, the text and the delegation, where the director delegated what a text gives',
      { delegation, ...byText },
      ['Le garde des sceaux, ministre de la justice,', byText.inNameOf, [DECREE, CITED]],
    ],
  ])('%s', (_, power, [authority, inNameOf, visas]) => {
    expect(printedPower(power, QUALITY)).toEqual({ authority, inNameOf, visas });
  });

  test('whoever is signed for with their article, where it was left out', () => {
    const said = (delegatorQuality: string) =>
      printedPower({ delegation: { ...delegation, delegatorQuality } }, QUALITY);
    expect(said('présidente')).toMatchObject({ authority: 'La présidente,', inNameOf: 'la présidente' });
    expect(said('DRH')).toMatchObject({ authority: 'DRH,', inNameOf: 'DRH' });
  });

  test.each([
    ['Arrêté du 2 mai 2026', 'l’arrêté du 2 mai 2026, publié le 7 janvier 2025'],
    ['DRH-2026-1', 'la délégation de signature en vigueur (DRH-2026-1, publiée le 7 janvier 2025)'],
  ])('the reference « %s » with its article', (reference, said) => {
    expect(printedPower({ delegation: { ...delegation, reference } }, QUALITY).visas).toEqual([said]);
  });
});

test('an act cites the appointment of whoever signs by their own power, not that of whoever delegated it', () => {
  const appointment = {
    reference: 'le décret du 3 mars 2025 portant nomination de Mme Hélène Marchand',
    ...{ signedOn: '2025-03-03', publishedOn: '2025-03-04', effectiveOn: '2025-03-03' },
  };
  const delegation = { delegatorQuality: 'la directrice', reference: 'D-1', publishedOn: null };
  expect(printedPower({ delegation: null, ...byText, appointment }, QUALITY).visas).toEqual([
    DECREE,
    appointment.reference,
  ]);
  expect(printedPower({ delegation, ...byText, appointment }, QUALITY).visas).not.toContain(appointment.reference);
});

test('a power begins the day after the appointment is published, or when it takes effect, if that is later', () => {
  const given = { reference: 'le décret', signedOn: '2025-03-03', effectiveOn: '2025-03-03' };
  expect(powerBegins({ ...given, publishedOn: '2025-03-04' })).toBe('2025-03-05');
  expect(powerBegins({ ...given, publishedOn: '2025-03-04', effectiveOn: '2025-04-01' })).toBe('2025-04-01');
  expect(powerBegins({ ...given, publishedOn: null })).toBe('2025-03-03');
  expect(powerBegins({ ...given, publishedOn: null, effectiveOn: '2025-01-01' })).toBe('2025-03-03');
});

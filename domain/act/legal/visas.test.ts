import { expect, test } from '@jest/globals';
import { inUsualOrder } from './visas.ts';

const CODE = 'le code général de la fonction publique';
const FORMER_DECREE = 'le décret n° 82-624 du 20 juillet 1982 modifié';
const LATER_DECREE = 'le décret n° 2020-69 du 30\u00a0janvier 2020';
const REQUEST = 'la demande présentée le 3 mars 2027 par Mme Camille LEFÈVRE';
const TEXT = 'le décret n° 2005-850 du 27 juillet 2005';
const APPOINTMENT = 'le décret du 1er mars 2025 portant nomination';
const DELEGATION = 'la décision du 4 janvier 2027 portant délégation de signature';

const ordered = (visas: readonly string[], ...powers: readonly string[]) =>
  inUsualOrder(visas, powers).map(({ text, isPower }) => (isPower ? `* ${text}` : text));

test('a décret that gives the power stands among the décrets, by its day', () => {
  expect(ordered([CODE, FORMER_DECREE, LATER_DECREE, REQUEST], TEXT, APPOINTMENT)).toEqual([
    CODE,
    FORMER_DECREE,
    `* ${TEXT}`,
    LATER_DECREE,
    `* ${APPOINTMENT}`,
    REQUEST,
  ]);
});

test('a delegation is the last of the texts, before the request', () => {
  expect(ordered([CODE, LATER_DECREE, 'l’arrêté du 5 mai 2026', REQUEST], TEXT, DELEGATION)).toEqual([
    CODE,
    `* ${TEXT}`,
    LATER_DECREE,
    'l’arrêté du 5 mai 2026',
    `* ${DELEGATION}`,
    REQUEST,
  ]);
});

test.each([
  ['an arrêté, by its day', 'l’arrêté du 2 mars 2020 portant délégation', [CODE, 'l’arrêté n° 7 du 3 mars 2026'], 1],
  [
    'a bare reference, as a decision',
    'la délégation de signature en vigueur (2025-12)',
    [CODE, LATER_DECREE, REQUEST],
    2,
  ],
  [
    'what is called nothing known',
    'le procès-verbal d’installation du 4 mai 2025',
    [LATER_DECREE, 'les pièces du dossier'],
    1,
  ],
  ['a décret, where no text is cited', TEXT, ['les pièces du dossier'], 0],
  ['whatever it is, where nothing is cited', DELEGATION, [], 0],
])('what gives the power stands in its place: %s', (_what, power, visas, at) => {
  expect(ordered(visas, power)[at]).toBe(`* ${power}`);
});

test('a later text is not taken for one that it is called after', () => {
  expect(ordered(['le décretal', 'la loisible'], TEXT)).toEqual([`* ${TEXT}`, 'le décretal', 'la loisible']);
});

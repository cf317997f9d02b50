import { describe, expect, test } from '@jest/globals';
import { contradictionsIn, looks } from './contradictions.ts';

const AGENT = { firstName: 'Camille', lastName: 'Lefèvre' };
const inText = (...texts: string[]) =>
  contradictionsIn(
    texts.map((text) => ({ text, alone: false })),
    AGENT,
  );
const alone = (text: string) => contradictionsIn([{ text, alone: true }], AGENT);

test('letters are compared by their looks', () => {
  expect(looks('ＳＩＧＮÉ')).toBe('signe');
  expect(looks('ﬁ')).toBe('fi');
  expect(looks('s\u200bi\u00adgné')).toBe('signe');
  expect(looks('\u0455\u0456gn\u0435')).toBe('signe');
});

describe('a text that speaks against the mentions of its act', () => {
  test.each([
    [['Acte signé', 'électroniquement.'], 'signé électroniquement.'],
    [['signature  numérique'], 'signature numérique'],
    [['s i g n é e é l e c t r o n i q u e m e n t'], 's i g n é e é l e c t r o n i q u'],
    [['Le présent arrêté est pris par le préfet.'], 'présent arrêté est pris par'],
    [['Arrêté signé par le préfet'], 'signé par'],
    [['Pour le préfet, par empêchement'], 'par empêchement'],
    [['Le présent arrêté porte le n° 12'], 'présent arrêté porte le n° 12'],
    [['Copie certifiée conforme'], 'certifiée conforme'],
    [['Acte signé électr0niquement'], 'signé électr0niquement'],
    [['Acte s1gné é1ectroniquement'], 's1gné é1ectroniquement'],
    [['Acte signé électroniquernent'], 'signé électroniquernent'],
    [['Acte signé éleϲtroniquement'], 'signé éleϲtroniquement'],
    [['la décisіon est rejetée'], 'décisіon'],
    [['Electronically signed by the minister'], 'Electronically signed'],
    [['Le numéro de cet acte est 2099-000001.'], 'numéro de cet acte'],
    [['Cet arrêté porte le n° 12.'], 'Cet arrêté porte le n° 12.'],
    [['M. Dupond est le seul auteur de la présente décision'], 'est le seul auteur de la présente décision'],
    [['La mention « démonstration » est une erreur'], 'mention « démonstration'],
    [['Page 1 sur 7 – n° 9'], 'Page 1 sur 7 – n° 9'],
    [['Le cadre « Effets de l’acte » est erroné'], 'Effets de l’acte'],
  ])('says so wherever it stands: %j', (texts, words) => {
    expect(inText(...texts)).toContain(words);
  });

  test.each([
    'Le ministre de la justice,',
    'Pour la directrice',
    'La sous-directrice des ressources humaines',
    'Éric DUPOND',
    'Mme Jeanne Martin',
    'É. DUPOND',
    'J.-P. Dupond',
    'Éric DUPOND1',
    'Éric D0POND',
    '— le ministre —',
    'Signé',
    'Fait à Lyon, le 3 mars 2020.',
    'N° 2030-99',
    'Arrêté n° 2030-99',
    'Décision du 3 mars 2020',
    'Effets du présent arrêté',
  ])('says so by a line of its own: %s', (text) => {
    expect(alone(text)).toEqual([text]);
    expect(inText(text)).toEqual([]);
  });
});

test.each([
  'ARRÊTE',
  'Article 1er',
  'Article PREMIER',
  'Mme Camille LEFÈVRE',
  'Agent Camille Lefèvre',
  'Quotité de travail',
  'Grade A2',
  '– le directeur régional ;',
  'Cette décision a notamment pour effet',
  'Le présent arrêté notifié à l’intéressée',
  'auprès de l’auteur de la présente décision',
  'une masse de 3 μmol',
  '80 %',
  'Le directeur est chargé de l’exécution du présent arrêté.',
  'La personne désignée par le service, soussignée par ailleurs.',
  'Vu le décret n° 82-624 du 20 juillet 1982 ;',
  'Vu l’arrêté du 2 mars 2020 portant délégation de signature ;',
])('a text that does not is left alone: %s', (text) => {
  expect(alone(text)).toEqual([]);
});

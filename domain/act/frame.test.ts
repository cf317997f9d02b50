import { describe, expect, test } from '@jest/globals';
import type { ActData } from './act.ts';
import { type ActMention, actFrame, actKind } from './frame.ts';

const data: ActData = {
  ministry: "Ministère de l'Exemple",
  structure: ['Secrétariat général', 'Bureau des carrières'],
  authority: 'Le ministre,',
  title: 'portant avancement',
  number: '2026-000042',
  legalReferences: [],
  recitals: [],
  articles: [],
  agent: { firstName: 'Camille', lastName: 'Lefèvre', grade: 'Greffière', posting: 'Valmont' },
  author: {
    firstName: 'Hélène',
    lastName: 'Marchand',
    quality: 'La cheffe du bureau',
    service: 'Bureau des carrières',
    byDelegationOf: { quality: 'le ministre' },
  },
  powers: ['le décret', "l'arrêté"],
  place: 'Valmont',
  date: '2026-11-01',
  appeal: ['Deux mois.'],
  ampliations: ["L'intéressée"],
  verification: { text: 'Scellé.', url: 'https://harmonie.example/v' },
  demonstration: true,
};

const said = (changes: Partial<ActData>, mention: ActMention) => {
  const { head, tail } = actFrame({ ...data, ...changes });
  return [...head, ...tail].filter((one) => one.mention === mention).map(({ text }) => text);
};
/** With the spaces of a keyboard: those where no line ends are spaced.test.ts's. */
const plain = (texts: readonly string[]) => texts.map((text) => text.replaceAll('\u00a0', ' '));

describe('what the portal draws around an act', () => {
  test.each([
    ['ministry', ['MINISTÈRE DE L’EXEMPLE']],
    ['services', ['Secrétariat général', 'Bureau des carrières']],
    ['title', ['Arrêté du 1er novembre 2026', 'portant avancement']],
    ['number', ['N° 2026-000042']],
    ['authority', ['Le ministre,']],
    ['power', ['Vu le décret ;', 'Vu l’arrêté ;']],
    ['place', ['Fait à Valmont, le 1er novembre 2026.']],
    ['delegation', ['Pour le ministre et par délégation,']],
    ['quality', ['La cheffe du bureau']],
    ['name', ['Hélène MARCHAND']],
    ['service', ['Bureau des carrières']],
    ['verification', ['Vérifier cet acte. Scellé.', 'https://harmonie.example/v']],
    ['ampliations', ['L’intéressée']],
  ] satisfies [ActMention, string[]][])('says its %s', (mention, texts) => {
    expect(plain(said({}, mention))).toEqual(texts);
  });

  test('says the visas of the power among those that the act begins with', () => {
    const { head } = actFrame({ ...data, visas: ['le code', 'la demande\nd’un congé'] });
    expect(head.slice(-4)).toEqual([
      { mention: 'visa', text: 'Vu le code\u00a0;' },
      { mention: 'power', text: 'Vu le décret\u00a0;' },
      { mention: 'power', text: 'Vu l’arrêté\u00a0;' },
      { mention: 'visa', text: 'Vu la demande d’un congé\u00a0;' },
    ]);
  });

  test('says what is applied, of whom, and nothing where the act changes nothing', () => {
    const effects: ActData['effects'] = [
      { effect: 'essai', facts: { quota: 80, from: '2027-01-01' }, words: 'Quotité : 80 %.' },
    ];
    const agent = { ...data.agent, number: 'A-1' };
    expect(plain(said({ effects, agent }, 'effectsOf'))).toEqual([
      'Effets de l’acte. Seuls les effets suivants sont inscrits dans la situation de Camille LEFÈVRE (matricule A-1) :',
    ]);
    expect(said({ effects }, 'effects')).toEqual(['Quotité\u00a0: 80\u00a0%.']);
    for (const none of [{}, { effects: [] }])
      expect([...said(none, 'effectsOf'), ...said(none, 'effects')]).toEqual([]);
  });

  test('says no delegation of who signs in their own name', () => {
    const { byDelegationOf: _, ...author } = data.author;
    expect([...said({ author, powers: [] }, 'delegation'), ...said({ author, powers: [] }, 'power')]).toEqual([]);
  });

  test('says that it is a demonstration at its top, on each page and at its foot; otherwise nowhere', () => {
    const { header, footer } = actFrame(data);
    for (const text of [header, footer, ...said({}, 'notice')]) expect(text).toMatch(/sans valeur juridique/i);
    expect(JSON.stringify(actFrame({ ...data, demonstration: false }))).not.toMatch(/valeur juridique/i);
  });
});

test('an act drafted before its kind was kept is a décision when it has reasons', () => {
  expect(actKind({})).toBe('Arrêté');
  expect(actKind({ reasons: { law: ['…'], fact: ['…'] } })).toBe('Décision');
  expect(actKind({ kind: 'Décision' })).toBe('Décision');
});

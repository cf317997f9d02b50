import { describe, expect, test } from '@jest/globals';
import type { ActData } from '../act.ts';
import { composeAct } from './compose.ts';
import type { ActBlock, ActDocument } from './document.ts';
import { vocabularyOf } from './vocabulary.ts';

const label = (fr: string) => ({ fr, en: fr });
const field = (key: string, type: string, more = {}) => ({
  key,
  type,
  label: label(key),
  sure: true,
  choices: [],
  ...more,
});
const VOCABULARY = vocabularyOf({
  fields: [
    field('debut', 'datetime', { subtype: 'date' }),
    field('heure', 'datetime', { subtype: 'time' }),
    field('montant', 'number'),
    field('quota', 'number'),
    field('accord', 'checkbox'),
    field('lieu', 'select', { choices: [{ value: 'domicile', label: 'Domicile' }] }),
    field('motif', 'textfield'),
  ],
  themes: [],
  steps: [{ elementId: 'instruction/avis', name: label('Avis') }],
  interview: true,
});

const DATA: ActData = {
  ministry: 'Ministère',
  structure: [],
  authority: 'La cheffe,',
  title: 'portant…',
  legalReferences: ['l’avis du 3 mars'],
  recitals: [],
  articles: [],
  agent: { civility: 'Mme', firstName: 'Camille', lastName: 'Lefèvre', grade: 'Greffière', posting: 'Valmont' },
  request: { filedOn: '2027-01-11', number: '42' },
  answers: {
    debut: '2027-03-01',
    heure: '09:30',
    montant: 1234.5,
    quota: 80,
    accord: true,
    lieu: 'domicile',
    motif: '',
  },
  steps: { 'instruction/avis': { outcome: 'favorable', day: '2027-01-18' } },
  author: { firstName: 'H', lastName: 'M', quality: 'Q', service: 'S' },
  place: 'Paris',
  date: '2027-02-01',
  appeal: [],
  ampliations: [],
  verification: { text: '' },
  demonstration: true,
};

const article = (text: string, when?: ActBlock['when']): ActDocument => ({
  blocks: [{ is: 'article', text, ...(when && { when }) }],
});
function said(document: ActDocument, changes: Partial<ActData> = {}): string[] | readonly string[] {
  const composed = composeAct(document, VOCABULARY, { ...DATA, ...changes });
  return 'text' in composed ? composed.text.map(({ text }) => text.replaceAll('\u00a0', ' ')) : composed.missing;
}

describe('an act that is written as text', () => {
  test.each([
    ['{agent.name}', 'Mme Camille LEFÈVRE'],
    ['du {form.debut}', 'du 1er mars 2027'],
    ['{form.debut:numeric}', '01/03/2027'],
    ['à {form.heure}', 'à 09:30'],
    ['{form.montant:amount}', '1 234,50 €'],
    ['{form.montant}', '1234,5'],
    ['{form.quota:percent} du temps', '80 % du temps'],
    ['{form.quota:ordinal}', '80e'],
    ['{form.accord}', 'oui'],
    ['au {form.lieu}', 'au domicile'],
    ['est {agent.agree:autorisé}', 'est autorisée'],
    ['avis {step.instruction/avis.outcome} du {step.instruction/avis.day}', 'avis favorable du 18 janvier 2027'],
    ['demande n° 12 ; suite', 'demande n° 12 ; suite'],
    ['sous le n° {request.number}', 'sous le n° 42'],
  ])('says « %s » as « %s »', (text, words) => {
    expect(said(article(text))).toEqual([words]);
  });

  test.each([
    ['M.', 'autorisé'],
    ['Mme', 'autorisée'],
    [undefined, 'autorisé(e)'],
  ])('agrees with « %s »', (civility, words) => {
    const { civility: _, ...agent } = DATA.agent;
    expect(said(article('{agent.agree:autorisé}'), { agent: { ...agent, ...(civility && { civility }) } })).toEqual([
      words,
    ]);
  });

  test('ends no line within what was typed, where French forbids it', () => {
    const answers = { ...DATA.answers, motif: 'soit 80 % du « temps » ; trois jours' };
    const composed = composeAct(article('Motif : {form.motif}.'), VOCABULARY, { ...DATA, answers });
    expect('text' in composed && composed.text[0]?.text).toBe(
      'Motif\u00a0: soit 80\u00a0% du «\u00a0temps\u00a0»\u00a0; trois jours.',
    );
  });

  test.each([
    ['que le service le permet.', 'que le service le permet'],
    ['le code général de la fonction publique ;', 'le code général de la fonction publique'],
    ['le code, ses articles 3 et s.', 'le code, ses articles 3 et s.'],
    ['les jours, horaires, etc.', 'les jours, horaires, etc.'],
  ])('leaves out the end that the act prints itself: « %s »', (text, words) => {
    for (const is of ['visa', 'recital'] as const) expect(said({ blocks: [{ is, text }] })).toEqual([words]);
    expect(said(article(text))).toEqual([text]);
  });

  test.each([
    ['que {form.lieu:words}', 'une condition manque', 'qu’une condition manque'],
    ['que {form.lieu:words}', 'le service le permet', 'que le service le permet'],
    ['de {form.lieu:words}', 'Évreux', 'd’Évreux'],
    ['de {form.lieu:words}', 'onze jours', 'de onze jours'],
    ['de {form.lieu:words}', 'Hélène', 'de Hélène'],
    ['le code {form.lieu:words}', 'ancien', 'le code ancien'],
    ['« que » {form.lieu:words}', 'une', '« que » une'],
  ])('elides « de » and « que » before what a datum says: « %s », « %s »', (text, domicile, words) => {
    const sentence = said({ ...article(text), words: { 'form.lieu': { domicile } } });
    expect(sentence.map((printed) => printed.replaceAll('\u00a0', ' '))).toEqual([words]);
  });

  test.each([
    ['auprès de {form.motif}, du 3 mai', 'La Poste.', 'auprès de La Poste, du 3 mai'],
    ['organisé comme suit : {form.motif}.', 'Le mercredi est libre.', 'organisé comme suit : Le mercredi est libre.'],
    ['accueil ({form.motif}).', 'une cour, etc.', 'accueil (une cour, etc.).'],
    ['lire : « {form.motif} ».', 'Trois jours.', 'lire : « Trois jours. ».'],
    ['{form.motif}', 'Trois jours.', 'Trois jours.'],
  ])('what somebody typed as a sentence ends once within its own: « %s », « %s »', (text, motif, words) => {
    expect(said(article(text), { answers: { ...DATA.answers, motif } })).toEqual([words]);
  });

  test.each([
    ['L’agent n’a pas le diplôme requis.', 'que, dans les faits, l’agent n’a pas le diplôme requis'],
    ['Le Havre', 'que, dans les faits, Le Havre'],
    ['Mme Martin est arrivée', 'que, dans les faits, Mme Martin est arrivée'],
  ])('a recital goes on with what somebody typed, without its capital: « %s »', (motif, words) => {
    const recital = { blocks: [{ is: 'recital' as const, text: 'que, dans les faits, {form.motif}' }] };
    expect(said(recital, { answers: { ...DATA.answers, motif } })).toEqual([words]);
  });

  test('prints a choice in the words that it has for it', () => {
    const words = { 'form.lieu': { domicile: 'à son domicile' } };
    expect(said({ ...article('exerce {form.lieu:words}'), words })).toEqual(['exerce à son domicile']);
    expect(said(article('exerce {form.lieu:words}'))).toEqual(['form.lieu']);
  });

  test('reads what somebody typed once: data in an answer are letters', () => {
    const answers = { ...DATA.answers, motif: '{agent.name} #eval("1") {form.motif}' };
    expect(said(article('motif : {form.motif}'), { answers })).toEqual([
      'motif : {agent.name} #eval("1") {form.motif}',
    ]);
  });

  test.each([
    ['form.motif', 'an answer left empty'],
    ['form.constructor', 'what every object has'],
    ['agent.__proto__', 'what every object has'],
    ['form.rien', 'what is no datum'],
  ])('is not issued where it prints %s: %s', (path) => {
    expect(said(article(`x {${path}}`))).toEqual([path]);
  });

  test.each([
    [{ data: 'form.motif', is: 'known' } as const, false],
    [{ data: 'form.motif', is: 'unknown' } as const, true],
    [{ data: 'form.lieu', is: 'equal', value: 'domicile' } as const, true],
    [{ data: 'form.lieu', is: 'different', value: 'domicile' } as const, false],
    [{ data: 'form.quota', is: 'equal', value: '80' } as const, true],
    [{ data: 'form.accord', is: 'equal', value: 'true' } as const, true],
    [{ data: 'step.instruction/avis.outcome', is: 'equal', value: 'favorable' } as const, true],
    [{ data: 'form.motif', is: 'different', value: 'x' } as const, false],
  ])('prints a block on the condition %j: %s', (condition, printed) => {
    expect(said(article('Oui.', [condition]))).toEqual(printed ? ['Oui.'] : []);
  });

  test('puts the texts and opinions where it says, and the reasons of a refusal, in law then in fact', () => {
    const blocks = [
      { is: 'references', text: '' },
      { is: 'reasons', text: '' },
    ] as const;
    expect(said({ blocks }, { reasons: { law: ['qu’en droit'], fact: ['qu’en fait'] } })).toEqual([
      'l’avis du 3 mars',
      'qu’en droit',
      'qu’en fait',
    ]);
    expect(said({ blocks })).toEqual(['reasons']);
  });
});

test('nothing parts « n° » from its number, a day from its month, nor a sign from what it ends', () => {
  const composed = composeAct(
    article('demande n° {request.number} ; article L. 430-1 du 26 août 2021 « vu »'),
    VOCABULARY,
    DATA,
  );
  expect(composed).toEqual({
    text: [
      { is: 'article', text: 'demande n°\u00a042\u00a0; article L.\u00a0430-1 du 26\u00a0août 2021 «\u00a0vu\u00a0»' },
    ],
  });
});

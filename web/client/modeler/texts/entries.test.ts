import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type CircuitTextsFile, readTextsFile, writeTextsFile } from '../formats/circuit-texts.ts';
import { dataFaults, type Entry, entriesOf, missingIn, textsWith } from './entries.ts';

const ROOT = path.resolve(import.meta.dirname, '../../../../processes');
const shipped = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /texts\.(?:fr|en)\.json$/.test(file),
);

const FORM = JSON.stringify({
  id: 'f',
  components: [
    { id: 'a', key: 'reason', type: 'textarea', label: 'Motif' },
    { id: 'b', key: 'proof', type: 'filepicker', label: 'Justificatif', properties: { pieceType: 'proof' } },
  ],
});
const parts = {
  names: new Map([['visa', 'Visa']]),
  messages: ['told'],
  callsBlocks: false,
  startForms: ['f'],
  forms: [FORM],
  templates: ['act'],
};

const entriesIn = (fr: CircuitTextsFile, en: CircuitTextsFile = {}) => entriesOf({ fr, en }, parts);
const entry = (entries: Entry[], ...at: string[]) => {
  const found = entries.find((each) => each.at.join('.') === at.join('.'));
  if (!found) throw new Error(`No entry ${at}`);
  return found;
};

describe('the texts of a circuit, side by side', () => {
  test('all that the circuit shows is asked for in both languages, acts in French only', () => {
    const missing = entriesIn({}).filter((each) => missingIn(each).length > 0);
    expect(missing.map((each) => [each.at.join('.'), missingIn(each).join()])).toEqual([
      ['title', 'fr,en'],
      ['summary', 'fr,en'],
      ['category', 'fr,en'],
      ['form.reason.label', 'fr,en'],
      ['form.proof.label', 'fr,en'],
      ['pieces.proof', 'fr,en'],
      ['elements.visa', 'fr,en'],
      ['mails.told.subject', 'fr,en'],
      ['mails.told.body', 'fr,en'],
      ['acts.act.name', 'fr'],
      ['acts.act.title', 'fr'],
    ]);
  });

  test('a delay said in one language must be said in the other', () => {
    expect(missingIn(entry(entriesIn({ delay: 'Un mois' }), 'delay'))).toEqual(['en']);
  });

  test('what a check asks may be said at the form of its step; said in one language, it must be in the other', () => {
    const step = JSON.stringify({ id: 'diplome', components: [] });
    const said = { form: { 'diplome.question': 'Authentique ?' } };
    const entries = entriesOf({ fr: said, en: {} }, { ...parts, forms: [FORM, step] });
    expect(missingIn(entry(entries, 'form', 'diplome.question'))).toEqual(['en']);
    expect(missingIn(entry(entries, 'form', 'diplome.confirmed'))).toEqual([]);
    expect(entries.filter(({ at }) => at[1]?.startsWith('f.'))).toEqual([]);
  });

  test('a text that nothing shows is reported, never asked for', () => {
    const left = entry(entriesIn({ elements: { former: 'Avant' } }), 'elements', 'former');
    expect([left.isUsed, missingIn(left)]).toEqual([false, []]);
  });

  test('a datum that nothing fills in is reported, however it is written; a subject holds the number only', () => {
    const fr = { mails: { told: { subject: '{number} {title}', body: '{filedOn} {nom de l’agent}' } } };
    const en = { mails: { told: { subject: '{number}', body: 'Hello' } } };
    const entries = entriesIn(fr, en);
    expect(dataFaults(entry(entries, 'mails', 'told', 'subject'), 'fr').unknown).toEqual(['title']);
    expect(dataFaults(entry(entries, 'mails', 'told', 'body'), 'fr').unknown).toEqual(['nom de l’agent']);
    expect(dataFaults(entry(entries, 'mails', 'told', 'body'), 'en').uneven.map(({ path }) => path)).toEqual([
      'filedOn',
    ]);
  });

  test('a text is written in its place, and an emptied one leaves it', () => {
    const subject = entry(entriesIn({}), 'mails', 'told', 'subject');
    const written = textsWith({ title: 'T' }, subject, 'Objet');
    expect(written).toEqual({ title: 'T', mails: { told: { subject: 'Objet' } } });
    expect(textsWith(written, subject, '')).toEqual({ title: 'T', mails: {} });
  });

  test('ways of appeal may name the court of the agent’s post, and nothing else', () => {
    const fr = {
      acts: { act: { name: 'A', title: 't', appeal: ['Devant {court}.', 'Devant {tribunal}.'], ampliations: [] } },
    };
    expect(dataFaults(entry(entriesIn(fr), 'acts', 'act', 'appeal'), 'fr')).toEqual({
      unknown: ['tribunal'],
      uneven: [],
    });
  });

  test('a list is one paragraph a line', () => {
    const appeal = entry(entriesIn({}), 'acts', 'act', 'appeal');
    expect(textsWith({}, appeal, 'Un\n\nDeux\n')).toEqual({ acts: { act: { appeal: ['Un', 'Deux'] } } });
  });

  test.each(shipped)('%s is written again as it was, to the letter', (file) => {
    const text = readFileSync(path.join(ROOT, file), 'utf8');
    const texts = readTextsFile(text);
    expect(texts && writeTextsFile(texts)).toBe(text);
  });
});

import path from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { wordsOfFault } from '#domain/circuit/faults/fault.ts';
import { type Bundle, makeBundle, readBundles } from '../read/bundle.ts';
import { inspectFiles } from './inspect.ts';

const KIND = 'teletravail';

let shipped: Bundle;
beforeAll(async () => {
  const bundles = await readBundles(path.join(import.meta.dirname, '..', '..', '..', 'processes'));
  shipped = bundles.find(({ kind }) => kind === KIND) as Bundle;
});

/** What is said of the shipped circuit once its diagram is changed, in both languages. */
async function saidOf(change: (xml: string) => string): Promise<string> {
  const contents = new Map(shipped.files.map(({ path: name, content }) => [name, content]));
  const before = new TextDecoder().decode(contents.get(`${KIND}.bpmn`));
  const after = change(before);
  if (after === before) throw new Error('the change changes nothing');
  const { faults } = await inspectFiles(
    makeBundle(KIND, contents.set(`${KIND}.bpmn`, new TextEncoder().encode(after))),
  );
  return faults.map((fault) => Object.values(wordsOfFault(fault)).join(' | ')).join('\n');
}

const input = (name: string, value: string) => (xml: string) =>
  xml.replace(new RegExp(`source="[^"]*" target="${name}"`), `source="${value}" target="${name}"`);
const without = (name: string) => (xml: string) =>
  xml.replace(new RegExp(`\\s*<zeebe:(?:input|header) [^>]*(?:target|key)="${name}"[^>]*/>`), '');

test.each<[what: string, change: (xml: string) => string, fr: string, en: string]>([
  [
    'a field of a step that is empty',
    without('what'),
    'Il manque à « Appliquer à la situation » de dire « Thème ».',
    '“Apply to the situation” lacks “Theme”.',
  ],
  [
    'what a block asks for',
    without('filedTo'),
    'Le bloc « Instruction » a besoin de « Informer du dépôt » : remplissez ce champ.',
    'The block “Review” needs “Tell of the filing”: fill in this field.',
  ],
  [
    'a delay that is none',
    input('reminder', '7 jours'),
    '« Relance après » ne peut pas être « 7 jours » ; par exemple : 15 jours.',
    '“Reminder after” cannot be “7 jours”; for instance: 15 days.',
  ],
  [
    'what silence means, against the law',
    input('silenceMeans', 'acceptance'),
    '« Le silence vaut » ne peut pas être « Acceptation » : pour ce circuit, la loi dit « Rejet »',
    '“Silence means” cannot be “Acceptance”: for this circuit the law says “Rejection”',
  ],
  [
    'how long silence lasts, against the law',
    input('silence', 'P3M'),
    '« Silence après » ne peut pas être « 3 mois » : pour ce circuit, la loi dit « 2 mois »',
    '“Silence after” cannot be “3 months”: for this circuit the law says “2 months”',
  ],
])('%s is said as the modeler names it', async (_what, change, fr, en) => {
  const said = (await saidOf(change)).replaceAll('\u00a0', ' ');
  expect(said).toContain(fr);
  expect(said).toContain(en);
});

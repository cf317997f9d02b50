import { expect, test } from '@jest/globals';
import type { ActDocument } from '#domain/act/text/document.ts';
import { checkTemplates } from '../circuits/check/files/check-templates.ts';
import { makeBundle } from '../circuits/read/bundle.ts';
import { renderer } from '../testing/apart.ts';
import { aSampleAct } from '../typst/sample-act.ts';
import { type ActSource, drawnFrom, inForce } from './act-source.ts';

const ENDED = ['décret n° 82-624'];
const document: ActDocument = {
  blocks: [
    { is: 'visa', text: 'le code général de la fonction publique' },
    { is: 'visa', text: 'le décret n°\u00a082-624 du 20 juillet 1982' },
    { is: 'references', text: '' },
    { is: 'article', text: '{agent.name} travaille à temps partiel.' },
  ],
};
const source = { document, vocabulary: [] };

test('an act is drawn without the visas of texts that are not in force', async () => {
  const data = await aSampleAct({ legalReferences: ['le décret n° 82-624', 'l’avis favorable'] });
  const law = inForce(source, data, ENDED);
  expect(law.cited).toEqual([]);
  expect(law.data.legalReferences).toEqual(['l’avis favorable']);
  expect(law.source).toMatchObject({ document: { blocks: [{ is: 'visa' }, { is: 'references' }, { is: 'article' }] } });
});

test('one that relies on such a text elsewhere, or signs by it, says which', async () => {
  const data = await aSampleAct();
  const relying = {
    ...document,
    blocks: [...document.blocks, { is: 'article' as const, text: 'Le décret n° 82-624.' }],
  };
  expect(inForce({ ...source, document: relying }, data, ENDED).cited).toEqual(ENDED);
  expect(inForce({ typst: '[le décret n°~82-624 du 20~juillet 1982]' }, data, ENDED).cited).toEqual(ENDED);
  expect(inForce(source, { ...data, powers: ['le décret n° 82-624'] }, ENDED).cited).toEqual(ENDED);
});

const drawn = async (act: ActSource) => {
  const made = await drawnFrom(act, await aSampleAct({ legalReferences: ['l’avis'] }), { renderer, shared: new Map() });
  if ('missing' in made) throw new Error(made.missing.join());
  return made.data;
};

test('the visas that a text begins with are drawn by the portal, the rest where it is written', async () => {
  const later = { is: 'visa', text: 'la lettre' } as const;
  const { visas, text } = await drawn({
    ...source,
    document: { ...document, blocks: [...document.blocks.slice(0, 3), { is: 'article', text: 'Accordé.' }, later] },
  });
  expect(visas).toEqual(['le code général de la fonction publique', expect.stringMatching(/^le décret/), 'l’avis']);
  expect(text).toMatchObject([{ is: 'article' }, { is: 'visa', text: 'la lettre' }]);
});

test.each([
  [
    '#vus(([le code, article L.~1], [la demande du #date-fr("2026-11-01") de #person((firstName: "A", lastName: "b")), #{ if true [l\'avis] }]))',
    ['le code, article L.\u00a01', "la demande du 1er\u00a0novembre 2026 de A B, l'avis"],
  ],
  ['#vus(([le code], [une #table[case]]))', undefined],
  ['#par[Vu le code ;]', undefined],
  ['#vus(([le code],)) #manque', undefined],
])('so are those of a template where they are words: %s', async (template, words) => {
  expect((await drawn({ typst: `#import "letterhead.typ": *\n${template}` })).visas).toEqual(words);
});

test('the author of an act is warned of the texts that it cites and that ended, or end soon, at their block', async () => {
  const row = (text: string, until: string) => ({ from: '1982-07-20', until, values: { text }, legal: null });
  const title = { fr: 'Textes', en: 'Texts' };
  const rows = [row('décret n° 82-624', '2026-11-28'), row('code général de la fonction publique', '2026-12-31')];
  const files = new Map([['act.act.json', Buffer.from(JSON.stringify(document))]]);
  const bundle = makeBundle('essai', files, [{ name: 'textes', title, use: 'texts', columns: [], rows }]);
  const drawing = { render: async () => ({ pdf: new Uint8Array(), sha256: '' }) } as never;
  const faults = await checkTemplates(bundle, null, drawing, '2026-11-29');
  expect(faults.filter(({ code }) => code.startsWith('act-text'))).toMatchObject([
    { code: 'act-text-ends', line: 1, severity: 'warning', params: { until: '2026-12-31' } },
    { code: 'act-text-ended', line: 2, severity: 'warning', params: { text: 'décret n° 82-624' } },
  ]);
});

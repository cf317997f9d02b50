import { expect, test } from '@jest/globals';
import type { ActDocument } from '../../domain/act/text/document.ts';
import { checkTemplates } from '../circuits/check/files/check-templates.ts';
import { makeBundle } from '../circuits/read/bundle.ts';
import { inForce } from './act-source.ts';
import { aSampleAct } from './typst/sample-act.ts';

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

test('whoever writes an act is warned of the texts that it cites and that ended, or end soon, at their block', async () => {
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

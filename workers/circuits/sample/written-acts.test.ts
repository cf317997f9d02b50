import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { extractText } from 'unpdf';
import type { ActDocument } from '#domain/act/text/document.ts';
import { typstOf } from '#domain/act/text/to-typst.ts';
import type { ActDatum } from '#domain/circuit/words/datum.ts';
import { drawnFrom } from '../../acts/act-source.ts';
import { trialRenderer } from '../../testing/apart.ts';
import { readAct } from '../read/acts.ts';
import { type Bundle, readBundles } from '../read/bundle.ts';
import { sampleAct } from './sample-act.ts';

const KIND = 'teletravail';
let bundle: Bundle;
beforeAll(async () => {
  const bundles = await readBundles(path.join(import.meta.dirname, '..', '..', '..', 'processes'));
  const found = bundles.find(({ kind }) => kind === KIND);
  if (found === undefined) throw new Error(`no kind ${KIND} is shipped`);
  bundle = found;
});

function written(template: string): { document: ActDocument; vocabulary: readonly ActDatum[] } {
  const act = readAct(bundle, template);
  if (act === undefined || !('document' in act)) throw new Error(`${KIND} has no text « ${template} »`);
  return act;
}

/** What the pages say, whatever the lines. */
async function pagesOf(template: string, source: Parameters<typeof drawnFrom>[0]): Promise<string> {
  const drawn = await drawnFrom(source, await sampleAct(bundle, { template, source: '', texts: undefined }), {
    renderer: trialRenderer,
  });
  if ('missing' in drawn) throw new Error(`missing: ${drawn.missing.join()}`);
  const { pdf } = await trialRenderer.render(drawn);
  return (await extractText(new Uint8Array(pdf), { mergePages: true })).text.replace(/\s+/g, ' ');
}

/** Of each kind of block, condition and format. */
const EVERYTHING: ActDocument = {
  blocks: [
    { is: 'visa', text: 'l’article L. 1-2 # 3 * $ _ ` < > @ [x] ~ \\ "q" // et -- ' },
    { is: 'references', text: '' },
    { is: 'paragraph', text: '- un alinéa avant les articles' },
    { is: 'recital', text: 'que oui', when: [{ data: 'form.lieu', is: 'equal', value: 'domicile' }] },
    { is: 'recital', text: 'que non', when: [{ data: 'form.lieu', is: 'different', value: 'domicile' }] },
    { is: 'article', text: '{agent.name}, {agent.agree:affecté}, {agent.echelon:ordinal} échelon' },
    { is: 'paragraph', text: '= du {form.startDate} au {form.endDate:numeric}, {form.jours:label}, {form.lieu:words}' },
    { is: 'paragraph', text: 'jamais', when: [{ data: 'form.fonctions', is: 'unknown' }] },
    { is: 'article', text: '{situation.teletravail.jours:amount} {situation.teletravail.jours:percent}' },
    {
      is: 'article',
      text: '{step.instruction/avis-superieur.day} {step.instruction/avis-superieur.outcome}',
      when: [{ data: 'step.instruction/avis-superieur.outcome', is: 'known' }],
    },
  ],
  words: { 'form.lieu': { domicile: 'chez "soi"' } },
};

describe('an act that is written as text', () => {
  test.each(['act', 'refusal'])('says the same once it is written in Typst: the shipped %s', async (template) => {
    const { document, vocabulary } = written(template);
    const typst = typstOf(document, vocabulary, template === 'refusal' ? 'DÉCIDE' : 'ARRÊTE');
    // What an act is called comes from the texts, which the sample does without here.
    const read = async (source: Parameters<typeof drawnFrom>[0]) =>
      (await pagesOf(template, source)).replace('DÉCIDE', 'ARRÊTE');
    expect(await read({ typst })).toBe(await read({ document, vocabulary }));
  });

  test('says the same once it is written in Typst, whatever it is made of', async () => {
    const { vocabulary } = written('act');
    const pages = await pagesOf('act', { document: EVERYTHING, vocabulary });
    expect(pages).toContain('chez "soi"');
    expect(pages).toContain('1,00 €');
    expect(pages).not.toContain('que non');
    expect(pages).not.toContain('jamais');
    expect(await pagesOf('act', { typst: typstOf(EVERYTHING, vocabulary, 'ARRÊTE') })).toBe(pages);
  });

  test('numbers its articles as they are printed', async () => {
    const article = (text: string, when = {}) => ({ is: 'article' as const, text, ...when });
    const never = { when: [{ data: 'form.fonctions', is: 'unknown' as const }] };
    const document = { blocks: [article('Un.'), article('Jamais.', never), article('Deux.')] };
    const pages = await pagesOf('act', { document, vocabulary: written('act').vocabulary });
    expect(pages).toMatch(/ARRÊTE Article 1 ?er Un\. Article 2 Deux\./);
  });
});

import path from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { extractText } from 'unpdf';
import type { ActData } from '#domain/act/act.ts';
import { drawnFrom } from '../../acts/act-source.ts';
import { trialRenderer } from '../../testing/apart.ts';
import { readAct } from '../read/acts.ts';
import { type Bundle, readBundles } from '../read/bundle.ts';
import { sampleAct } from './sample-act.ts';

/** What Typst would take for code, for markup, for a label, for a comment, for the end of what it stands in. */
const HOSTILE = [
  '#eval("1+1") #panic() #{ 1 } fin ] } ) "',
  '$x$ *gras* _penché_ \\ // fin /* rien',
  '@nom <nom> `brut` = titre {agent.name} ~',
];

let bundles: readonly Bundle[];
beforeAll(async () => {
  bundles = await readBundles(path.join(import.meta.dirname, '..', '..', '..', 'processes'));
});

/** The texts that somebody wrote, or that a table gives: each with its mark before the attack. */
function attacked(data: ActData, hostile: string): { data: ActData; marks: string[] } {
  const marks: string[] = [];
  const attack = (): string => {
    marks.push(`repère${marks.length}fin`);
    return `${marks.at(-1)} ${hostile}`;
  };
  const inAll = (value: unknown): unknown => {
    // What a form offers to choose from, or a day, is none of the agent's words: the server takes no other.
    if (typeof value === 'string' && !/^(?:\d{4}-\d{2}-\d{2}|[a-z0-9-]+)$/.test(value)) return attack();
    if (Array.isArray(value)) return value.map(inAll);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inAll(one)]));
  };
  const { answers, situation, grids, reasons, legalReferences, agent, request } = data;
  const written = { answers, situation, grids, reasons, legalReferences };
  return {
    data: {
      ...data,
      ...(inAll(written) as Pick<ActData, keyof typeof written>),
      agent: { ...agent, grade: attack(), posting: attack() },
      ...(request && { request: { ...request, number: attack() } }),
      effects: [],
    },
    marks,
  };
}

/** As it reads, whatever the lines: hyphens that end one are Typst's own. */
const asRead = (text: string): string => text.replace(/’/g, "'").replace(/[\s\u00ad\u2010-]/g, '');

const written = async (kind: string, template: string) => {
  const bundle = bundles.find((one) => one.kind === kind);
  const act = bundle && readAct(bundle, template);
  if (bundle === undefined || act === undefined || 'reason' in act)
    throw new Error(`${kind} has no act « ${template} »`);
  const source = 'typst' in act ? act.typst : '';
  return { act, data: await sampleAct(bundle, { template, source, texts: undefined }) };
};

test.each([
  ['temps-partiel-sur-autorisation', 'act', 3],
  ['temps-partiel-sur-autorisation', 'refusal', 5],
  ['teletravail', 'act', 5],
  ['teletravail', 'refusal', 5],
  ['avancement-echelon', 'act', 2],
  ['avancement-echelon', 'refusal', 4],
])(
  'G8: in the act of %s, %s, whatever is typed comes out as typed, wherever it is printed',
  async (kind, template, least) => {
    const { act, data } = await written(kind, template);
    for (const words of HOSTILE) {
      const hostile = attacked(data, words);
      const drawn = await drawnFrom(act, hostile.data, { renderer: trialRenderer });
      if ('missing' in drawn) throw new Error(drawn.missing.join());
      const { pdf } = await trialRenderer.render(drawn);
      const page = asRead((await extractText(new Uint8Array(pdf), { mergePages: true })).text);
      const printed = hostile.marks.filter((mark) => page.includes(asRead(mark)));
      expect(printed.length).toBeGreaterThanOrEqual(least);
      for (const mark of printed) expect(page).toContain(asRead(`${mark} ${words}`));
    }
  },
);

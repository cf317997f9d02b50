import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readText } from '#bin/verify/text.ts';
import type { ActAuthor } from '#domain/act/act.ts';
import { type ActEffect, effectInWords } from '#domain/effect/act-effects.ts';
import { factsOf } from '#domain/situation/read-asked.ts';
import { keepNewGrids } from '#prisma/repositories/people/grids.ts';
import { entriesOfRequest } from '#prisma/repositories/people/situation.ts';
import { checkTemplates } from '#workers/circuits/check/files/check-templates.ts';
import { type Bundle, makeBundle, readBundles } from '#workers/circuits/read/bundle.ts';
import type { WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';
import { type Actors, KIND, openPlay } from '#workers/testing/play.ts';
import type { ActDrawing } from '#workers/typst/render.ts';
import { PROCESSES } from '../shipped-circuits.ts';
import { stopOf } from './hostile.ts';

let bench: WorkerBench;
let cast: Cast;
let people: Actors;
let shipped: Bundle;
let waiting: string;
/** Whom acts are drawn for instead of their signer, while a test says so. */
let author: ActAuthor | null = null;

beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  const found = (await readBundles(PROCESSES)).find(({ kind }) => kind === KIND);
  if (found === undefined) throw new Error(`No kind ${KIND} is shipped`);
  shipped = found;
  const { renderer } = bench.context;
  Object.assign(bench.context, {
    renderer: {
      ...renderer,
      render: ({ data, ...drawing }: ActDrawing) =>
        renderer.render({ ...drawing, data: { ...data, author: author ?? data.author } }),
    },
  });
  await bench.start();
  waiting = await awaitingSignature();
});

afterAll(() => bench?.close());

const withTemplate = (template: string): Bundle =>
  makeBundle(
    KIND,
    new Map(shipped.files.map(({ path, content }) => [path, content])).set('act.typ', Buffer.from(template)),
  );

/** Puts a template in the version that a request follows, past every check, as whoever holds the database would. */
async function slipIn(requestId: string, template: string): Promise<void> {
  const { versionId } = await bench.db.database.prisma.request.findUniqueOrThrow({ where: { id: requestId } });
  const file = `update circuit_file set content = $1 where version_id = $2::uuid and path = 'act.typ'`;
  await bench.db.asOwner(file, [Buffer.from(template), versionId]);
}

async function awaitingSignature(): Promise<string> {
  const requestId = await people.file();
  await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
  await people.at(requestId, 'visa', cast.checker, 'approved');
  return requestId;
}

/** Nothing of an act that could be shown, signed, sealed, filed or told. */
async function expectNothing(requestId: string): Promise<void> {
  const { prisma } = bench.db.database;
  expect(await prisma.act.count({ where: { requestId, sealedAt: { not: null } } })).toBe(0);
  expect(await prisma.dossierPiece.count({ where: { requestId } })).toBe(0);
  expect(await prisma.requestEvent.count({ where: { requestId, kind: 'sealed' } })).toBe(0);
  expect(await prisma.notification.count({ where: { requestId, actId: { not: null } } })).toBe(0);
}

const ATTACKS: [string, string, string, string, string][] = [
  [
    'names a minister, and its author in white at 0.1 pt',
    '#text(fill: white, size: 0.1pt)[Helene SIGNATAIRE]\n\n#align(right)[Le ministre de la justice,\n\nÉric DUPOND]',
    'act-text-hidden',
    'Helene SIGNATAIRE',
    'template-page-small',
  ],
  [
    'names a minister as its author',
    '#align(right)[Le ministre de la justice,]',
    'act-text-contradicts',
    'Le ministre de la justice,',
    'template-page-contradiction',
  ],
  [
    'says on two lines that it is signed electronically',
    '#("sign" + "é")\\\n#("électronique" + "ment")',
    'act-text-contradicts',
    'signé électroniquement',
    'template-page-contradiction',
  ],
  [
    'says effects of its own',
    '*Effets de l’acte*\n\nTemps partiel : quotité de 50 %.',
    'act-text-contradicts',
    'Effets de l’acte',
    'template-page-contradiction',
  ],
  [
    'writes at the foot of the page',
    'Accordé#footnote[par un autre]',
    'act-frame-altered',
    '1 par un autre',
    'template-page-outside',
  ],
  [
    'draws the signature of another',
    '#curve(curve.move((0pt, 0pt)), curve.line((30pt, 20pt)), curve.line((50pt, 0pt)))',
    'act-frame-altered',
    'shape',
    'template-page-drawing',
  ],
];

describe.each(ATTACKS)('G8: a template that %s', (_what, template, refused, words, code) => {
  test('is not published', async () => {
    const faults = await checkTemplates(withTemplate(template), null, bench.context.trialRenderer);
    expect(faults).toContainEqual(expect.objectContaining({ file: 'act.typ', code, severity: 'error' }));
  });

  test('slipped in all the same, gives nothing that can be signed, with the reason', async () => {
    await slipIn(waiting, template);
    const { key } = await people.taskAt(waiting, 'signature-arrete');
    expect(await people.preview(key, cast.signer)).toEqual({ refused, params: { words } });
    expect(await bench.db.database.prisma.actPreview.count({ where: { taskKey: key } })).toBe(0);
    await expectNothing(waiting);
  });
});

test('G8: « signé », an end of line, « électroniquement » is refused in the source too', async () => {
  const faults = await checkTemplates(withTemplate('signé\nélectroniquement'), null, bench.context.trialRenderer);
  expect(faults).toMatchObject([{ file: 'act.typ', code: 'template-electronic', line: 1 }]);
});

test('G8: an act that cites a text which is in force no more gives nothing that can be signed', async () => {
  const row = { from: '1900-01-01', until: '1999-12-31', values: { text: 'décret n° 1900-1' }, legal: null };
  const title = { fr: 'Textes d’essai', en: 'Texts on trial' };
  const column = { key: 'text', type: 'text', label: title, by: true } as const;
  const grid = { name: 'textes_essai', title, use: 'texts', columns: [column], rows: [row] } as const;
  await keepNewGrids(bench.db.database.prisma, [grid]);
  await slipIn(waiting, 'Vu le décret n°~1900-1.');
  const { key } = await people.taskAt(waiting, 'signature-arrete');
  const refused = { refused: 'act-text-ended', params: { texts: 'décret n° 1900-1' } };
  expect(await people.preview(key, cast.signer)).toEqual(refused);
  await expectNothing(waiting);
});

test('G8: a template that says nothing of its author gives an act that bears them all', async () => {
  const requestId = waiting;
  await slipIn(requestId, 'La demande est accordée.');
  expect((await people.sign(requestId, 'signature-arrete')).result).toHaveProperty('decisionId');
  await people.closed(requestId);
  const { prisma } = bench.db.database;
  const { previewSha256 } = await prisma.act.findFirstOrThrow({ where: { requestId, sealedAt: { not: null } } });
  const { content } = await prisma.actPreview.findFirstOrThrow({ where: { sha256: String(previewSha256) } });
  const pdf = await bench.documents.read(String(previewSha256));
  await bench.context.trialRenderer.readBack({ pdf, data: content as never });
});

test('G8: a template that prints other figures, of another, leaves what is applied in sight: the portal says it', async () => {
  const { prisma } = bench.db.database;
  const requestId = await awaitingSignature();
  await slipIn(requestId, 'Jean MARTIN est autorisé à travailler à 50 % à compter du 1er janvier 2050.');
  expect((await people.sign(requestId, 'signature-arrete')).result).toHaveProperty('decisionId');
  await people.closed(requestId);
  const act = await prisma.act.findFirstOrThrow({ where: { requestId, sealedAt: { not: null } } });
  const [period] = await entriesOfRequest(prisma, requestId);
  if (period === undefined) throw new Error('nothing was applied');
  expect(act.effects).toEqual([{ effect: period.theme, facts: factsOf(period), words: expect.any(String) }]);
  const pages = await readText(await bench.documents.read(String(act.sealedSha256)));
  const said = pages.replace(/\s/g, '');
  for (const effect of act.effects as unknown as ActEffect[])
    expect(said).toContain(effectInWords(effect).replaceAll("'", '’').replace(/\s/g, ''));
  expect(said).toMatch(/SeulsleseffetssuivantssontinscritsdanslasituationdeClaire/);
  expect(said).toContain('à50%');
});

test('G8: bytes that do not bear this act’s mentions are not sealed, whoever kept them as shown', async () => {
  const requestId = await awaitingSignature();
  author = { firstName: 'Éric', lastName: 'Dupond', quality: 'Le ministre', service: 'Cabinet' };
  await people.sign(requestId, 'signature-arrete');
  author = null;
  const stop = await stopOf(bench, requestId);
  expect(stop).toContain('"cause":"act-page-refused"');
  expect(stop).toMatch(/"fault":"page-(?:outside|mention)"/);
  await expectNothing(requestId);
});

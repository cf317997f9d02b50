import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, test } from '@jest/globals';
import { extractText } from 'unpdf';
import type { ActData } from '#domain/act/act.ts';
import { trialRenderer } from '../testing/apart.ts';
import { findForbidden } from './guard.ts';
import { ActTemplateError, createActRenderer, type SharedFiles } from './render.ts';
import { aSampleAct } from './sample-act.ts';

const SHARED = new URL('../../processes/_shared/', import.meta.url).pathname;
const KIND = new URL('../../processes/temps-partiel-sur-autorisation/', import.meta.url);

const renderer = createActRenderer({ sharedDir: SHARED });
afterAll(() => renderer.close());

const templateOf = (name: 'act' | 'refusal'): Promise<string> => readFile(new URL(`${name}.typ`, KIND), 'utf8');
const draw = async (data: ActData, name: 'act' | 'refusal' = 'act') =>
  renderer.render({ template: await templateOf(name), data });
const read = async (data: ActData, name: 'act' | 'refusal' = 'act'): Promise<string> =>
  (await extractText(new Uint8Array((await draw(data, name)).pdf), { mergePages: true })).text
    .replace(/\s+/g, ' ')
    .replaceAll('’', "'");

const faultOf = async (template: string, shared: SharedFiles = new Map(), by = renderer): Promise<ActTemplateError> => {
  const failure: unknown = await by
    .render({ template, shared, data: await aSampleAct() })
    .catch((error: unknown) => error);
  if (failure instanceof ActTemplateError) return failure;
  throw new Error(`the template was accepted, or failed otherwise: ${String(failure)}`);
};

describe('the order granting part-time work', () => {
  test('says all that an arrêté must say', async () => {
    const text = await read(await aSampleAct());
    for (const words of [
      'Arrêté du 24 novembre 2026',
      "portant autorisation d'exercer à temps partiel",
      'Vu le code général de la fonction publique',
      'Vu le décret n° 82-624 du 20 juillet 1982',
      'Vu la demande présentée le 3 novembre 2026 par Mme Camille LEFÈVRE',
      'ARRÊTE',
      'à raison de 80 %',
      'aux six septièmes (6/7)',
      'Fait à Paris, le 24 novembre 2026.',
      'Pour le ministre et par délégation,',
      'Hélène MARCHAND',
      'La cheffe du service des ressources humaines',
      'Service des ressources humaines',
      'Voies et délais de recours',
      'Ampliations',
      'sans valeur juridique',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).not.toMatch(/électroniquement/i);
  });

  test('reads its ranks and first days whole, raised as they are among visas and effects', async () => {
    const sample = await aSampleAct();
    const [effect] = sample.effects ?? [];
    if (effect === undefined) throw new Error('the sample changes nothing');
    const words = 'Avancement au 7e échelon à compter du 1er janvier 2027.';
    const visas = ["l'arrêté du 1er mars 2020, 3e alinéa"];
    const text = await read({ ...sample, visas, effects: [{ ...effect, words }] });
    for (const said of ["Vu l'arrêté du 1er mars 2020, 3e alinéa", words]) expect(text).toContain(said);
  });

  test.each([
    [50, 'à 50 % de la rémunération'],
    [60, 'à 60 % de la rémunération'],
    [70, 'à 70 % de la rémunération'],
    [80, 'aux six septièmes (6/7) de la rémunération'],
    [90, 'aux trente-deux trente-cinquièmes (32/35) de la rémunération'],
  ])('gives the fraction of pay for %i %%', async (quota, words) => {
    expect(await read(await aSampleAct({ quota }))).toContain(words);
  });

  test('says « par délégation » only when the author signs under one', async () => {
    const { byDelegationOf: _, ...author } = (await aSampleAct()).author;
    expect(await read(await aSampleAct({ author }))).not.toContain('par délégation');
  });

  test('is signed below what it changes, and told how to appeal on one page, however long its visas are', async () => {
    for (const visas of [2, 6, 10, 14, 18, 22]) {
      const legalReferences = Array.from({ length: visas }, (_, rank) => `l'avis n° ${rank} d'une commission`);
      const { pdf } = await draw(await aSampleAct({ legalReferences }));
      const { text: pages } = await extractText(new Uint8Array(pdf), { mergePages: false });
      const pageOf = (words: string) => pages.findIndex((page) => page.replace(/\s+/g, ' ').includes(words));
      expect([visas, pageOf('Effets de l')]).toEqual([visas, pageOf('Fait à Paris')]);
      // Never without a word of the text.
      expect([visas, pageOf('exécute le présent arrêté')]).toEqual([visas, pageOf('Fait à Paris')]);
      expect([visas, pageOf('Fait à Paris')]).toEqual([visas, pageOf('MARCHAND')]);
      expect([visas, pageOf('Voies et délais')]).toEqual([visas, pageOf('Télérecours citoyens')]);
    }
  });

  test.each([
    ['of the ministry', { demonstration: false }],
    ['of a demonstration, with its notice', {}],
    [
      'that cites two more opinions',
      {
        legalReferences: ['l’avis favorable', 'l’avis réservé', 'l’avis défavorable'].map((one) => `${one} d’un chef`),
      },
    ],
  ])('holds on one page where one page does: an act %s', async (_what, changes) => {
    const { pdf } = await draw(await aSampleAct(changes));
    const { text: pages } = await extractText(new Uint8Array(pdf), { mergePages: false });
    expect(pages).toHaveLength(1);
    expect(pages.join()).toContain('Page 1 sur 1');
  });

  test('does not say it is a demonstration when it is not', async () => {
    expect(await read(await aSampleAct({ demonstration: false }))).not.toMatch(/démonstration : document/i);
  });

  test.each([
    ['M.', 'affecté à'],
    ['Mme', 'affectée à'],
  ])('agrees with %s', async (civility, words) => {
    const { agent } = await aSampleAct();
    expect(await read(await aSampleAct({ agent: { ...agent, civility } }))).toContain(words);
  });

  test('takes names as they are, never as markup', async () => {
    const { agent } = await aSampleAct();
    const text = await read(await aSampleAct({ agent: { ...agent, posting: '#panic() *x* $y$ \\ <z> @a' } }));
    expect(text).toContain('#panic() *x* $y$ \\ <z> @a');
  });
});

describe('the decision refusing part-time work', () => {
  test('gives its reasons in law and in fact, and the day of the interview', async () => {
    const text = await read(await aSampleRefusal(), 'refusal');
    for (const words of [
      'Décision du 24 novembre 2026',
      'L. 211-2 à L. 211-7',
      'le 18 novembre 2026',
      'Considérant que le bureau',
      'DÉCIDE',
      'est refusée',
    ]) {
      expect(text).toContain(words);
    }
  });

  test.each([
    ['a reason in law', { reasons: { law: [], fact: ['que…'] } }],
    ['a reason in fact', { reasons: { law: ["qu'…"], fact: [] } }],
  ])('is not drawn without %s', async (_what, changes) => {
    await expect(draw(await aSampleRefusal(changes), 'refusal')).rejects.toThrow('motivé en droit et en fait');
  });

  test('is not drawn without an interview', async () => {
    const { interview: _, ...data } = await aSampleRefusal();
    await expect(draw(data, 'refusal')).rejects.toThrow("précédé d'un entretien");
  });
});

describe('the file of an act', () => {
  test('is the same to the byte for the same data, in any process that draws it', async () => {
    const other = createActRenderer({ sharedDir: SHARED });
    const [once, again] = [
      await draw(await aSampleAct()),
      await other.render({ template: await templateOf('act'), data: await aSampleAct() }),
    ];
    await other.close();
    expect(again.sha256).toBe(once.sha256);
  });

  test('differs for another day', async () => {
    const [one, other] = [await draw(await aSampleAct()), await draw(await aSampleAct({ date: '2026-11-25' }))];
    expect(other.sha256).not.toBe(one.sha256);
  });

  test('is tagged, in French, and announces PDF/A-2a and PDF/UA-1', async () => {
    const bytes = Buffer.from((await draw(await aSampleAct())).pdf).toString('latin1');
    expect(bytes).toContain('pdfaid:part>2<');
    expect(bytes).toContain('pdfaid:conformance>A<');
    expect(bytes).toContain('pdfuaid:part>1<');
    expect(bytes).toMatch(/\/Lang\s*\(fr/);
  });
});

describe('a template that gives no act for all to read', () => {
  const jump = '=== Article 1er\nBonjour';

  test('is refused when it is tried', async () => {
    const fault = await faultOf(jump, new Map(), trialRenderer);
    expect(fault.message).toContain('PDF/UA-1 error: skipped from heading level 1 to 3');
  });

  test.each([
    [
      'whose titles follow one another by its data',
      '#let act = json("data.json")\n#heading(level: act.quota)[Titre]\nx',
      2,
      4,
    ],
    ['whose title has no words by its data', '#let act = json("data.json")\n== #{"x" * (act.quota - 1)}\nx', 2, 1],
  ])('is refused for the act that could not be read, after one that could: %s', async (_what, template, good, bad) => {
    const drawn = async (quota: number) =>
      trialRenderer.render({ template, shared: new Map(), data: await aSampleAct({ quota }) });
    await drawn(good);
    await expect(drawn(bad)).rejects.toThrow('PDF/UA-1 error');
    await expect(drawn(good)).resolves.toBeDefined();
  });

  test('still draws the acts of a circuit that was published before, which claim no more than they are', async () => {
    const { pdf } = await renderer.render({ template: jump, shared: new Map(), data: await aSampleAct() });
    const bytes = Buffer.from(pdf).toString('latin1');
    expect(bytes).toContain('pdfaid:conformance>B<');
    expect(bytes).not.toContain('pdfuaid');
  });
});

describe('a template at fault', () => {
  test.each([
    ['a syntax error', 'Bonjour\n\n#let x = 1 +\n', 3],
    ['a missing field', '#let act = json("data.json")\n#act.nothing', 2],
    ['a missing file', '\n#read("secret.txt")', 2],
    ['a file of the machine', '#read("/etc/passwd")', 1],
    ['a file above', '#read("../../etc/passwd")', 1],
    ['a package', 'x\n#import "@preview/cetz:0.3.0"', 2],
    ['the date of the day', '#datetime.today().display()', 1],
    ['an unknown font', '#set text(font: "Comic Sans MS")\nx', null],
    ['a font of the machine only', '#set text(font: "DejaVu Sans", fallback: false)\nx', null],
    ['a forbidden mention', 'x\ny\nSigné électroniquement', 3],
    ['a forbidden mention on two lines', 'x\ny signé\nélectroniquement', 2],
    ['a forbidden mention parted by a comment', 'x\nsigné /* */ *électroniquement*', 2],
    ['a computed include', 'x\n#include "he" + "ad.typ"', 2],
    ['a computed import', '#let p = "head.typ"\n#import p: *', 2],
    ['an include of a folder', '#include "../head.typ"', 1],
    ['a link to a script', 'x\n#link("javascript:alert(1)")[Vérifier]', 2],
    ['a link to a script, worked out', '#link("java" + "script:alert(1)")[Vérifier]', null],
    ['a link without encryption', '#link("http" + "://elsewhere.example")[Vérifier]', null],
  ])('is refused with its line: %s', async (_what, template, line) => {
    const fault = await faultOf(template);
    expect(fault.file).toBe('act.typ');
    if (line !== null) expect(fault.line).toBe(line);
  });

  test('is named when it is a shared file', async () => {
    const fault = await faultOf('#import "head.typ": x', new Map([['head.typ', Buffer.from('\n#let x = (')]]));
    expect([fault.file, fault.line]).toEqual(['head.typ', 2]);
  });

  test.each(['../x.typ', '/etc/passwd', 'a/b.typ', 'act.typ', 'data.json', ''])(
    'cannot be given a file named « %s »',
    async (name) => {
      expect((await faultOf('x', new Map([[name, Buffer.from('x')]]))).message).toContain('cannot be used');
    },
  );

  test.each([
    ['a fault a line', 'eval\n'.repeat(40_000), 20],
    ['comments that never end', '/*'.repeat(200_000), 0],
  ])('G11: is judged at once, however long: %s', (_what, source, count) => {
    const before = process.cpuUsage();
    const faults = findForbidden('act.typ', source);
    const { user, system } = process.cpuUsage(before);
    expect(faults).toHaveLength(count);
    expect(faults.map(({ line, column }) => [line, column])).toEqual(faults.map((_, index) => [index + 1, 1]));
    expect((user + system) / 1_000_000).toBeLessThan(2);
  });

  test('cannot reach a package by a name it builds', async () => {
    expect((await faultOf('#let p = "@pre" + "view/cetz:0.3.0"\n#import p: *')).message).toContain('only the files');
  });

  test('is stopped when it loops, and the next act is drawn', async () => {
    const hasty = createActRenderer({ sharedDir: SHARED, timeLimitMs: 2_000 });
    const loop = '#for i in range(100000) { for j in range(100000) { let x = i * j } }';
    expect((await faultOf(loop, new Map(), hasty)).message).toContain('was stopped');
    expect((await hasty.render({ template: 'Bonjour', data: await aSampleAct() })).pdf.length).toBeGreaterThan(1_000);
    await hasty.close();
  });

  test('is stopped when it swells', async () => {
    const small = createActRenderer({ sharedDir: SHARED, memoryLimitBytes: 200 * 1024 * 1024, timeLimitMs: 25_000 });
    const swell = '#let x = ("abcdefgh" * 1000,)\n#for i in range(30) { x = x + x }\n#x.len()';
    expect((await faultOf(swell, new Map(), small)).message).toContain('memory');
    await small.close();
  });

  test('waits for no other: while many are drawn, a second process draws with the first, and leaves with it', async () => {
    const many = createActRenderer({ sharedDir: SHARED });
    const children = async () => (await readFile(`/proc/self/task/${process.pid}/children`, 'utf8')).trim().split(' ');
    // Those of other renderers may leave meanwhile.
    const others = new Set(await children());
    const mine = async () => (await children()).filter((pid) => !others.has(pid)).length;
    const template = await templateOf('act');
    const asked = [await many.render({ template, data: await aSampleAct() })];
    let most = 0;
    // As a fold is drawn: four at a time, as long as it takes until the second is there.
    for (const began = performance.now(); most < 2 && performance.now() - began < 20_000; ) {
      const data = await aSampleAct();
      asked.push(...(await Promise.all(Array.from({ length: 4 }, () => many.render({ template, data })))));
      most = await mine();
    }
    expect([most, new Set(asked.map(({ sha256 }) => sha256)).size]).toEqual([2, 1]);
    await many.close();
    expect(await mine()).toBe(0);
  });

  test('does not stop the acts asked for at the same time', async () => {
    const data = await aSampleAct();
    const template = await templateOf('act');
    const [bad, good] = await Promise.allSettled([
      renderer.render({ template: '#(', data }),
      renderer.render({ template, data }),
    ]);
    expect([bad.status, good.status]).toEqual(['rejected', 'fulfilled']);
  });
});

test('an act is drawn by another compiler once the first one died with nothing to do', async () => {
  const own = createActRenderer({ sharedDir: SHARED });
  try {
    const before = new Set(compilers());
    const data = await aSampleAct();
    const template = await templateOf('act');
    const { sha256 } = await own.render({ template, data });
    const [pid = 0, ...others] = compilers().filter((one) => !before.has(one));
    expect(others).toEqual([]);
    process.kill(pid, 'SIGKILL');
    while (existsSync(`/proc/${pid}`)) await pause(10);
    expect((await own.render({ template, data })).sha256).toBe(sha256);
  } finally {
    await own.close();
  }
});

/** The compilers that this process started and that live. */
const compilers = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const parent = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1];
        return (
          parent === String(process.pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('compiler.child')
        );
      } catch {
        return false;
      }
    });

/** The same request refused, with an interview and reasons. */
function aSampleRefusal(changes: Partial<ActData> = {}): Promise<ActData> {
  return aSampleAct({
    title: "portant refus d'autorisation d'exercer à temps partiel",
    effects: [],
    interview: { date: '2026-11-18' },
    reasons: {
      law: [
        "qu'aux termes de l'article L. 612-1 du code général de la fonction publique, l'autorisation d'exercer à temps partiel est accordée sous réserve des nécessités de la continuité et du fonctionnement du service",
      ],
      fact: [
        "que le bureau de la scolarité, dont deux des cinq emplois sont vacants, doit assurer la rentrée du 1er février 2027 et qu'aucun aménagement de l'organisation du travail ne permet de compenser l'absence demandée",
      ],
    },
    ...changes,
  });
}

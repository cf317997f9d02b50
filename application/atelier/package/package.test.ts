import { describe, expect, test } from '@jest/globals';
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import { copiedFor, originalOf } from '#domain/circuit/blocks/block.ts';
import { newBlock } from '#domain/circuit/blocks/new-block.ts';
import { newCircuit } from '#domain/circuit/drafts/draft.ts';
import { PACKAGE_HEAD, PACKAGE_REFUSALS, pathInPackage } from '#domain/circuit/drafts/package.ts';
import { DomainError } from '#domain/errors.ts';
import { fileOfText } from '#prisma/repositories/circuits/atelier.ts';
import { pack, type ToPack } from './pack.ts';
import { unpack } from './unpack.ts';

const KIND = 'pret-de-velo';
const BLOCK = { of: 'block', name: 'remise' } as const;

const filesOf = (files: ReadonlyMap<string, string>, place = (path: string) => path) =>
  [...files].map(([path, text]) => fileOfText(place(path), text));

const CIRCUIT: ToPack = {
  head: {
    ...{ portal: '0.1.0', kind: KIND, title: { fr: 'Prêt de vélo', en: 'Bike loan' }, version: 3 },
    parts: [{ ...BLOCK, version: 2 }],
  },
  files: [
    ...filesOf(newCircuit(KIND, 'Prêt de vélo')),
    ...filesOf(newBlock(BLOCK.name, 'Remise'), (file) => pathInPackage(BLOCK, file)),
  ],
};
const ZIP = pack(CIRCUIT);

/** Why a package is refused: « reason path ». */
const refusal = async (zip: Uint8Array): Promise<string> => {
  const error = await unpack({ zip }).then(
    () => null,
    (thrown) => thrown,
  );
  if (!(error instanceof DomainError) || error.code !== 'circuit-package-refused') throw error ?? new Error('taken');
  return [error.params.reason, error.params.path].filter((said) => said !== undefined).join(' ');
};

/** The package with some of its files changed, added or removed (null). */
const changed = (changes: Readonly<Record<string, Uint8Array | null>>): Uint8Array => {
  const files = { ...unzipSync(ZIP), ...changes };
  return zipSync(Object.fromEntries(Object.entries(files).filter(([, content]) => content !== null)) as Zippable);
};
const headed = (change: (head: Record<string, unknown>) => object): Uint8Array =>
  changed({
    [PACKAGE_HEAD]: strToU8(JSON.stringify(change(JSON.parse(strFromU8(unzipSync(ZIP)[PACKAGE_HEAD] ?? ZIP))))),
  });

/**
 * Writes bytes in both headers of an entry: at `central` in the directory's, at `local` in its own.
 */
function patched(zip: Uint8Array, name: string, bytes: number[], at: { central: number; local: number }): Uint8Array {
  const [copy, view] = [zip.slice(), new DataView(zip.buffer, zip.byteOffset)];
  const named = (from: number) => strFromU8(zip.subarray(from, from + name.length)) === name;
  for (let place = 0; place < zip.length - 46; place += 1) {
    const signature = view.getUint32(place, true);
    if (signature === 0x02014b50 && named(place + 46)) copy.set(bytes, place + at.central);
    if (signature === 0x04034b50 && named(place + 30)) copy.set(bytes, place + at.local);
  }
  return copy;
}
const FLAGS = { central: 8, local: 6 };
const SIZE = { central: 24, local: 22 };
const NAME = { central: 46, local: 30 };

describe('a circuit as one file', () => {
  test('comes out as it went in, each part as its analysts draw it', async () => {
    const { head, files, parts, unknownJobTypes } = await unpack({ zip: ZIP });
    expect(head).toMatchObject({ ...CIRCUIT.head, format: 1 });
    expect(files.map(({ path }) => path)).toEqual(['demande.form', `${KIND}.bpmn`, 'texts.en.json', 'texts.fr.json']);
    expect(parts).toMatchObject([
      { ...BLOCK, files: expect.arrayContaining([expect.objectContaining({ path: 'remise.bpmn' })]) },
    ]);
    expect(unknownJobTypes).toEqual([]);
  });

  test('is the same bytes whenever it is made, in whatever order its files are read', () => {
    const again = pack({ head: CIRCUIT.head, files: CIRCUIT.files.toReversed() });
    expect(Buffer.from(again).equals(ZIP)).toBe(true);
  });

  test('wanted under another name, is that kind: its process, and the blocks that it calls', async () => {
    const called = newCircuit(KIND, 'Prêt').get(`${KIND}.bpmn`) ?? '';
    const calling = called.replace(
      '</bpmn:process>',
      `<bpmn:callActivity id="c"><bpmn:extensionElements><zeebe:calledElement processId="${KIND}--remise" /></bpmn:extensionElements></bpmn:callActivity></bpmn:process>`,
    );
    const own = CIRCUIT.files.filter(({ path }) => !path.endsWith(`${KIND}.bpmn`));
    const zip = pack({ head: CIRCUIT.head, files: [...own, fileOfText(`${KIND}.bpmn`, calling)] });
    const { files } = await unpack({ zip, as: 'velo' });
    const diagram = Buffer.from(files.find(({ path }) => path === 'velo.bpmn')?.content ?? []).toString();
    expect(diagram).toContain('<bpmn:process id="velo"');
    expect(diagram).toContain('bpmnElement="velo"');
    expect(diagram).toContain('processId="velo--remise"');
    expect(diagram).not.toMatch(new RegExp(`"${KIND}(?:--\\w+)?"`));
    expect((await unpack({ zip })).calls).toEqual(['remise']);
  });

  test('says which of its job types nobody here does', async () => {
    const foreign = Buffer.from(unzipSync(ZIP)[`${KIND}.bpmn`] ?? [])
      .toString()
      .replace('type="request-close"', 'type="request-shut"');
    const own = CIRCUIT.files.filter(({ path }) => path !== `${KIND}.bpmn`);
    const zip = pack({ head: CIRCUIT.head, files: [...own, fileOfText(`${KIND}.bpmn`, foreign)] });
    expect((await unpack({ zip })).unknownJobTypes).toEqual(['request-shut']);
  });

  test('a block is read back from the copy that a kind holds, to the letter', () => {
    const drawn = newBlock('remise', 'Remise').get('remise.bpmn') ?? '';
    expect(originalOf(KIND, copiedFor(KIND, 'remise', drawn))).toBe(drawn);
  });
});

describe('a file that is no whole circuit is refused, with the reason', () => {
  const text = (length: number) => new Uint8Array(length).fill(0x20);
  const beside = (name: string, content: Uint8Array = strToU8('{}'), options = {}) =>
    zipSync({ ...unzipSync(ZIP), [name]: [content, options] });
  const CASES: readonly (readonly [string, () => Uint8Array])[] = [
    ['not-zip', () => strToU8('<bpmn:definitions/>'.repeat(10))],
    ['not-zip', () => new Uint8Array()],
    ['not-zip', () => Buffer.concat([ZIP, strToU8('and more')])],
    ['damaged', () => Buffer.concat([ZIP.subarray(0, 200), ZIP.subarray(400)])],
    ['damaged demande.form', () => patched(ZIP, 'demande.form', [9, 0, 0, 0], SIZE)],
    ['zip64', () => patched(ZIP, 'demande.form', [255, 255, 255, 255], SIZE)],
    ['encrypted demande.form', () => patched(ZIP, 'demande.form', [1, 0], FLAGS)],
    [
      'large',
      () =>
        zipSync(Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`f${n}.json`, text(950_000)])), { level: 0 }),
    ],
    ['many', () => zipSync(Object.fromEntries(Array.from({ length: 401 }, (_, n) => [`f${n}.json`, text(1)])))],
    ['ratio bomb.json', () => beside('bomb.json', text(999_999))],
    ['size big.json', () => beside('big.json', text(1_000_001), { level: 0 })],
    ['name', () => patched(beside('prettt.form'), 'prettt.form', [0x70, 0xe9], NAME)],
    ['outside ../demande.form', () => beside('../demande.form')],
    ['outside /etc/demande.form', () => beside('/etc/demande.form')],
    ['outside C:\\demande.form', () => beside('C:\\demande.form')],
    ['link lien.json', () => beside('lien.json', strToU8('/etc/passwd'), { os: 3, attrs: (0o120777 << 16) >>> 0 })],
    ['twice demande.form', () => patched(beside('demandf.form'), 'demandf.form', [...strToU8('demande.form')], NAME)],
    ['nested autre.zip', () => beside('autre.zip', ZIP)],
    ['place lisez-moi.txt', () => beside('lisez-moi.txt')],
    ['place _shared/letterhead.typ', () => beside('_shared/letterhead.typ')],
    ['place _blocks/remise/act.typ', () => beside('_blocks/remise/act.typ')],
    ['text demande.form', () => changed({ 'demande.form': new Uint8Array([0xff, 0xfe]) })],
    ['head-missing', () => changed({ [PACKAGE_HEAD]: null })],
    ['head-unreadable', () => changed({ [PACKAGE_HEAD]: strToU8('{') })],
    ['head-unreadable', () => headed((head) => ({ ...head, kind: '../x' }))],
    ['head-unreadable', () => headed((head) => ({ ...head, digest: '0'.repeat(64) }))],
    ['format', () => headed(() => ({ format: 2, circuit: 'as nobody knows yet' }))],
    ['file-missing demande.form', () => changed({ 'demande.form': null })],
    ['file-altered demande.form', () => changed({ 'demande.form': strToU8('{}') })],
    ['file-unlisted de-plus.form', () => beside('de-plus.form')],
    [
      'diagram-missing pret-de-velo.bpmn',
      () => pack({ ...CIRCUIT, files: CIRCUIT.files.filter(({ path }) => path !== `${KIND}.bpmn`) }),
    ],
    [
      'diagram-kind autre.bpmn',
      () =>
        pack({
          head: { ...CIRCUIT.head, kind: 'autre' },
          files: [...CIRCUIT.files, fileOfText('autre.bpmn', newCircuit(KIND, 'x').get(`${KIND}.bpmn`) ?? '')],
        }),
    ],
  ];
  test.each(CASES)('%s', async (reason, make) => {
    expect(await refusal(make())).toBe(reason);
  });

  test('every reason has its case', () => {
    expect(new Set(CASES.map(([said]) => said.split(' ')[0]))).toEqual(new Set(PACKAGE_REFUSALS));
  });
});

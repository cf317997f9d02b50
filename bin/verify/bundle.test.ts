import { expect, test } from '@jest/globals';
import { pack } from '#application/atelier/package/pack.ts';
import { copiedFor } from '#domain/circuit/blocks/block.ts';
import { newBlock } from '#domain/circuit/blocks/new-block.ts';
import { bundleHash } from '#domain/circuit/bundle-hash.ts';
import { newCircuit } from '#domain/circuit/drafts/draft.ts';
import { pathInPackage } from '#domain/circuit/drafts/package.ts';
import type { Evidence } from '#domain/evidence/evidence.ts';
import { fileOfText } from '#prisma/repositories/circuits/atelier.ts';
import { Report } from '#workers/pades/verification/report.ts';
import { checkBundle } from './bundle.ts';

const KIND = 'pret-de-velo';
const BLOCK = { of: 'block', name: 'remise' } as const;

const own = [...newCircuit(KIND, 'Prêt de vélo')].map(([path, text]) => fileOfText(path, text));
const drawn = [...newBlock(BLOCK.name, 'Remise')].map(([file, text]) => fileOfText(pathInPackage(BLOCK, file), text));
/** As the version was published: blocks as copies of the kind's, and what acts are printed with. */
const published = [
  ...own,
  ...drawn.map(({ path, content }) => {
    const text = new TextDecoder().decode(content);
    return fileOfText(path, path.endsWith('.bpmn') ? copiedFor(KIND, BLOCK.name, text) : text);
  }),
  fileOfText('_shared/frame.typ', '// cadre'),
];

const packed = (changes: { files?: typeof own; version?: number; published?: typeof own | null } = {}) =>
  pack({
    head: {
      ...{ portal: '0.1.0', kind: KIND, title: { fr: 'Prêt de vélo', en: 'Bike loan' }, version: changes.version ?? 3 },
      parts: [{ ...BLOCK, version: 2 }],
      ...(changes.published !== null && { published: changes.published ?? published }),
    },
    files: changes.files ?? [...own, ...drawn],
  });

const circuit = {
  ...{ processId: KIND, version: 3, bundleSha256: bundleHash(published), processDefinitionKey: '1', instanceKey: '2' },
  bpmnSha256: own.find(({ path }) => path === `${KIND}.bpmn`)?.sha256 ?? '',
};

async function said(zip: Uint8Array, changes: Partial<typeof circuit> = {}): Promise<string[]> {
  const report = new Report();
  await checkBundle(report, { circuit: { ...circuit, ...changes } } as Evidence, zip);
  return report.faults;
}

test('the circuit that an act went through is found again in the package of its version', async () => {
  expect(await said(packed())).toEqual([]);
});

test('another circuit, another version or another file is found out', async () => {
  const other = own.map((file) => (file.path.endsWith('.bpmn') ? file : fileOfText(file.path, ' ')));
  expect((await said(packed({ version: 4 }))).join()).toContain('the circuit is not version 3 of pret-de-velo');
  expect((await said(packed(), { bundleSha256: '0'.repeat(64) })).join()).toContain('the circuit is not version 3');
  expect((await said(packed(), { bpmnSha256: '0'.repeat(64) })).join()).toContain('the diagram is not the one');
  expect((await said(packed({ files: [...other, ...drawn] }))).join()).toContain('is not as it was published');
  const redrawn = drawn.map(({ path, content }) =>
    fileOfText(path, new TextDecoder().decode(content).replace('Remise', 'Autre')),
  );
  expect((await said(packed({ files: [...own, ...redrawn] }))).join()).toContain('is not as it was published');
});

test('a package of before, or what is none, says so', async () => {
  expect((await said(packed({ published: null }))).join()).toContain('have the version exported again');
  expect((await said(Buffer.from('no zip'))).join()).toMatch(/^circuit: it cannot be read/);
});

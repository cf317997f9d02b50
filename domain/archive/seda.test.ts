import { describe, expect, test } from '@jest/globals';
import { archivedAs, archivedPiece } from './contents.ts';
import { type Deposit, sedaManifest, sedaManifestOf } from './seda.ts';
import { folderOf, sharedCircuit, summaryOf } from './summary.ts';

const deposit: Deposit = {
  evidence: {
    act: {
      ...{
        id: '1',
        number: '2026-TJ-VALMONT-A-000001',
        title: 'Arrêté « 80 % » & <retrait>\u0001',
        sha256: 'a'.repeat(64),
      },
      ...{ previewSha256: 'b'.repeat(64), previewLength: 10 },
    },
    author: { firstName: 'Sylvie', lastName: 'Sceau', quality: 'Directrice', service: 'Direction des services' },
    agent: { id: '2', firstName: 'Claire', lastName: 'Agnelet' },
    request: { number: '2026-000001' },
  },
  signedAt: new Date('2026-11-20T23:30:00Z'),
  structure: { code: 'TJ-VALMONT', name: 'Tribunal judiciaire de Valmont' },
  retention: { years: 10, fate: 'destroy' },
  at: new Date('2026-11-29T10:00:00Z'),
};
const files = [
  archivedAs('act'),
  archivedPiece({ id: '3', number: 1, title: 'Justificatif', sha256: 'c'.repeat(64) }),
].map((file, index) => ({ ...file, size: 10 + index, sha512: String(index).repeat(128) }));

/** What stands in each element of a name, tags and all. */
const within = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>(.*?)</${name}>`, 'gs'))].map(([, content = '']) => content);

test('a deposit says its files, what they are, whose act it is and until when it is kept', () => {
  const xml = sedaManifest(deposit, files);
  const objects = within(xml, 'BinaryDataObject');
  expect(objects.map((object) => ['Uri', 'Size', 'MimeType'].flatMap((name) => within(object, name)))).toEqual([
    ['content/acte.pdf', '10', 'application/pdf'],
    ['content/pieces/piece-01.pdf', '11', 'application/pdf'],
  ]);
  expect(objects[1]).toContain(`<MessageDigest algorithm="SHA-512">${'1'.repeat(128)}</MessageDigest>`);
  const [act = ''] = within(xml, 'DescriptiveMetadata');
  // Nothing that XML cannot write, and the day in Paris.
  expect(act).toContain('<Title>Acte n° 2026-TJ-VALMONT-A-000001 : Arrêté « 80 % » &amp; &lt;retrait&gt;</Title>');
  expect(act).toContain('<OriginatingAgency><Identifier>TJ-VALMONT</Identifier></OriginatingAgency>');
  expect(within(act, 'Writer')).toEqual([
    '<FirstName>Sylvie</FirstName><BirthName>Sceau</BirthName><Function>Directrice</Function>',
  ]);
  expect(within(act, 'Addressee')).toEqual(['<FirstName>Claire</FirstName><BirthName>Agnelet</BirthName>']);
  expect(act).toContain('<StartDate>2026-11-21</StartDate>');
  // Each unit has the file that it describes.
  const groups = [...xml.matchAll(/<DataObjectGroup id="([^"]+)">/g)].map(([, id]) => id);
  expect(within(act, 'DataObjectGroupReferenceId')).toEqual(groups);
  expect(within(xml, 'AppraisalRule')).toEqual([
    '<Rule>HARMONIE-10-ANS</Rule><StartDate>2026-11-21</StartDate><FinalAction>Destroy</FinalAction>',
  ]);
});

test('an act of whose kind nothing is said is never to be destroyed', () => {
  expect(within(sedaManifest({ ...deposit, retention: null }, files), 'AppraisalRule')).toEqual([
    '<FinalAction>Keep</FinalAction>',
  ]);
});

describe('several acts in one archive', () => {
  const numbers = ['2026-TJ-VALMONT-A-000001', '2026-TJ-VALMONT-A-000002'];
  const measured = (file: Omit<(typeof files)[number], 'size' | 'sha512'>) => ({
    ...file,
    size: 1,
    sha512: '0'.repeat(128),
  });
  const shared = [archivedAs('authority'), sharedCircuit({ processId: 'velo', version: 3 })];

  test('their manifest has a unit for each, which says how long it is kept, and one for each file that they share', () => {
    const acts = numbers.map((number, index) => ({
      deposit: {
        ...deposit,
        evidence: { ...deposit.evidence, act: { ...deposit.evidence.act, number } },
        retention: index === 0 ? deposit.retention : null,
      },
      files: [measured(archivedAs('act', folderOf(number)))],
    }));
    const xml = sedaManifestOf(acts, { shared: shared.map(measured), agency: 'TJ-VALMONT', at: deposit.at });
    expect(within(xml, 'Uri')).toEqual([
      ...numbers.map((number) => `content/${number}/acte.pdf`),
      'content/ca.pem',
      'content/circuits/velo-3.zip',
    ]);
    const groups = [...xml.matchAll(/<DataObjectGroup id="([^"]+)">/g)].map(([, id]) => id);
    expect(within(xml, 'DataObjectGroupReferenceId')).toEqual(groups);
    expect(within(xml, 'OriginatingAgencyArchiveUnitIdentifier')).toEqual(numbers);
    expect(within(xml, 'AppraisalRule')).toEqual([
      '<Rule>HARMONIE-10-ANS</Rule><StartDate>2026-11-21</StartDate><FinalAction>Destroy</FinalAction>',
      '<FinalAction>Keep</FinalAction>',
    ]);
    const ids = [...xml.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('their summary names those that are there, how each is checked, and those that are not', () => {
    const [number = '', other = ''] = numbers;
    const [, circuit = archivedAs('circuit')] = shared;
    const act = { ...deposit.evidence.act, number };
    const without = { ...act, number: '2026-TJ-VALMONT-A-000009' };
    const acts = [
      { act, pieces: 2, circuit, hasState: true },
      { act: without, pieces: 0, circuit, hasState: false },
    ];
    const text = summaryOf(acts, {
      left: [{ number: other, because: 'forbidden' }],
      ...{ shared, at: deposit.at },
    });
    expect(text).toContain('ARCHIVE DE 2 ACTES\n');
    expect(text).toContain(
      `npm run verify -- DOSSIER/content/${number}/acte.pdf --ca DOSSIER/content/ca.pem --pieces DOSSIER/content/${number}/pieces/ --bundle DOSSIER/content/circuits/velo-3.zip --state DOSSIER/content/${number}/etat.p7m\n`,
    );
    expect(text).toMatch(/DOSSIER\/content\/2026-TJ-VALMONT-A-000009\/acte\.pdf .*velo-3\.zip\n/);
    expect(text).toMatch(/L’état de ces actes n’a pu être joint.*\n {2}2026-TJ-VALMONT-A-000009\n/);
    expect(text).toMatch(new RegExp(`${other} : un de ses documents`));
  });
});

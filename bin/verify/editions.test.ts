import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFArray, PDFDict, type PDFDocument, PDFName, type PDFRef, PDFString } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { type Evidence, evidenceDigest } from '#domain/evidence/evidence.ts';
import { sealKeyFromP12 } from '#workers/pades/keys/p12.ts';
import { seal } from '#workers/pades/seal.ts';
import type { TimeStamper } from '#workers/pades/stamps/time-stamping.ts';
import {
  AUTHORITY,
  aCertificate,
  aP12,
  aTimeStamper,
  type Certified,
  SEALS,
  STAMPS,
} from '#workers/pades/testing/authorities.ts';
import { aDrawnAct } from '#workers/testing/drawn-act.ts';
import { aSampleAct } from '#workers/typst/sample-act.ts';
import { type Archiving, aList, anAnswer, anEdition } from './testing/archives.ts';
import { someEvidence, someEvidenceToSeal } from './testing/sample-evidence.ts';
import { verifyAct } from './verify-act.ts';

/** What a valid act is short of as long as no state file is given. */
const UNKNOWN = 'later state not known (--state)';

let folder: string;
let ministry: Certified;
let sealing: Certified;
let stampers: Certified;
let stamping: Certified;
let stamp: TimeStamper;
let lists: { seals: Uint8Array; stamps: Uint8Array };
let act: Uint8Array;
let evidence: Evidence;

const anAuthority = (name: string) => aCertificate(folder, { name, from: -400, to: 400, extensions: AUTHORITY });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'editions-'));
  [ministry, stampers] = [await anAuthority('Autorité du ministère'), await anAuthority("Autorité d'horodatage")];
  sealing = await aCertificate(folder, { name: 'Sceau', issuer: ministry, from: -10, extensions: SEALS });
  stamping = await aCertificate(folder, { name: 'Horodatage', issuer: stampers, from: -10, extensions: STAMPS });
  stamp = await aTimeStamper(folder, stamping);
  lists = { seals: await aList(folder, ministry, []), stamps: await aList(folder, stampers, []) };
  const signedAt = new Date(Date.now() - 60_000);
  const data = await aSampleAct({ date: parisDay(signedAt) });
  const pdf = await aDrawnAct(data);
  const toSeal = { ...someEvidenceToSeal(data, pdf, signedAt), level: 'B-T' as const };
  const key = await sealKeyFromP12(await readFile(await aP12(folder, sealing, 'phrase')), 'phrase');
  const claims = { signedAt, signerName: 'Ministère', reason: 'Arrêté', location: 'Paris' };
  act = await seal({ pdf, key, ...claims, stamp, evidenceDigest: evidenceDigest(toSeal) });
  evidence = someEvidence(toSeal, act);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const verified = (file: Uint8Array, now = new Date()) =>
  verifyAct({ act: file, evidence: JSON.stringify(evidence), ca: ministry.pem, tsaCa: stampers.pem }, {}, now);
const archived = (changes: Partial<Archiving> = {}, of = act) =>
  anEdition(of, { lists: [lists.seals, lists.stamps], stamp, ...changes });
const name = (text: string): PDFName => PDFName.of(text);
const structure = ({ catalog }: PDFDocument) => catalog.lookup(name('StructTreeRoot'), PDFDict);
/** The element of its structure that holds all others. */
const whole = (document: PDFDocument) => structure(document).lookup(name('K'), PDFArray).lookup(0, PDFDict);
const lastPage = (document: PDFDocument) => document.getPage(document.getPageCount() - 1).node;
const fieldOf = (document: PDFDocument) =>
  document.context.lookup(lastPage(document).lookup(name('Annots'), PDFArray).asArray().at(-1), PDFDict);
const sayings = ({ checks }: Awaited<ReturnType<typeof verified>>): string =>
  checks.map(({ outcome, text }) => `${outcome} ${text}`).join('\n');

describe('an act that its archive made editions of', () => {
  test('is valid before there is one, its revocation not recorded yet', async () => {
    const report = await verified(act);
    expect([report.verdict, report.faults]).toEqual([`VALID, revocation not recorded yet, ${UNKNOWN}`, []]);
  });

  test('is valid by its newest edition, of which it is the beginning byte for byte, once and renewed', async () => {
    const second = await archived();
    const third = await archived({ lists: [] }, second);
    for (const file of [second, third]) {
      const report = await verified(file);
      expect([report.verdict, report.faults]).toEqual([`VALID, ${UNKNOWN}`, []]);
      expect(report.act?.sha256).toBe(evidence.act.sha256);
    }
    const said = sayings(await verified(third));
    expect(said).toContain('the 2 later edition(s) begin with the sealed act');
    expect(said).toContain('ok « Sceau » was not revoked, says « Autorité du ministère »');
    expect(said).toContain("ok « Horodatage » was not revoked, says « Autorité d'horodatage »");
  });

  test('says it by answers of its authorities as well as by lists, signed by themselves or by whom they named', async () => {
    const answering = await aCertificate(folder, {
      name: 'Répondeur',
      issuer: ministry,
      extensions: [...SEALS, 'extendedKeyUsage=OCSPSigning'],
    });
    const answers = [
      await anAnswer(folder, ministry, { of: sealing }, answering),
      await anAnswer(folder, stampers, { of: stamping }),
    ];
    const report = await verified(await archived({ lists: [], answers }));
    expect([report.verdict, report.faults]).toEqual([`VALID, ${UNKNOWN}`, []]);
  });

  test('says so when nothing tells whether a certificate was revoked, or nothing that can be relied on', async () => {
    const rogue = await anAuthority('Autorité du ministère');
    const useless: Uint8Array[] = [
      await aList(folder, rogue, []),
      await aList(folder, ministry, [], [-120, -60]),
      await aList(folder, ministry, [], [60, 120]),
      Buffer.from('no list'),
    ];
    for (const list of useless) {
      const { verdict } = await verified(await archived({ lists: [list, lists.stamps] }));
      expect(verdict).toBe(`VALID, revocation not recorded yet, ${UNKNOWN}`);
    }
    const byASeal = await anAnswer(folder, ministry, { of: sealing }, sealing);
    const answered = await verified(await archived({ lists: [lists.stamps], answers: [byASeal] }));
    expect(answered.verdict).toBe(`VALID, revocation not recorded yet, ${UNKNOWN}`);
  });

  test('is not valid when its certificate had been revoked before, and says so when it was later', async () => {
    const revoked = async (minutes: number) => aList(folder, ministry, [{ of: sealing, revoked: minutes }]);
    const before = await verified(await archived({ lists: [await revoked(-30), lists.stamps] }));
    expect(before.faults.join()).toMatch(/« Sceau » was revoked on .*, before it was used/);
    const hidden = await verified(await archived({ lists: [lists.seals, await revoked(-30), lists.stamps] }));
    expect(hidden.conclusion).toBe('not-valid');
    const answer = await anAnswer(folder, ministry, { of: sealing, revoked: -30 });
    expect((await verified(await archived({ lists: [], answers: [answer] }))).conclusion).toBe('not-valid');
    const after = await verified(await archived({ lists: [await revoked(30), lists.stamps] }));
    expect([after.verdict, after.faults]).toEqual([`VALID, ${UNKNOWN}`, []]);
    expect(sayings(after)).toMatch(/note « Sceau » has been revoked since/);
    const stampRevoked = await aList(folder, stampers, [{ of: stamping, revoked: -30 }]);
    const stamped = await verified(await archived({ lists: [lists.seals, stampRevoked] }));
    expect(stamped.faults.join()).toMatch(/« Horodatage » was revoked on/);
  });

  test('says since when nothing renewed its stamps', async () => {
    const later = new Date(Date.now() + 200 * 86_400_000);
    expect(sayings(await verified(await archived(), later))).toContain(
      '« Horodatage » ended before another time stamp',
    );
  });
});

test('an edition whose field is not in its structure, as an older release made them, is one', async () => {
  const key = name('StructTreeRoot');
  let kept: PDFRef;
  const prepare = ({ catalog }: PDFDocument) => {
    kept = catalog.get(key) as PDFRef;
    catalog.delete(key);
  };
  const change = (document: PDFDocument) => {
    document.catalog.set(key, kept);
    fieldOf(document).delete(name('TU'));
  };
  const report = await verified(await archived({ prepare, change }));
  expect([report.verdict, report.faults]).toEqual([`VALID, ${UNKNOWN}`, []]);
});

describe('an edition that is not one', () => {
  const catalog = ({ catalog }: PDFDocument) => catalog;
  const page = (document: PDFDocument) => document.getPage(0).node;
  const lastElement = (document: PDFDocument) =>
    document.context.lookup(whole(document).lookup(name('K'), PDFArray).asArray().at(-1), PDFDict);
  const spoken = (words: string) => PDFString.of(words);
  const attacks: [string, (document: PDFDocument) => void][] = [
    [
      'draws another page',
      (document) =>
        page(document).set(PDFName.of('Contents'), document.context.register(document.context.stream('BT ET'))),
    ],
    [
      'rewrites what a page draws',
      (document) => {
        const contents = page(document).get(PDFName.of('Contents')) as PDFRef;
        document.context.assign(contents, document.context.stream('BT ET'));
        document.context.snapshot?.markRefForSave(contents);
      },
    ],
    ['turns a page', (document) => document.getPage(0).setRotation({ type: 'degrees', angle: 180 } as never)],
    ['takes a page away', (document) => document.insertPage(0)],
    [
      'opens on something',
      (document) =>
        catalog(document).set(
          PDFName.of('OpenAction'),
          document.context.obj({ S: 'JavaScript', JS: PDFString.of('app.alert(1)') }),
        ),
    ],
    ['hides layers', (document) => catalog(document).set(PDFName.of('OCProperties'), document.context.obj({}))],
    [
      'puts a note on a page',
      (document) => {
        const note = document.context.register(
          document.context.obj({ Type: 'Annot', Subtype: 'FreeText', Rect: [0, 0, 100, 100] }),
        );
        document.getPages().at(-1)?.node.lookup(PDFName.of('Annots'), PDFArray).push(note);
      },
    ],
    [
      'shows its stamp',
      (document) => {
        const field = catalog(document).lookup(PDFName.of('AcroForm'), PDFDict).lookup(PDFName.of('Fields'), PDFArray);
        document.context
          .lookup(field.get(field.size() - 1), PDFDict)
          .set(PDFName.of('Rect'), document.context.obj([0, 0, 100, 100]));
      },
    ],
    [
      'brings another form',
      (document) =>
        catalog(document)
          .lookup(PDFName.of('AcroForm'), PDFDict)
          .set(PDFName.of('NeedAppearances'), document.context.obj(true)),
    ],
    ['says something else of the document', (document) => document.setTitle('Autre acte')],
    ['has its field read aloud as something else', (document) => fieldOf(document).set(name('TU'), spoken('Refusé'))],
    ['has a page gone through otherwise', (document) => lastPage(document).set(name('Tabs'), name('C'))],
    ['has something read aloud', (document) => lastElement(document).set(name('ActualText'), spoken('Refusé'))],
    ['has something else read aloud', (document) => lastElement(document).set(name('S'), name('Figure'))],
    [
      'has less read aloud',
      (document) => {
        const elements = whole(document).lookup(name('K'), PDFArray);
        elements.remove(elements.size() - 2);
      },
    ],
    [
      'has its parts read in another order',
      (document) => {
        const elements = whole(document).lookup(name('K'), PDFArray);
        elements.insert(0, elements.get(3));
        elements.remove(4);
      },
    ],
    [
      'has its parts taken for others',
      (document) => structure(document).set(name('RoleMap'), document.context.obj({})),
    ],
    [
      'has a part of another page read',
      (document) => structure(document).lookup(name('ParentTree'), PDFDict).lookup(name('Nums'), PDFArray).remove(1),
    ],
  ];

  test.each(attacks)('is found out: it %s', async (_what, change) => {
    const report = await verified(await archived({ change }));
    expect([report.conclusion, report.faults.join()]).toEqual([
      'not-valid',
      expect.stringMatching(/^editions: what was added/),
    ]);
  });

  test('is found out when an object stands in it twice, or where its table does not say', async () => {
    const text = Buffer.from(await archived()).toString('latin1');
    const added = text.slice(act.length);
    const [first = ''] = /\d+ 0 obj\n<<\n\/Type \/Page[\s\S]*?endobj\n\n/.exec(added) ?? [];
    expect(first).not.toBe('');
    const twice = async (stamper: TimeStamper) => {
      const doubled = Buffer.from(text.slice(0, act.length) + added.replace(first, first + first), 'latin1');
      return restamped(doubled, stamper);
    };
    const report = await verified(await twice(stamp));
    expect(report.faults.join()).toContain('not written as this portal writes it');
  });

  test('is found out wherever a byte of it changed', async () => {
    const edition = await archived();
    for (let index = 0; index < 40; index++) {
      const at = act.length + Math.floor((index * (edition.length - 1 - act.length)) / 39);
      const altered = edition.map((byte, place) => (place === at ? byte ^ 1 : byte));
      expect({ at, valid: (await verified(altered)).valid }).toEqual({ at, valid: false });
    }
  });

  test('is found out when it was cut, or something was added after it', async () => {
    const edition = await archived();
    expect((await verified(edition.subarray(0, -1))).conclusion).toBe('not-valid');
    expect((await verified(Buffer.concat([edition, Buffer.from(' ')]))).conclusion).toBe('not-valid');
  });

  test('is found out when another authority stamped it, or the right one something else', async () => {
    const rogue = await anAuthority("Autorité d'horodatage");
    const issued = await aCertificate(folder, { name: 'Horodatage', issuer: rogue, from: -10, extensions: STAMPS });
    const byRogue = await verified(await archived({ stamp: await aTimeStamper(folder, issued) }));
    expect(byRogue.conclusion).toBe('indeterminate');
    const other = await verified(await archived({ stamp: () => stamp(Buffer.from('autre')) }));
    expect(other.faults.join()).toContain('edition 2: the timestamp is over another document');
  });
});

/** The same bytes, stamped anew where they were: as whoever has a stamp of a public authority could. */
async function restamped(file: Buffer, stamper: TimeStamper): Promise<Uint8Array> {
  const text = file.toString('latin1');
  const place = text.lastIndexOf('/Contents <') + '/Contents '.length;
  const end = text.indexOf('>', place) + 1;
  const range = text.lastIndexOf('/ByteRange');
  const said = `/ByteRange [0 ${place} ${end} ${file.length - end}]`;
  const close = text.indexOf(']', range) + 1;
  const room = /^\s*/.exec(text.slice(close))?.[0].length ?? 0;
  const ranged = text.slice(0, range) + said.padEnd(close - range + room, ' ') + text.slice(close + room);
  const covered = Buffer.from(ranged.slice(0, place) + ranged.slice(end), 'latin1');
  const token = Buffer.from(await stamper(covered)).toString('hex');
  return Buffer.from(`${ranged.slice(0, place)}<${token.padEnd(end - place - 2, '0')}>${ranged.slice(end)}`, 'latin1');
}

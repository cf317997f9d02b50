import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parisDay } from '#domain/calendar/civil-date.ts';
import {
  type ChainLeaf,
  inTreeOrder,
  proveUnder,
  type RootProof,
  statementBytes,
  stateRoot,
} from '#domain/evidence/daily-root.ts';
import { chain, type ExtractedEvent, GENESIS_HASH } from '#domain/evidence/evidence.ts';
import { AUTHORITY, aCertificate, aTimeStamper, STAMPS } from '#workers/pades/testing/authorities.ts';
import { Report } from '#workers/pades/verification/report.ts';
import { readAnchors } from '#workers/pades/verification/trust.ts';
import { checkDailyRoot } from './daily-root.ts';

let folder: string;
let anchors: ReturnType<typeof readAnchors>;
let audit: ExtractedEvent[];
let root: RootProof;
/** Of the day before, by what they say. */
let madeAnew: readonly RootProof[];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'verify-root-'));
  const authority = await aCertificate(folder, { name: 'Autorité', extensions: AUTHORITY });
  const stamp = await aTimeStamper(
    folder,
    await aCertificate(folder, { name: 'Horodatage', issuer: authority, extensions: STAMPS }),
  );
  anchors = readAnchors(authority.pem);
  audit = eventsOf('request.file', 'decision.record', 'act.seal', 'dossier.file', 'evidence.export');
  const leaves = inTreeOrder([leafOf('claire', 4), { chain: 'system', events: 9, head: 'a'.repeat(64) }]);
  const madeAt = async (at: Date, day = parisDay(at)): Promise<RootProof> => {
    const statement = stateRoot(leaves, { day, at, previous: null });
    const token = Buffer.from(await stamp(statementBytes(statement))).toString('base64');
    const [proof] = proveUnder({ statement, stamp: token, leaves }, ['claire']);
    if (!proof) throw new Error('no proof');
    return proof;
  };
  const before = new Date(Date.now() - 86_400_000);
  root = await madeAt(new Date());
  madeAnew = [await madeAt(before), await madeAt(new Date(), parisDay(before))];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function eventsOf(...verbs: string[]): ExtractedEvent[] {
  let previous = GENESIS_HASH;
  return verbs.map((verb, index) => {
    const said = { sequence: index + 1, at: '2026-11-29T10:00:00.000Z', verb, actorId: null, subject: 's' };
    const event = chain(previous, { ...said, payloadDigest: '0'.repeat(64) });
    previous = event.hash;
    return { ...event, payload: { salt: '', content: null } };
  });
}

const leafOf = (name: string, events: number): ChainLeaf => ({
  chain: name,
  events,
  head: audit[events - 1]?.hash ?? '',
});

function checked(evidence: { root?: RootProof; audit: ExtractedEvent[] }, trusted: typeof anchors | null = anchors) {
  const report = new Report();
  checkDailyRoot(report, evidence, trusted);
  return report;
}

describe('the daily root of an act’s evidence', () => {
  test('says that the events stood so, and when it was stamped', () => {
    const report = checked({ root, audit });
    expect(report.faults).toEqual([]);
    expect(report.checks.at(-1)?.text).toMatch(/^the root of \d{4}-\d\d-\d\d was stamped on .*, by « Horodatage »$/);
  });

  test('was stamped on the day that it says: one of before, made since, was not', () => {
    for (const late of madeAnew)
      expect(checked({ root: late, audit }).faults).toEqual([
        expect.stringMatching(/^the root of .* was stamped on .*: it was made then, and not that day$/),
      ]);
  });

  test('is waited for: evidence exported on the day of the sealing has none', () => {
    const report = checked({ audit });
    expect(report.faults).toEqual([]);
    expect(report.checks[0]?.text).toMatch(/^no daily root yet/);
  });

  test.each<[string, () => { root: RootProof; audit: ExtractedEvent[] }, RegExp]>([
    [
      'events made anew in good order',
      () => ({ root, audit: eventsOf('request.file', 'act.seal', 'dossier.file', 'x', 'evidence.export') }),
      /made anew/,
    ],
    ['a root before the sealing', () => ({ root: { ...root, leaf: leafOf('claire', 2) }, audit }), /do not lead/],
    ['another head', () => ({ root: { ...root, leaf: { ...root.leaf, head: 'b'.repeat(64) } }, audit }), /do not lead/],
    [
      'another day',
      () => ({ root: { ...root, statement: { ...root.statement, day: '2026-01-01' } }, audit }),
      /another signature/,
    ],
    ['another place', () => ({ root: { ...root, index: root.index === 0 ? 1 : 0 }, audit }), /do not lead/],
    ['a path cut', () => ({ root: { ...root, path: [] }, audit }), /do not lead/],
    ['no stamp but noise', () => ({ root: { ...root, stamp: 'AAAA' }, audit }), /stamp of the root/],
  ])('is of no use when it is altered: %s', (_, altered, words) => {
    expect(checked(altered()).faults).toContainEqual(expect.stringMatching(words));
  });

  test('without anyone to trust, says nothing of its stamp', () => {
    expect(
      checked({ root, audit }, null)
        .checks.map(({ text }) => text)
        .join(' '),
    ).not.toMatch(/stamped on/);
  });
});

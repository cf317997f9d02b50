import { execFile } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PDFDocument, PDFName, PDFNumber } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ActData } from '#domain/act/act.ts';
import { dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import type { ActEffect } from '#domain/effect/act-effects.ts';
import { payloadDigest } from '#domain/evidence/audit.ts';
import {
  chain,
  type Evidence,
  type EvidenceToSeal,
  evidenceDigest,
  GENESIS_HASH,
  isInFull,
  withoutContent,
} from '#domain/evidence/evidence.ts';
import { type DemonstrationAuthority, ensureDemonstrationAuthority } from '#workers/pades/authority.ts';
import { type SealRequest, seal } from '#workers/pades/seal.ts';
import type { TimeStamper } from '#workers/pades/stamps/time-stamping.ts';
import { AUTHORITY, aCertificate, aTimeStamper, type Certified, STAMPS } from '#workers/pades/testing/authorities.ts';
import { findSeal } from '#workers/pades/verification/sealed-file.ts';
import { aDrawnAct } from '#workers/testing/drawn-act.ts';
import { aSampleAct } from '#workers/typst/sample-act.ts';
import { batchOf, ofVersion, someEvidence, someEvidenceToSeal } from './testing/sample-evidence.ts';
import { verdictSchema } from './verdict.ts';
import { verifyAct } from './verify-act.ts';

/** What a valid act is short of as long as no state file is given. */
const UNKNOWN = 'later state not known (--state)';
const NOT_COMPARED = 'its authority not compared (give the fingerprint that the ministry publishes: --ca-sha256)';

const COMMAND = new URL('../verify.ts', import.meta.url).pathname;

let folder: string;
let authority: DemonstrationAuthority;
let otherCa: string;
let preview: Uint8Array;
let act: Uint8Array;
let evidence: Evidence;

/** When the sample was signed: the certificate of the test is a day old. */
const signedAt = new Date(Date.now() - 60_000);
const ofToday = (changes: Partial<ActData> = {}) => aSampleAct({ date: parisDay(signedAt), ...changes });
const toSealOf = (data: ActData, drawn: Uint8Array) => someEvidenceToSeal(data, drawn, signedAt);

const sealWith = (changes: Partial<SealRequest> = {}): Promise<Uint8Array> =>
  seal({
    pdf: preview,
    key: authority.key,
    signedAt,
    signerName: 'Ministère de démonstration',
    reason: "Sceau de l'acte",
    location: 'Paris',
    ...changes,
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verify-'));
  authority = await ensureDemonstrationAuthority(join(folder, 'authority'));
  otherCa = (await ensureDemonstrationAuthority(join(folder, 'other'))).caPem;
  const data = await ofToday();
  preview = await aDrawnAct(data);
  const toSeal = toSealOf(data, preview);
  act = await sealWith({ evidenceDigest: evidenceDigest(toSeal) });
  evidence = someEvidence(toSeal, act);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The reasons for which an act is not valid; none when it is. */
async function faults(changes: { act?: Uint8Array; evidence?: unknown; ca?: string | null } = {}): Promise<string[]> {
  const given = changes.evidence === undefined ? evidence : changes.evidence;
  const report = await verifyAct({
    act: changes.act ?? act,
    evidence: typeof given === 'string' ? given : JSON.stringify(given),
    ca: changes.ca === undefined ? authority.caPem : changes.ca,
  });
  return report.checks.filter(({ outcome }) => outcome === 'fail').map(({ text }) => text);
}

/** Fails unless one of the reasons holds these words. */
async function expectFault(words: string, changes: Parameters<typeof faults>[0]): Promise<void> {
  expect((await faults(changes)).join('\n')).toContain(words);
}

/** Hides the first event of a kind: as that of another request. */
function hide({ audit }: Evidence, verb: string): void {
  const place = audit.findIndex((event) => isInFull(event) && event.verb === verb);
  const event = audit[place];
  if (!event) throw new Error(`the sample has no ${verb}`);
  audit[place] = withoutContent(event);
}

/** Makes every event anew from that one, each linked to the one before it, as only who holds the database could. */
function rechain({ audit }: Evidence, change: (event: OwnEvent) => OwnEvent, from = 1): void {
  let previous = audit[from - 2]?.hash ?? GENESIS_HASH;
  for (const [index, event] of audit.entries()) {
    if (!isInFull(event)) throw new Error('an event of another request cannot be made anew');
    if (event.sequence < from) continue;
    const { payload, previousHash: _previous, hash: _hash, ...said } = change(event);
    audit[index] = {
      ...chain(previous, { ...said, payloadDigest: payloadDigest(payload.salt, payload.content) }),
      payload,
    };
    previous = audit[index].hash;
  }
}

/** What an event was about, written anew. */
const about = (event: OwnEvent, content: unknown): OwnEvent => ({ ...event, payload: { ...event.payload, content } });
type OwnEvent = Extract<Evidence['audit'][number], { verb: string }>;

const flip = (at: number): Uint8Array => {
  const copy = Uint8Array.from(act);
  copy[at] = (copy[at] ?? 0) ^ 0x01;
  return copy;
};

describe('an act as it was sealed', () => {
  test('is valid with its evidence and its authority', async () => {
    expect(await faults()).toEqual([]);
  });

  test('says what it changes, of whom; the effects of another act, or of another person, are found out', async () => {
    const sealedFor = async (changes: Partial<EvidenceToSeal>) => {
      const toSeal = { ...toSealOf(await ofToday(), preview), ...changes };
      const other = await sealWith({ evidenceDigest: evidenceDigest(toSeal) });
      return { act: other, evidence: someEvidence(toSeal, other) };
    };
    const facts = { quota: 50, from: '2027-02-01', until: '2028-01-31' };
    const words = 'Temps partiel : quotité de 50 %, du 1er février 2027 au 31 janvier 2028 inclus.';
    const effects: ActEffect[] = [{ effect: 'temps-de-travail', facts, words }];
    await expectFault('the act does not say what it changes: Temps partiel', await sealedFor({ effects }));
    const agent = { id: 'person-agent', firstName: 'Jean', lastName: 'Martin' };
    await expectFault('the act does not say what it changes: dans la situation de Jean', await sealedFor({ agent }));
    await expectFault('altered after the act was sealed', { evidence: { ...evidence, effects } });
    await expectFault('altered after the act was sealed', { evidence: { ...evidence, agent } });
    await expectFault('says that it changes a situation, and its evidence', await sealedFor({ effects: [] }));
    const twice = [...(evidence.effects ?? []), ...(evidence.effects ?? [])];
    await expectFault('other changes than its evidence', await sealedFor({ effects: twice }));
  });

  test('says no effect beyond those of its evidence', async () => {
    const data = await ofToday();
    const effects = data.effects ?? [];
    const facts = { grade: 'Greffière', echelon: 5, index: 420, from: '2027-02-01' };
    const words = 'Échelon : 5e échelon du grade « Greffière », indice majoré 420, à compter du 1er février 2027.';
    const more: ActEffect[] = [...effects, { effect: 'echelon-grade', facts, words }];
    const drawn = await aDrawnAct({ ...data, effects: more });
    const sealedFor = async (said: readonly ActEffect[]) => {
      const toSeal = { ...toSealOf(data, drawn), effects: said };
      const sealed = await sealWith({ pdf: drawn, evidenceDigest: evidenceDigest(toSeal) });
      return { act: sealed, evidence: someEvidence(toSeal, sealed) };
    };
    expect(await faults(await sealedFor(more))).toEqual([]);
    await expectFault('other changes than its evidence', await sealedFor(effects));
  });

  test('is valid too when it was sealed before acts were signed together', async () => {
    const former = ofVersion(5, toSealOf(await ofToday(), preview));
    const sealed = await sealWith({ evidenceDigest: evidenceDigest(former) });
    expect(await faults({ act: sealed, evidence: someEvidence(former, sealed) })).toEqual([]);
  });

  test('is valid too when it was sealed before the words of its effects were kept', async () => {
    const effects: ActEffect[] = [
      { effect: 'work-time', facts: { quota: 80, from: '2027-02-01', until: '2028-01-31' } },
    ];
    const data = await ofToday({ effects });
    const drawn = await aDrawnAct(data);
    const former = ofVersion(3, toSealOf(data, drawn));
    const sealed = await sealWith({ pdf: drawn, evidenceDigest: evidenceDigest(former) });
    expect(await faults({ act: sealed, evidence: someEvidence(former, sealed) })).toEqual([]);
  });

  test('is valid too when it was sealed before pages said what they change', async () => {
    const { effects: _effects, ...data } = await ofToday();
    const sealedFor = async (drawn: Uint8Array) => {
      const former = ofVersion(2, toSealOf(data, drawn));
      const sealed = await sealWith({ pdf: drawn, evidenceDigest: evidenceDigest(former) });
      return { act: sealed, evidence: someEvidence(former, sealed) };
    };
    expect(await faults(await sealedFor(await aDrawnAct(data)))).toEqual([]);
    await expectFault('says that it changes a situation, and its evidence', await sealedFor(preview));
    const { agent: _of, ...nameless } = evidence;
    await expectFault('agent', { evidence: nameless });
  });

  test('is not valid without a trust anchor, nor with that of another ministry', async () => {
    await expectFault('no trust anchor', { ca: null });
    await expectFault('does not come from the trust anchor', { ca: otherCa });
    await expectFault('holds no certificate', { ca: 'not a certificate' });
  });
});

describe('an altered act', () => {
  test('is found out wherever a byte changed, the signature included', async () => {
    const places = Array.from({ length: 40 }, (_, index) => Math.floor((index * (act.length - 1)) / 39));
    const { signedBytes } = findSeal(act);
    const hole = signedBytes[0].length;
    for (const at of [...places, preview.length, hole - 1, hole + 1, hole + 200, hole + 2_000, act.length - 1]) {
      expect({ at, found: (await faults({ act: flip(at) })).length > 0 }).toEqual({ at, found: true });
    }
  });

  test('is found out when something was added after the seal', async () => {
    const longer = Buffer.concat([act, Buffer.from('\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF')]);
    await expectFault('bytes were added after the seal', { act: longer });
  });

  test('is found out when a second seal was added', async () => {
    await expectFault('more than one signature', { act: await sealWith({ pdf: act }) });
  });

  test('is found out when its signature is written otherwise, be it a receipt, which no evidence covers', async () => {
    const receipt = await sealWith({ receipt: true });
    const report = (file: Uint8Array) => verifyAct({ act: file, evidence: null, ca: authority.caPem });
    expect((await report(receipt)).valid).toBe(true);
    const text = Buffer.from(receipt).toString('latin1');
    const [hole = ''] = /(?<=\/Contents ?)<[0-9a-f]+>/.exec(text) ?? [];
    const capitals = Buffer.from(text.replace(hole, hole.toUpperCase()), 'latin1');
    expect((await report(capitals)).faults.join()).toContain('what the seal leaves uncovered');
  });

  test('is found out when something hides after the signature', async () => {
    const { signedBytes } = findSeal(act);
    const copy = Uint8Array.from(act);
    copy[act.length - signedBytes[1].length - 2] = 0x31;
    await expectFault('hidden after the signature', { act: copy });
  });

  test.each([0, 1, 5, 20, 1_000, 44_000, 60_000])('is found out when cut after %i bytes', async (length) => {
    expect(await faults({ act: act.subarray(0, length) })).not.toEqual([]);
  });

  test('is found out when its seal redraws what the signer was shown, whoever sealed it', async () => {
    const document = await PDFDocument.load(preview, { forIncrementalUpdate: true, updateMetadata: false });
    document.getPage(0).node.set(PDFName.of('Rotate'), PDFNumber.of(180));
    const update = await document.saveIncremental(document.context.snapshot ?? document.takeSnapshot(), {
      useObjectStreams: false,
    });
    const toSeal = toSealOf(await ofToday(), preview);
    const redrawn = await sealWith({ pdf: Buffer.concat([preview, update]), evidenceDigest: evidenceDigest(toSeal) });
    await expectFault('seal: what was added', { act: redrawn, evidence: someEvidence(toSeal, redrawn) });
  });

  test('whose seal covers no evidence is not valid', async () => {
    const other = await sealWith({});
    await expectFault('carries no digest of the evidence', {
      act: other,
      evidence: { ...evidence, act: { ...evidence.act, sha256: sha256(other) } },
    });
  });

  test('that was never sealed is not valid', async () => {
    await expectFault('bears no seal', { act: preview });
  });

  test('that is sealed before its certificate was valid is not valid', async () => {
    await expectFault('was not valid on', { act: await sealWith({ signedAt: new Date('2020-01-01T00:00:00Z') }) });
  });

  test('G9: that claims a time yet to come is not valid', async () => {
    await expectFault('is yet to come', { act: await sealWith({ signedAt: new Date(Date.now() + 3_600_000) }) });
  });

  test('G9: whose certificate has ended since is valid, and says what nothing proves', async () => {
    const files = { act, evidence: JSON.stringify(evidence), ca: authority.caPem };
    const report = await verifyAct(files, {}, new Date(Date.now() + 6 * 365 * 86_400_000));
    expect(report.verdict).toBe(`VALID, its date not proven, ${UNKNOWN}`);
    expect(report.checks.map(({ text }) => text).join('\n')).toContain('has ended since: nothing proves');
  });

  test('that is made of hostile bytes is refused with a reason', async () => {
    const { signedBytes } = findSeal(act);
    const start = signedBytes[0].length + 1;
    const hostile = [
      Buffer.from(`%PDF-1.7\n${'/ByteRange [0 1 2 3] '.repeat(3)}`),
      Buffer.from('%PDF-1.7\n/ByteRange [0 99999999999 5 6]'),
      Buffer.from(`%PDF-1.7\n/ByteRange [${' '.repeat(100_000)}`),
      Buffer.concat([act.subarray(0, start), Buffer.from('3084ffffffff'), act.subarray(start + 12)]),
      Buffer.concat([act.subarray(0, start), Buffer.from('30820000'), act.subarray(start + 8)]),
    ];
    for (const bytes of hostile) expect(await faults({ act: bytes })).not.toEqual([]);
  });
});

describe('altered evidence', () => {
  const altered = (change: (copy: Evidence) => void): Evidence => {
    const copy = structuredClone(evidence);
    change(copy);
    return copy;
  };

  test.each<[string, string, (copy: Evidence) => void]>([
    ['another act', 'about another file', (e) => Object.assign(e.act, { sha256: '0'.repeat(64) })],
    ['another preview', 'does not begin with the bytes shown', (e) => Object.assign(e.act, { previewLength: 100 })],
    [
      'another opinion',
      'altered after the act was sealed',
      (e) => Object.assign(e.steps[0] ?? {}, { outcome: 'défavorable' }),
    ],
    ['a removed step', 'altered after the act was sealed', (e) => void e.steps.shift()],
    ['a removed delegation', 'altered after the act was sealed', (e) => Object.assign(e, { delegation: null })],
    [
      'another piece',
      'altered after the act was sealed',
      (e) => Object.assign(e.pieces[0] ?? {}, { sha256: '1'.repeat(64) }),
    ],
    [
      'another circuit',
      'altered after the act was sealed',
      (e) => Object.assign(e.circuit, { bpmnSha256: '1'.repeat(64) }),
    ],
    ['another number for the act', 'altered after the act was sealed', (e) => Object.assign(e.act, { number: '43' })],
    [
      'another request',
      'altered after the act was sealed',
      (e) => Object.assign(e.request ?? {}, { number: '2026-000119' }),
    ],
    [
      'another number for a piece',
      'altered after the act was sealed',
      (e) => Object.assign(e.pieces[0] ?? {}, { number: 7 }),
    ],
    [
      'another count of events',
      'altered after the act was sealed',
      (e) => Object.assign(e.chains.system, { events: 9 }),
    ],
    ['a field that nothing covers', 'Unrecognized key', (e) => Object.assign(e.author, { grade: 'préfet' })],
    [
      'other words for what an event was about',
      'the payload is not the one that was recorded',
      (e) => Object.assign(e.audit[0] ?? {}, { payload: { salt: 'a'.repeat(32), content: { kind: 'autre' } } }),
    ],
    [
      'what an event was about blanked, and no event that says so',
      'no event says that it was erased',
      (e) => Object.assign(e.audit[0] ?? {}, { payload: { salt: '', content: null } }),
    ],
    [
      'a whole chain made anew',
      'the chain was made anew',
      (e) => {
        rechain(e, (event) => (event.sequence === 1 ? about(event, { kind: 'congé' }) : event));
      },
    ],
    [
      'an opinion that the events tell otherwise',
      'no event records the decision of Nadia Bensaïd',
      (e) => {
        const content = { kind: 'opinion', outcome: 'unfavorable' };
        rechain(e, (event) => (event.sequence === 4 ? about(event, content) : event));
      },
    ],
    [
      'another authority',
      'does not say by what power it was signed: Pour le préfet',
      (e) => Object.assign(e.power ?? {}, { inNameOf: 'le préfet' }),
    ],
    [
      'another text of the power',
      'does not say by what power it was signed: Vu le décret',
      (e) => Object.assign(e.power ?? {}, { visas: ['le décret'] }),
    ],
    [
      'a power of one’s own',
      'says that it was signed for another',
      (e) => Object.assign(e.power ?? {}, { inNameOf: null }),
    ],
    [
      'an appointment of a later day',
      'before the appointment of its holder gave the power',
      (e) =>
        Object.assign(e.power ?? {}, {
          appointment: { reference: 'le décret', signedOn: '2099-01-01', publishedOn: null, effectiveOn: '2099-01-01' },
        }),
    ],
    ['another author', 'does not bear the first name and name', (e) => Object.assign(e.author, { lastName: 'Durand' })],
    ['another quality', 'does not bear the quality', (e) => Object.assign(e.author, { quality: 'Le préfet' })],
    ['another service', 'does not bear the service', (e) => Object.assign(e.author, { service: 'Cabinet' })],
    ['a removed event', 'event 2 is missing', (e) => void e.audit.splice(1, 1)],
    ['an altered event', 'event 2 was altered', (e) => Object.assign(e.audit[1] ?? {}, { verb: 'request.withdrawn' })],
    ['no event at all', 'do not begin with the filing', (e) => void e.audit.splice(0)],
    [
      'another hash for an event of another request',
      'event 3 does not follow event 2',
      (e) => {
        hide(e, 'dossier.consult');
        Object.assign(e.audit[1] ?? {}, { hash: '1'.repeat(64) });
      },
    ],
    ['a last event by its hash alone', 'nothing vouches for it', (e) => hide(e, 'evidence.export')],
    ['the last event taken away', 'do not end with their own export', (e) => void e.audit.pop()],
    ['the first event taken away', 'do not begin with the filing', (e) => void e.audit.shift()],
    [
      'an opinion known by its hash alone',
      'no event records the decision of Nadia Bensaïd',
      (e) => hide(e, 'decision.record'),
    ],
    ['the sealing known by its hash alone', 'no event records the sealing', (e) => hide(e, 'act.seal')],
    ['half an event', 'audit.1', (e) => Reflect.deleteProperty(e.audit[1] ?? {}, 'payloadDigest')],
    ['a missing field', 'author.quality', (e) => Reflect.deleteProperty(e.author, 'quality')],
    ['a later version', 'not a version from 2 to 6', (e) => Object.assign(e, { version: 7 })],
  ])('is found out: %s', async (_what, words, change) => {
    await expectFault(words, { evidence: altered(change) });
  });

  test('holds when the events of other requests are known by their hash alone, and says how many', async () => {
    const copy = altered((e) => hide(e, 'dossier.consult'));
    const report = await verifyAct({ act, evidence: JSON.stringify(copy), ca: authority.caPem });
    expect(report.valid).toBe(true);
    expect(report.checks.map(({ text }) => text).join('\n')).toContain('1 event(s) belong to other requests');
  });

  test('is refused when a key stands twice: two readers would read two stories', async () => {
    const text = JSON.stringify(evidence).replace('"outcome":"favorable"', '"outcome":"défavorable",$&');
    await expectFault('« outcome » stands twice', { evidence: text });
  });

  test('holds when what an event was about was erased by an event that says so', async () => {
    const erased = altered((e) => {
      const [first] = e.audit;
      const last = e.audit.pop();
      const before = e.audit.at(-1);
      if (!first || !last || !before || !isInFull(first) || !isInFull(last)) throw new Error('no such event');
      Object.assign(first, { payload: { salt: '', content: null } });
      const erasure = { ...last, verb: 'payload.erase', subject: 'payload:1' };
      const erasing = { ...chain(before.hash, erasure), payload: last.payload };
      const later = { ...last, sequence: last.sequence + 1 };
      e.audit.push(erasing, { ...chain(erasing.hash, later), payload: last.payload });
    });
    const report = await verifyAct({ act, evidence: JSON.stringify(erased), ca: authority.caPem });
    expect(report.checks.filter(({ outcome }) => outcome === 'fail')).toEqual([]);
    expect(report.checks.map(({ text }) => text).join('\n')).toContain('1 event(s) were about was erased');
  });

  test('is found out when an event is rewritten with its own hash', async () => {
    const copy = altered((e) => {
      const [first, second] = e.audit;
      if (first && second && isInFull(second))
        e.audit[1] = { ...chain(first.hash, { ...second, verb: 'request.withdrawn' }), payload: second.payload };
    });
    await expectFault('does not follow', { evidence: copy });
  });

  test.each(['', '{', 'null', '[]', '"x"', '{"version":1}', '\u0000'.repeat(100), '['.repeat(50_000)])(
    'that is not evidence is refused with a reason',
    async (text) => {
      await expectFault('evidence', { evidence: text });
    },
  );
});

describe('the dates of an act', () => {
  const sealedFor = async (changes: Partial<EvidenceToSeal>, claims: Partial<SealRequest> = {}) => {
    const toSeal = { ...toSealOf(await ofToday(), preview), ...changes };
    const other = await sealWith({ evidenceDigest: evidenceDigest(toSeal), ...claims });
    return { act: other, evidence: someEvidence(toSeal, other) };
  };
  const dated = (copy: Evidence, verb: string, minutes: number): Evidence => {
    const at = new Date(signedAt.getTime() + minutes * 60_000).toISOString();
    const place = copy.audit.find((event) => isInFull(event) && event.verb === verb)?.sequence ?? 0;
    rechain(copy, (event) => (event.sequence === place ? { ...event, at } : event), place);
    return copy;
  };

  test('are compared: the seal claims the instant of the signature', async () => {
    const later = new Date(signedAt.getTime() + 30_000);
    await expectFault('the seal claims another instant', await sealedFor({}, { signedAt: later }));
  });

  test('are compared: a step is entered when its event says, after the filing', async () => {
    const { steps } = evidence;
    const [opinion, signature] = steps;
    if (!opinion || !signature) throw new Error('the sample has no steps');
    const moved = (at: string) => sealedFor({ steps: [{ ...opinion, at }, signature] });
    const later = new Date(Date.parse(opinion.at) + 1_000).toISOString();
    await expectFault('the events date the decision of Nadia Bensaïd otherwise', await moved(later));
    const [filing] = evidence.audit;
    const before = new Date(Date.parse(filing && isInFull(filing) ? filing.at : '') - 86_400_000).toISOString();
    await expectFault('comes before the filing of the request', await moved(before));
  });

  test('are compared: the delegation stood on the day of the signature, and had been published', async () => {
    const { delegation } = evidence;
    if (!delegation) throw new Error('the sample has no delegation');
    const day = parisDay(signedAt);
    const yesterday = dayAfter(day, { days: -1 });
    for (const change of [{ until: yesterday }, { from: dayAfter(day, { days: 1 }) }, { publishedOn: day }])
      await expectFault('the delegation did not stand', await sealedFor({ delegation: { ...delegation, ...change } }));
    expect(await faults(await sealedFor({ delegation: { ...delegation, until: day } }))).toEqual([]);
  });

  test('are compared: the page bears the day of the signature, and its number', async () => {
    const data = await ofToday({ date: dayAfter(parisDay(signedAt), { days: -1 }) });
    const drawn = await aDrawnAct(data);
    const other = async (version?: 4) => {
      const toSeal = version ? ofVersion(4, toSealOf(data, drawn)) : toSealOf(data, drawn);
      const sealed = await sealWith({ pdf: drawn, evidenceDigest: evidenceDigest(toSeal) });
      return { act: sealed, evidence: someEvidence(toSeal, sealed) };
    };
    await expectFault('the act is not dated of the day of its signature', await other());
    expect(await faults(await other(4))).toEqual([]);
    const numbered = { ...toSealOf(await ofToday(), preview).act, number: '2026-000043' };
    await expectFault('the act does not bear its number, 2026-000043', await sealedFor({ act: numbered }));
  });

  test('are compared: no event since the sealing is redated, even with the chain made anew after it', async () => {
    const copy = () => structuredClone(evidence);
    await expectFault('the event of the sealing is dated', { evidence: dated(copy(), 'act.seal', -24 * 60) });
    await expectFault('before what it follows', { evidence: dated(copy(), 'dossier.file', -24 * 60) });
    await expectFault('or yet to come', { evidence: dated(copy(), 'evidence.export', 24 * 60) });
  });
});

describe('an act that was signed together with others', () => {
  test('stands in their tree, whose root the proof of the signer is bound to', async () => {
    const { batch } = evidence;
    if (!batch) throw new Error('the sample is of a batch');
    const sealedFor = async (said: Partial<EvidenceToSeal>) => {
      const toSeal = { ...toSealOf(await ofToday(), preview), ...said };
      const other = await sealWith({ evidenceDigest: evidenceDigest(toSeal) });
      return { act: other, evidence: someEvidence(toSeal, other) };
    };
    for (const change of [{ path: [] }, { index: 1 }, { taskKey: 'task-3' }, { root: 'f'.repeat(64) }])
      await expectFault(
        'it is none of those that were signed together',
        await sealedFor({ batch: { ...batch, ...change } }),
      );
    const other = batchOf(evidence.act.previewSha256, 'f'.repeat(64));
    await expectFault('no event records a proof that is bound to the root', await sealedFor({ batch: other }));
    await expectFault('altered after the act was sealed', {
      evidence: { ...evidence, batch: { ...batch, shown: 'opened' } },
    });
  });
});

describe('the events of an act', () => {
  const own = () => evidence.audit.filter((event) => event.sequence !== 2).filter(isInFull);

  test('cannot be hidden one by one as those of another request, whatever they say', async () => {
    for (const { verb } of own()) {
      const copy = structuredClone(evidence);
      hide(copy, verb);
      expect({ verb, found: (await faults({ evidence: copy })).length > 0 }).toEqual({ verb, found: true });
    }
  });

  test('cannot be hidden before the sealing, even when the export is made anew', async () => {
    for (const { verb } of own().filter(({ sequence }) => sequence <= 8)) {
      const copy = structuredClone(evidence);
      const last = copy.audit.at(-1);
      if (!last) throw new Error('the sample has no events');
      rechain(copy, (event) => about(event, { requestId: 'request-1' }), last.sequence);
      hide(copy, verb);
      await expectFault('is of this request, and what it says was left out', { evidence: copy });
    }
  });

  test('say that the signer saw these bytes, proved to be there, and that the act was filed', async () => {
    const without = async (verb: string) => {
      const copy = structuredClone(evidence);
      const last = copy.audit.at(-1);
      if (!last) throw new Error('the sample has no events');
      rechain(copy, (event) => about(event, {}), last.sequence);
      hide(copy, verb);
      return { evidence: copy };
    };
    await expectFault('no event records that the signer was shown', await without('act.preview'));
    await expectFault('no event records that the signer proved', await without('step-up.prove'));
    await expectFault('no event records that the act was filed', await without('dossier.file'));
  });
});

describe('an act whose time was stamped', () => {
  let stamping: Certified;
  let stamp: TimeStamper;

  beforeAll(async () => {
    const issuer = await aCertificate(folder, { name: "Autorité d'horodatage", extensions: AUTHORITY });
    stamping = issuer;
    stamp = await aTimeStamper(folder, await aCertificate(folder, { name: 'Horodatage', issuer, extensions: STAMPS }));
  });

  const stamped = async (stamper?: TimeStamper) => {
    const toSeal: EvidenceToSeal = { ...toSealOf(await ofToday(), preview), level: 'B-T' };
    const sealed = await sealWith({ evidenceDigest: evidenceDigest(toSeal), ...(stamper && { stamp: stamper }) });
    return { act: sealed, evidence: JSON.stringify(someEvidence(toSeal, sealed)), ca: authority.caPem };
  };

  test('is valid where its authority is trusted for stamps, and indeterminate where nobody vouches for it', async () => {
    const files = await stamped(stamp);
    const trusted = await verifyAct({ ...files, tsaCa: stamping.pem });
    expect([trusted.verdict, trusted.faults]).toEqual([`VALID, revocation not recorded yet, ${UNKNOWN}`, []]);
    const unknown = await verifyAct(files);
    expect([unknown.valid, unknown.conclusion]).toEqual([false, 'indeterminate']);
    expect(unknown.faults.join('\n')).toContain('nobody who is trusted vouches for it');
    const both = await verifyAct({ ...files, ca: files.ca + stamping.pem });
    expect(both.verdict).toBe(`VALID, revocation not recorded yet, ${UNKNOWN}`);
    expect(both.checks.map(({ text }) => text).join('\n')).toContain('that of seals vouches for both');
  });

  test('is indeterminate without its stamp, whatever the evidence was made to say of the file', async () => {
    const { conclusion, verdict } = await verifyAct({ ...(await stamped()), tsaCa: stamping.pem });
    expect([conclusion, verdict]).toEqual(['indeterminate', 'INDETERMINATE: 1 question(s) are left open']);
  });

  test('trusts the authority of stamps for no seal, nor that of seals for a stamp', async () => {
    const files = await stamped(stamp);
    expect((await verifyAct({ ...files, ca: stamping.pem, tsaCa: stamping.pem })).conclusion).toBe('not-valid');
    expect((await verifyAct({ ...files, tsaCa: authority.caPem })).conclusion).toBe('indeterminate');
  });

  test('trusts the authority of stamps whose fingerprint is given, and no other', async () => {
    const files = { ...(await stamped(stamp)), tsaCa: stamping.pem };
    const pinned = (pem: string) => ({
      stamps: { beside: true, fingerprints: [new X509Certificate(pem).fingerprint256] },
    });
    expect((await verifyAct(files, pinned(stamping.pem))).verdict).toBe(
      `VALID, revocation not recorded yet, ${UNKNOWN}`,
    );
    expect((await verifyAct(files, pinned(authority.caPem))).conclusion).toBe('not-valid');
    const beside = await verifyAct(files, { stamps: { beside: true } });
    expect(beside.verdict).toBe(
      `VALID, that of its time stamps not compared (--tsa-ca-sha256), revocation not recorded yet, ${UNKNOWN}`,
    );
    const inOneFile = { ...files, ca: `${authority.caPem}Time stamps:\n${stamping.pem}`, tsaCa: null };
    expect((await verifyAct(inOneFile)).verdict).toBe(`VALID, revocation not recorded yet, ${UNKNOWN}`);
    // The file that the portal publishes, given to the other option: what it holds for seals vouches for no stamp.
    const asStamps = (tsaCa: string) => verifyAct({ ...files, tsaCa });
    expect((await asStamps(inOneFile.ca)).verdict).toBe(`VALID, revocation not recorded yet, ${UNKNOWN}`);
    expect((await asStamps(`${stamping.pem}Time stamps:\n${authority.caPem}`)).conclusion).toBe('indeterminate');
    const other = { ...files, ca: `${stamping.pem}Time stamps:\n${authority.caPem}`, tsaCa: null };
    expect((await verifyAct(other)).conclusion).toBe('not-valid');
  });
});

describe('the command', () => {
  const run = async (...args: string[]): Promise<{ code: number; out: string }> => {
    try {
      return { code: 0, out: (await promisify(execFile)(process.execPath, [COMMAND, ...args])).stdout };
    } catch (error) {
      const { code, stdout } = error as { code: number; stdout: string };
      return { code, out: stdout };
    }
  };

  test('finds the evidence and the authority beside the act, and ends with 0', async () => {
    await writeFile(join(folder, 'act.pdf'), act);
    await writeFile(join(folder, 'evidence.json'), JSON.stringify(evidence));
    await writeFile(join(folder, 'ca.pem'), authority.caPem);
    const { code, out } = await run(join(folder, 'act.pdf'));
    expect({ code, last: out.trim().split('\n').at(-1) }).toEqual({
      code: 0,
      last: `VALID, its date not proven, ${NOT_COMPARED}, ${UNKNOWN}`,
    });
  });

  test('prints the same verdict as JSON, for a program', async () => {
    const { code, out } = await run(join(folder, 'act.pdf'), '--json', '--ca', join(folder, 'ca.pem'));
    const verdict = verdictSchema.parse(JSON.parse(out));
    expect({ code, ...verdict }).toMatchObject({
      ...{ code: 0, verdict: 'valid', words: `VALID, its date not proven, ${UNKNOWN}`, isDateProven: false },
      fileSha256: sha256(act),
      act: { id: 'act-1', number: '2026-000042', sha256: sha256(act) },
      sealedAt: new Date(Math.floor(signedAt.getTime() / 1000) * 1000).toISOString(),
      caveats: ['its date not proven', UNKNOWN],
      authority: 'named',
      state: null,
    });
    const absent = await run(join(folder, 'absent.pdf'), '--json');
    expect([absent.code, verdictSchema.parse(JSON.parse(absent.out)).verdict]).toEqual([1, 'not-valid']);
  });

  test('compares a folder of supporting documents with the evidence', async () => {
    const pieces = join(folder, 'pieces');
    await mkdir(pieces);
    const said = async () => {
      const { code, out } = await run(join(folder, 'act.pdf'), '--pieces', pieces);
      return [code, out.split('\n').filter((line) => /supporting document(?! \(s\): n°|\(s\): n°)/.test(line))];
    };
    expect(await said()).toEqual([
      1,
      ['FAIL  the supporting document n° 1 Courrier de demande is not in the folder, as it was'],
    ]);
    await writeFile(join(pieces, 'demande.pdf'), 'piece');
    expect(await said()).toEqual([0, ['OK    1 supporting document(s) are as they were (SHA-256)']]);
    await writeFile(join(pieces, 'autre.pdf'), 'autre');
    expect((await said()).flat().join()).toContain('FAIL  autre.pdf is none of the supporting documents');
  });

  test('G9: prints the fingerprint of its anchor, and says that one beside the act proves nothing by itself', async () => {
    const { fingerprint256 } = new X509Certificate(authority.caPem);
    const { out } = await run(join(folder, 'act.pdf'));
    expect(out).toContain(`SHA-256 ${fingerprint256}`);
    expect(out).toMatch(/^NOTE {2}the trust anchor lies beside the act/m);
    const given = await run(join(folder, 'act.pdf'), '--ca', join(folder, 'ca.pem'));
    expect([given.code, given.out.includes('lies beside')]).toEqual([0, false]);
  });

  test('G9: trusts the anchor whose fingerprint is given, and no other', async () => {
    const pinned = (pem: string) => new X509Certificate(pem).fingerprint256;
    const right = pinned(authority.caPem);
    for (const fingerprint of [right, right.replaceAll(':', '').toLowerCase()]) {
      const { code, out } = await run(join(folder, 'act.pdf'), '--ca-sha256', fingerprint);
      expect([code, out.includes('lies beside')]).toEqual([0, false]);
    }
    const other = await run(join(folder, 'act.pdf'), '--ca-sha256', pinned(otherCa));
    expect([other.code, other.out.includes('does not have the fingerprint')]).toEqual([1, true]);
    const none = await run(join(folder, 'act.pdf'), '--ca-sha256', 'abcd');
    expect([none.code, none.out.includes('is not a SHA-256 fingerprint')]).toEqual([1, true]);
  });

  test('ends with 1 and a reason when the act is altered, absent, or nothing is given', async () => {
    await writeFile(join(folder, 'altered.pdf'), flip(2_000));
    for (const args of [[join(folder, 'altered.pdf')], [join(folder, 'absent.pdf')], [], ['--unknown'], [folder]]) {
      const { code, out } = await run(...args);
      expect({ args, code, reason: out.includes('FAIL') }).toEqual({ args, code: 1, reason: true });
    }
  });
});

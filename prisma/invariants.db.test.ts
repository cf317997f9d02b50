import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { deadline } from '#domain/calendar/deadline.ts';
import { PLACE_CLOCKS } from '#domain/calendar/place-clock.ts';
import { OF_KIND, silenceOf } from '#domain/calendar/silence-rule.ts';
import { knownBefore } from '#domain/effect/known-contacts.ts';
import { FIELD_TYPES, FLOOR_OF_TYPE, guaranteeOf, type Theme } from '#domain/situation/themes/theme.ts';
import { shippedTheme } from '#testing/shipped-themes.ts';
import { changes } from './connection/channels.ts';
import { listen, subscription } from './connection/listen.ts';
import { reserveNumber } from './repositories/acts/numbers.ts';
import { contactHistory, insertEntry, lastEntry, phonesIn } from './repositories/people/situation.ts';
import { keepThemes } from './repositories/people/themes.ts';
import { insertPiece } from './repositories/pieces/pieces.ts';
import { anAppliedChange, aPerson, aRequest, aSpentProof, aStructure, aTask, takenOver } from './testing/builders.ts';
import { aDatabase, type TestDatabase } from './testing/database.ts';
import { uuid7 } from './uuid7.ts';

const SHA = 'a'.repeat(64);
let db: TestDatabase;
let court: Awaited<ReturnType<typeof aStructure>>;
let claire: string;
let victor: string;
let requestId: string;
let taskKey: string;
beforeAll(async () => {
  db = await aDatabase();
  court = await aStructure(db.database.prisma, 'Cour');
  claire = await aPerson('Claire').postedIn(court).make(db.database);
  victor = await aPerson('Victor').holding('valideur', court).make(db.database);
});
beforeEach(async () => {
  requestId = await aRequest(db.database.prisma, claire, court);
  taskKey = await aTask(db.database.prisma, requestId, 'valideur', 'visa');
});
afterAll(() => db.drop());

async function decide(outcome: string, words: { reasonLaw?: string; reasonFact?: string } = {}, kind = 'visa') {
  const { prisma } = db.database;
  const at = new Date();
  const intent = await prisma.decisionIntent.create({
    data: {
      taskKey,
      requestId,
      authorId: victor,
      outcome,
      ...words,
      authentication: { method: 'password' },
      decidedAt: at,
    },
  });
  return prisma.decision.create({
    data: { id: intent.id, taskKey, requestId, elementId: 'task-valideur', kind, authorId: victor, outcome },
  });
}

describe('a request on paper', () => {
  const onPaper = (filedById: string | null, paper: boolean) =>
    db.database.transaction(async (tx) => {
      const {
        number: _,
        id: __,
        ...like
      } = await tx.request.findUniqueOrThrow({
        where: { id: requestId },
        select: { id: true, number: true, kind: true, versionId: true, agentId: true, structureId: true },
      });
      const made = await tx.request.create({
        data: { ...like, number: `P-${uuid7(new Date())}`, filedById, onPaper: true, data: {}, filedAt: new Date() },
      });
      if (paper)
        await insertPiece(tx, {
          ...{
            sha256: SHA,
            size: 1,
            fileName: 'demande.pdf',
            pieceType: 'signed-paper',
            closed: false,
            uploadedAt: new Date(),
          },
          ...{ ownerId: victor, requestId: made.id },
        });
    });

  test('is entered by somebody, with what its agent signed', async () => {
    await onPaper(victor, true);
    await expect(onPaper(victor, false)).rejects.toThrow(/the paper that its agent signed is missing/);
    await expect(onPaper(null, true)).rejects.toThrow(/request_on_paper_is_entered/);
  });
});

describe('decisions', () => {
  test('are one per task, however many people decide at once', async () => {
    const results = await Promise.allSettled([decide('approved'), decide('complement'), decide('approved')]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(await db.database.prisma.decision.count({ where: { taskKey } })).toBe(1);
  });

  test('leave room for another once voided', async () => {
    const { prisma } = db.database;
    const first = await decide('approved');
    await prisma.decision.update({ where: { id: first.id }, data: { voidedAt: new Date() } });
    await expect(decide('complement')).resolves.toBeDefined();
  });

  test('are confirmed or voided, never both', async () => {
    const { id } = await decide('approved');
    const both = { confirmedAt: new Date(), voidedAt: new Date() };
    await expect(db.database.prisma.decision.update({ where: { id }, data: both })).rejects.toThrow(
      /decision_confirmed_or_voided/,
    );
  });
});

describe('what was said once', () => {
  const at = new Date();
  const later = new Date(at.getTime() + 60_000);

  test('that a decision counts, or never did, is neither taken back nor dated anew', async () => {
    const { prisma } = db.database;
    const change = (id: string, data: object) => prisma.decision.update({ where: { id }, data });
    const { id } = await decide('approved');
    await change(id, { confirmedAt: at });
    for (const said of [{ confirmedAt: null }, { confirmedAt: later }, { confirmedAt: null, voidedAt: later }])
      await expect(change(id, said)).rejects.toThrow(/decision: what was said of it stays/);
    taskKey = await aTask(prisma, requestId, 'valideur', 'visa');
    const voided = await decide('approved');
    await change(voided.id, { voidedAt: at });
    await expect(change(voided.id, { voidedAt: null, confirmedAt: at })).rejects.toThrow(/what was said of it stays/);
  });

  test('that a withdrawal was accepted is not refused afterwards, nor the other way', async () => {
    const { withdrawal } = db.database.prisma;
    for (const [first, then] of [['acceptedAt', 'refusedAt'] as const, ['refusedAt', 'acceptedAt'] as const]) {
      requestId = await aRequest(db.database.prisma, claire, court);
      const { id } = await withdrawal.create({ data: { requestId, byId: claire } });
      await withdrawal.update({ where: { id }, data: { [first]: at } });
      const change = withdrawal.update({ where: { id }, data: { [first]: null, [then]: at } });
      await expect(change).rejects.toThrow(/what was said of it stays/);
    }
  });

  test('a bordereau that was recalled does not stand again without the pieces taken off it', async () => {
    const { payBatch } = db.database.prisma;
    const sent = { month: '2030-09', structureId: court.id, count: 1, pieceIds: [requestId], sentById: victor };
    const { id } = await payBatch.create({ data: { ...sent, number: '2030-09-9999', sentAt: at } });
    await payBatch.update({ where: { id }, data: { recalledAt: at, recalledById: victor, recallReason: 'erreur' } });
    const change = payBatch.update({
      where: { id },
      data: { recalledAt: null, recalledById: null, recallReason: null },
    });
    await expect(change).rejects.toThrow(/what was said of it stays/);
  });

  test('a proof of identity that served does not serve again', async () => {
    const { prisma } = db.database;
    const { stepUpId: id } = await aSpentProof(prisma, { taskKey, personId: victor, at });
    const change = prisma.stepUpProof.update({ where: { id }, data: { usedAt: null } });
    await expect(change).rejects.toThrow(/what was said of it stays/);
  });
});

describe('a draft that was filed', () => {
  test('is not removed: its request knows it, and the proof that its agent was there', async () => {
    const { prisma } = db.database;
    const { versionId } = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
    const draft = await prisma.draft.create({ data: { versionId, ownerId: claire } });
    const proof = { draftId: draft.id, personId: claire, sha256: SHA, method: 'totp', verifiedAt: new Date() };
    const { id } = await prisma.submissionProof.create({ data: { ...proof, expiresAt: new Date() } });
    await prisma.submissionProof.update({ where: { id }, data: { usedAt: new Date() } });
    await prisma.request.create({
      data: {
        ...{ number: `D-${uuid7(new Date())}`, kind: 'essai', versionId, draftId: draft.id, agentId: claire },
        ...{ structureId: court.id, data: {}, filedAt: new Date() },
      },
    });
    await expect(prisma.draft.delete({ where: { id: draft.id } })).rejects.toThrow(/request_draft_id_fkey/);
    await expect(prisma.submissionProof.delete({ where: { id } })).rejects.toThrow(/permission denied/);
    const again = prisma.submissionProof.update({ where: { id }, data: { usedAt: null } });
    await expect(again).rejects.toThrow(/what was said of it stays/);
  });
});

describe('a decision that a statement makes up', () => {
  const insert = (of: { author?: string; kind?: string; element?: string; request?: string; said?: string }) =>
    db.database.transaction(async (tx) => {
      const { author = victor, kind = 'visa', element = 'task-valideur', request = requestId, said = 'approved' } = of;
      const intent = { taskKey, requestId, authorId: author, outcome: said, authentication: {}, decidedAt: new Date() };
      const { id } = await tx.decisionIntent.create({ data: intent });
      const decision = { id, taskKey, requestId: request, elementId: element, kind, authorId: author };
      await tx.decision.create({ data: { ...decision, outcome: 'approved' } });
    });

  test('of somebody who does not hold the step is refused', async () => {
    const stranger = await aPerson('Malo').postedIn(court).holding('gestionnaire', court).make(db.database);
    for (const author of [stranger, claire]) await expect(insert({ author })).rejects.toThrow(/does not hold task/);
  });

  test('once the step is over is refused', async () => {
    await db.database.prisma.task.update({ where: { key: taskKey }, data: { state: 'canceled' } });
    await expect(insert({})).rejects.toThrow(/does not hold task/);
  });

  test('of another kind, step or request than the task’s, or that says other than its intent, is refused', async () => {
    const request = await aRequest(db.database.prisma, claire, court);
    for (const made of [{ kind: 'signature' }, { element: 'signature' }, { request }, { said: 'complement' }])
      await expect(insert(made)).rejects.toThrow(/not what its task asks/);
    await expect(insert({})).resolves.toBeUndefined();
  });
});

describe('withdrawals', () => {
  test('are asked one at a time', async () => {
    const { prisma } = db.database;
    const ask = () => prisma.withdrawal.create({ data: { requestId, byId: claire } });
    const first = await ask();
    await expect(ask()).rejects.toMatchObject({ code: 'P2002' });
    await prisma.withdrawal.update({ where: { id: first.id }, data: { refusedAt: new Date() } });
    await expect(ask()).resolves.toBeDefined();
  });
});

describe('acts', () => {
  const draft = () =>
    db.database.prisma.act.create({ data: { requestId, template: 'act', title: 'Arrêté', content: {} } });
  const EFFECTS_SAID = [{ effect: 'work-time', facts: { quota: 80, from: '2030-01-01', until: '2030-12-31' } }];
  const show = (actId: string, content: object = { effects: EFFECTS_SAID }) =>
    db.database.prisma.actPreview.create({
      data: { actId, taskKey, signerId: victor, content, sha256: SHA, size: 1 },
    });
  const sealing = async () => ({
    decisionId: (await decide('approved')).id,
    previewSha256: SHA,
    sealedSha256: SHA,
    sealedSize: 10,
    signedAt: new Date(),
    sealedAt: new Date(),
    evidence: {},
  });

  test('can be drafted again until sealed, and never changed nor removed after', async () => {
    const { prisma } = db.database;
    const { id } = await draft();
    await prisma.act.update({ where: { id }, data: { content: { again: true } } });
    await show(id);
    await prisma.act.update({ where: { id }, data: await sealing() });
    await expect(prisma.act.update({ where: { id }, data: { title: 'Autre' } })).rejects.toThrow(/sealed/);
    await expect(prisma.act.delete({ where: { id } })).rejects.toThrow(/denied|sealed/);
  });

  test('G8: say the effects of the page that was signed, and no statement says others', async () => {
    const { prisma } = db.database;
    const { id } = await draft();
    const seal = await sealing();
    await expect(prisma.act.update({ where: { id }, data: seal })).rejects.toThrow(/shown no such page/);
    for (const content of [{}, { effects: null }, { effects: 'none' }])
      await expect(show(id, content)).rejects.toThrow(/act_preview_says_effects/);
    const shown = await show(id);
    await expect(show(id, { effects: [] })).rejects.toMatchObject({ code: 'P2002' });
    const other = { content: { effects: [] } };
    await expect(prisma.actPreview.update({ where: { id: shown.id }, data: other })).rejects.toThrow(/denied/);
    await expect(prisma.act.update({ where: { id }, data: { effects: [] } })).rejects.toThrow(/denied/);
    await prisma.act.update({ where: { id }, data: seal });
    expect(await prisma.act.findUnique({ where: { id } })).toMatchObject({ effects: EFFECTS_SAID });
    const born = { requestId, template: 'act', title: 'Arrêté', content: {}, effects: [] };
    const { id: unsealed } = await prisma.act.create({ data: born });
    expect(await prisma.act.findUnique({ where: { id: unsealed } })).toMatchObject({ effects: null });
  });

  test('that were signed before pages said their effects are sealed as they were signed', async () => {
    const { prisma } = db.database;
    const { id } = await draft();
    const check = `check (coalesce(jsonb_typeof(content -> 'effects') = 'array', false)) not valid`;
    await db.asOwner('alter table act_preview drop constraint act_preview_says_effects');
    await show(id, { date: '2026-11-01' });
    await db.asOwner(`alter table act_preview add constraint act_preview_says_effects ${check}`);
    await prisma.act.update({ where: { id }, data: await sealing() });
    expect(await prisma.act.findUnique({ where: { id } })).toMatchObject({ effects: null });
    await expect(show((await draft()).id, {})).rejects.toThrow(/act_preview_says_effects/);
  });

  test('are sealed under a number that was reserved for them, or that of their request as before', async () => {
    const { prisma } = db.database;
    const { id } = await draft();
    const other = await draft();
    await show(id);
    const numberOf = (actId: string) => db.database.transaction((tx) => reserveNumber(tx, actId, new Date()));
    const [own, others] = [await numberOf(id), await numberOf(other.id)];
    const seal = await sealing();
    const under = (number = '') =>
      prisma.act.update({ where: { id }, data: { ...seal, evidence: { act: { number } } } });
    for (const number of ['2026-X-A-000001', others?.number])
      await expect(under(number)).rejects.toThrow(/not reserved for it/);
    await under(own?.number);
    expect(await prisma.registeredAct.findMany({ where: { actId: id } })).toMatchObject([
      { number: own?.number, state: 'in-force' },
    ]);
  });

  test('are sealed entirely or not at all', async () => {
    const { id } = await draft();
    const half = { sealedSha256: SHA, sealedAt: new Date() };
    await expect(db.database.prisma.act.update({ where: { id }, data: half })).rejects.toThrow(/act_sealed_at_once/);
  });
});

describe('pieces', () => {
  const piece = (more: { requestId?: string }) =>
    db.database.prisma.piece.create({
      data: {
        sha256: SHA,
        size: 1,
        mediaType: 'application/pdf',
        fileName: 'a.pdf',
        pieceType: 'livret',
        ownerId: claire,
        ...more,
      },
    });

  test('can be removed from a draft, not from a request', async () => {
    const { prisma } = db.database;
    const drafted = await piece({});
    await expect(prisma.piece.delete({ where: { id: drafted.id } })).resolves.toBeDefined();
    const filed = await piece({ requestId });
    await expect(prisma.piece.delete({ where: { id: filed.id } })).rejects.toThrow(/filed with a request/);
  });

  test('are filed with one request, and cannot be taken back nor given to another', async () => {
    const { prisma } = db.database;
    const { id } = await piece({});
    await prisma.piece.update({ where: { id }, data: { requestId } });
    const another = await aRequest(prisma, claire, court);
    for (const taken of [another, null]) {
      const change = prisma.piece.update({ where: { id }, data: { requestId: taken } });
      await expect(change).rejects.toThrow(/filed with a request/);
    }
    await expect(db.asOwner('update piece set sha256 = $2 where id = $1', [id, 'b'.repeat(64)])).rejects.toThrow(
      /filed/,
    );
  });
});

describe('notifications', () => {
  test('say once when they left and when they were read', async () => {
    const { prisma } = db.database;
    const { id } = await prisma.notification.create({
      data: { dedupeKey: 'proof', requestId, recipientId: claire, message: 'decision', messageId: 'proof' },
    });
    const change = (data: object) => prisma.notification.update({ where: { id }, data });
    await change({ state: 'sending', attempts: 1 });
    await change({ state: 'sent', sentAt: new Date('2026-11-24T10:00:00Z') });
    await change({ readAt: new Date('2026-11-25T10:00:00Z') });
    for (const proof of [{ sentAt: new Date() }, { sentAt: null }, { state: 'queued' }, { readAt: null }]) {
      await expect(change(proof)).rejects.toThrow(/written once/);
    }
  });
});

test('notifications are queued before they are sent or read', async () => {
  const row = { requestId, recipientId: claire, message: 'decision' };
  const made = [{ state: 'sent', sentAt: new Date() }, { state: 'failed' }, { readAt: new Date() }, { attempts: 1 }];
  for (const [index, more] of made.entries()) {
    const keys = { dedupeKey: `made-${index}`, messageId: `made-${index}` };
    const insert = db.database.prisma.notification.create({ data: { ...row, ...keys, ...more } });
    await expect(insert).rejects.toThrow(/queued before/);
  }
});

test('changes of a situation are dated when they are written', async () => {
  const grounds = { guarantee: 'self', actId: null, decisionIds: [] } as const;
  for (const minutes of [-60 * 24 * 40, -6, 6]) {
    const at = new Date(Date.now() + minutes * 60_000);
    const entry = { theme: 'contact', value: {}, from: parisDay(at), until: null, requestId, personId: claire };
    await expect(insertEntry(db.database.prisma, { ...entry, grounds, at })).rejects.toThrow(
      /dated when it is written/,
    );
  }
});

describe('dossiers', () => {
  test('number their pieces one after the other: the counter neither goes back nor jumps', async () => {
    const { prisma } = db.database;
    const { id } = await prisma.dossier.create({ data: { personId: victor } });
    const count = (counter: number) => prisma.dossier.update({ where: { id }, data: { counter } });
    await count(1);
    await count(2);
    for (const counter of [1, 0, 4]) await expect(count(counter)).rejects.toThrow(/the number after 2 is 3/);
  });
});

describe('requests', () => {
  test('have a number that names the year and nothing else', async () => {
    const numbers = await db.database.prisma.$queryRaw<{ a: string; b: string }[]>`
      select next_request_number('2026-12-31T23:30:00Z') as a, next_request_number('2027-06-01T00:00:00Z') as b`;
    const [first, second] = [numbers[0]?.a.split('-') ?? [], numbers[0]?.b.split('-') ?? []];
    expect([first[0], second[0]]).toEqual(['2027', '2027']); // half past midnight in Paris
    expect(Number(second[1])).toBe(Number(first[1]) + 1);
  });

  test('are numbered on from the millionth, each by itself', async () => {
    await db.asOwner("select setval('request_number', 999998)");
    const numbered: string[] = [];
    for (let i = 0; i < 12; i++) {
      const id = await aRequest(db.database.prisma, claire, court);
      numbered.push((await db.database.prisma.request.findUniqueOrThrow({ where: { id } })).number.slice(5));
    }
    expect(numbered).toEqual(Array.from({ length: 12 }, (_, i) => String(999_999 + i)));
  });

  test('are closed with an outcome only', async () => {
    const close = { closedAt: new Date() };
    const { prisma } = db.database;
    await expect(prisma.request.update({ where: { id: requestId }, data: close })).rejects.toThrow(
      /closed_with_outcome/,
    );
  });
});

describe('the outcome of a request, for the application’s role', () => {
  const close = (outcome: string) =>
    db.database.prisma.request.update({ where: { id: requestId }, data: { outcome, closedAt: new Date() } });
  const NOTHING = /nothing stands behind the outcome/;
  const confirmed = async (outcome: string, words: { reasonLaw?: string; reasonFact?: string } = {}) => {
    const { prisma } = db.database;
    const { id } = await decide(outcome, words);
    await expect(close(outcome === 'approved' ? 'granted' : 'refused')).rejects.toThrow(NOTHING);
    await prisma.decision.update({ where: { id }, data: { confirmedAt: new Date() } });
  };

  test('G2: is never what nothing shows', async () => {
    for (const outcome of ['granted', 'refused', 'withdrawn']) await expect(close(outcome)).rejects.toThrow(NOTHING);
    const row = await db.database.prisma.request.findUniqueOrThrow({ where: { id: requestId }, omit: { id: true } });
    const closed = { ...row, number: 'X-1', data: {}, outcome: 'granted', closedAt: new Date() };
    await expect(db.database.prisma.request.create({ data: closed })).rejects.toThrow(/filed before it is closed/);
  });

  test('G2: is granted by the effect that was applied, once, and not refused then', async () => {
    await anAppliedChange(db.database.prisma, requestId, claire);
    await expect(close('refused')).rejects.toThrow(NOTHING);
    await close('granted');
    await expect(close('closed')).rejects.toThrow(/closed already/);
  });

  const sheet = (steps: string) =>
    db.asOwner(
      `update circuit_version set sheet = sheet || jsonb_build_object('steps', $1::jsonb) where kind = 'essai'`,
      [steps],
    );

  test('G2: is granted by a confirmed visa where the circuit has people give one, and no more', async () => {
    await confirmed('approved');
    await expect(close('granted')).rejects.toThrow(NOTHING);
    await sheet('[{"decision": "visa"}, {"decision": "signature"}]');
    await expect(close('granted')).rejects.toThrow(NOTHING);
    await sheet('[{"decision": "visa"}]');
    await close('granted');
    await sheet('[]');
  });

  test('G2: is granted by a favorable opinion where nobody decides more, but not of who started it', async () => {
    const { prisma } = db.database;
    taskKey = await aTask(prisma, requestId, 'valideur', 'opinion');
    const { id } = await decide('favorable', {}, 'opinion');
    await prisma.decision.update({ where: { id }, data: { confirmedAt: new Date() } });
    await sheet('[{"decision": "opinion"}]');
    const startedBy = (who: string | null) =>
      db.asOwner('update request set filed_by_id = $1::uuid where id = $2::uuid', [who, requestId]);
    await startedBy(victor);
    await expect(close('granted')).rejects.toThrow(NOTHING);
    await startedBy(null);
    await close('granted');
    await sheet('[]');
  });

  test('G2: is refused by a confirmed refusal with its reasons', async () => {
    await confirmed('refused', { reasonLaw: 'Article 1', reasonFact: 'Le service.' });
    await close('refused');
  });

  test('G2: is refused by nobody without reasons', async () => {
    await confirmed('refused');
    await expect(close('refused')).rejects.toThrow(NOTHING);
  });

  test('G2: is withdrawn once that was accepted', async () => {
    const { prisma } = db.database;
    const { id } = await prisma.withdrawal.create({ data: { requestId, byId: claire } });
    await expect(close('withdrawn')).rejects.toThrow(NOTHING);
    await prisma.withdrawal.update({ where: { id }, data: { acceptedAt: new Date() } });
    await close('withdrawn');
  });

  test('G2: a silence speaks from its day on, and refuses then', async () => {
    const { prisma } = db.database;
    const silence = { requestId, kind: 'silence', factKey: 'silence', detail: { means: 'rejection' } };
    const record = () => prisma.requestEvent.create({ data: silence });
    await expect(record()).rejects.toThrow(/delay is not over/);
    const { filedAt } = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
    const last = deadline(filedAt, { after: silenceOf('essai').after });
    const ends = (silenceAt: Date | null) => prisma.request.update({ where: { id: requestId }, data: { silenceAt } });
    for (const early of [new Date(Date.now() - 3_600_000), new Date((last?.getTime() ?? 0) - 86_400_000)])
      await expect(ends(early)).rejects.toThrow(/no earlier than the law says/);
    await ends(last);
    await expect(record()).rejects.toThrow(/delay is not over/);
    // As if that day were past.
    await db.asOwner(`update request set silence_at = now() - interval '1 hour' where id = $1`, [requestId]);
    const accepting = prisma.requestEvent.create({ data: { ...silence, detail: { means: 'acceptance' } } });
    await expect(accepting).rejects.toThrow(/another meaning/);
    await record();
    await close('refused');
  });

  test('G2: a silence is counted in days of the place where the request was filed', async () => {
    const { prisma } = db.database;
    const { structureId } = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
    for (const timeZone of PLACE_CLOCKS)
      await prisma.structure.update({ where: { id: structureId }, data: { timeZone } });
    const nowhere = prisma.structure.update({ where: { id: structureId }, data: { timeZone: 'Europe/Atlantis' } });
    await expect(nowhere).rejects.toThrow(/structure_has_a_clock/);
    await prisma.structure.update({ where: { id: structureId }, data: { timeZone: 'Pacific/Tahiti' } });
    // The last evening of February in Papeete, the first morning of March in Paris.
    const filedAt = new Date('2027-03-01T05:00:00Z');
    await db.asOwner('update request set filed_at = $2 where id = $1', [requestId, filedAt]);
    const last = deadline(filedAt, { after: silenceOf('essai').after }, [], 'Pacific/Tahiti');
    const ends = (silenceAt: Date | null) => prisma.request.update({ where: { id: requestId }, data: { silenceAt } });
    await expect(ends(new Date((last?.getTime() ?? 0) - 86_400_000))).rejects.toThrow(/no earlier than the law says/);
    await ends(last);
  });

  test('G2: a silence means what the law says of its kind, after as long, here and in the rule', async () => {
    for (const kind of [...Object.keys(OF_KIND), 'essai', 'disponibilite-de-droit', 'detachement-2']) {
      const { after, means } = silenceOf(kind);
      const [law] = await db.database.prisma.$queryRaw<{ means: string; same: boolean }[]>`
        select silence_meaning(${kind}) as means, silence_delay(${kind}) = ${after}::interval as same`;
      expect([kind, law]).toEqual([kind, { means, same: true }]);
    }
  });
});

describe('what is said of a request', () => {
  test('closes it once: neither open again, nor with another outcome or instant', async () => {
    const { prisma } = db.database;
    await prisma.request.update({ where: { id: requestId }, data: { outcome: 'closed', closedAt: new Date() } });
    for (const data of [{ outcome: null, closedAt: null }, { closedAt: new Date(0) }, { outcome: 'granted' }])
      await expect(prisma.request.update({ where: { id: requestId }, data })).rejects.toThrow(/closed already/);
  });

  test('until when it can be stopped: after its filing, a day ahead, once two people agreed', async () => {
    const { prisma } = db.database;
    const { id: _, number, ...filed } = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
    const row = { ...filed, data: {}, number: `${number}-again` };
    for (const stopUntil of [new Date(0), new Date(Date.now() + 86_400_000)])
      await expect(prisma.request.create({ data: { ...row, stopUntil } })).rejects.toThrow(/after its filing/);
    const say = (stopUntil: Date) => prisma.request.update({ where: { id: requestId }, data: { stopUntil } });
    for (const hours of [-1, 1, 22])
      await expect(say(new Date(Date.now() + hours * 3_600_000))).rejects.toThrow(/a day ahead/);
    await expect(say(new Date(Date.now() + 86_400_000))).rejects.toThrow(/before two people agreed/);
  });
});

describe('the tree', () => {
  test('refuses a structure whose path does not go through its parent', async () => {
    const other = await aStructure(db.database.prisma, 'Autre');
    const bad = { ...court, path: other.path };
    await expect(aStructure(db.database.prisma, 'Perdue', bad)).rejects.toThrow(/path does not go through its parent/);
  });

  test('knows what is above, and follows a structure that moves', async () => {
    const { prisma } = db.database;
    const [north, south] = [await aStructure(prisma, 'Nord'), await aStructure(prisma, 'Sud')];
    const office = await aStructure(prisma, 'Bureau', north);
    const above = async () =>
      (await prisma.structureAbove.findMany({ where: { structureId: office.id }, orderBy: { distance: 'asc' } })).map(
        (row) => row.aboveId,
      );
    expect(await above()).toEqual([office.id, north.id]);
    await prisma.structure.update({
      where: { id: office.id },
      data: { parentId: south.id, path: `${south.path}${office.id}/` },
    });
    expect(await above()).toEqual([office.id, south.id]);
  });
});

describe('themes of the situation', () => {
  const published = async (theme: object, name = 'contact') => {
    const content = new TextEncoder().encode(JSON.stringify(theme));
    const sha256 = createHash('sha256').update(content).digest('hex');
    await keepThemes(db.database.prisma, [{ path: `_situation/${name}.json`, content, sha256 }]);
    return sha256;
  };
  const contact = shippedTheme('contact');

  test('G2: the database asks each type of field for the guarantee that the code asks it for', async () => {
    const floors = await db.database.prisma.$queryRaw<{ type: string; floor: string | null }[]>`
      select type, field_floor(type) as floor from unnest(${[...FIELD_TYPES, 'anything-else']}::text[]) as type`;
    expect(Object.fromEntries(floors.map(({ type, floor }) => [type, floor]))).toEqual({
      ...FLOOR_OF_TYPE,
      'anything-else': null,
    });
    const themes = await db.database.prisma.situationTheme.findMany();
    for (const { definition, floor } of themes) expect(floor).toBe(guaranteeOf(definition as unknown as Theme));
  });

  test('may ask for a stronger guarantee, and from then on for no weaker one', async () => {
    const account = shippedTheme('coordonnees-bancaires');
    const weaker = {
      ...account,
      fields: account.fields.map((field) => ({ ...field, type: 'text' })),
      guarantee: 'self',
    };
    await expect(published(weaker, account.name)).rejects.toThrow(/goes below/);
    const name = 'essai-garantie';
    const theme = { ...contact, name, use: undefined };
    await published(theme, name);
    await published({ ...theme, guarantee: 'checked' }, name);
    await expect(published({ ...theme, title: { fr: 'Encore', en: 'Again' } }, name)).rejects.toThrow(/goes below/);
  });

  test('keep what values hold: a field of theirs does not go, nor become of another type, nor lose its seal', async () => {
    const [phone, ...others] = contact.fields;
    await takenOver(db.asOwner, claire, { theme: 'contact', value: { phone: '+33612345678' } });
    await expect(published({ ...contact, fields: others })).rejects.toThrow(/still hold « phone »/);
    await expect(published({ ...contact, fields: [{ ...phone, type: 'text' }, ...others] })).rejects.toThrow(
      /still hold/,
    );
    const label = { fr: 'Portable', en: 'Mobile' };
    await expect(published({ ...contact, fields: [{ ...phone, label }, ...others] })).resolves.toHaveLength(64);
  });

  test('are what their file says, and each use is one theme’s', async () => {
    const { prisma } = db.database;
    const forged = prisma.$executeRaw`
      insert into situation_theme (sha256, name, source, definition, floor)
      values (${'0'.repeat(64)}, 'contact', ${JSON.stringify(contact)}, '{}', 'self')`;
    await expect(forged).rejects.toThrow(/not that of its file/);
    await expect(published({ ...contact, name: 'autre' }, 'autre')).rejects.toThrow(/used so/);
    await expect(published({ ...contact, use: undefined })).rejects.toThrow(/does not change/);
  });
});

test('what is put right stays, and no longer stands; nothing is put right twice, nor of another', async () => {
  const { prisma } = db.database;
  const personId = await aPerson('Léa').postedIn(court).make(db.database);
  const known = (number: string) => ({ phone: number });
  await takenOver(db.asOwner, personId, { theme: 'contact', value: known('+33611111111') });
  const { id } = await prisma.situationEntry.findFirstOrThrow({ where: { personId } });
  const correct = (of: string) =>
    db.asOwner(
      `insert into situation_entry (id, person_id, theme, theme_sha256, "from", value, origin, at, cites_id)
       select gen_random_uuid(), $1, theme, theme_sha256, "from", '{"phone": "+33622222222"}', 'correction', now(), id
         from situation_entry where id = $2`,
      [of, id],
    );
  await expect(correct(claire)).rejects.toThrow(/nothing of this person/);
  await correct(personId);
  await expect(correct(personId)).rejects.toThrow(/nothing of this person/);
  expect((await lastEntry(prisma, personId, 'contact'))?.value).toEqual({ phone: '+33622222222' });
  expect(await prisma.situationEntry.count({ where: { personId } })).toBe(2);
});

describe('G4: the database knows the telephones that the code knows', () => {
  const filed = new Date('2026-11-24T10:00:00Z');
  const MINUTE = 1 / 1440;
  const [own, thief, third] = ['+33142761717', '+33666666666', '+33612345678'];

  test.each<[string, [daysBefore: number, former: string | null][], string[]]>([
    ['a number that never changed is known', [], [own]],
    [
      'a number that stood one minute is not',
      [
        [40, own],
        [40 - MINUTE, thief],
      ],
      [own],
    ],
    [
      'nor one that stood twenty-nine days, and was replaced',
      [
        [60, third],
        [31, thief],
      ],
      [own, third],
    ],
    [
      'one that stood thirty days is, as is the one before',
      [
        [80, third],
        [50, thief],
      ],
      [own, thief, third],
    ],
    [
      'a change of another thing ends nothing',
      [
        [80, third],
        [60, thief],
        [50, thief],
      ],
      [own, thief, third],
    ],
    [
      'one taken away for a while began anew',
      [
        [50, own],
        [29, null],
      ],
      [own],
    ],
    ['one given yesterday is not', [[1, third]], [third]],
  ])('%s', async (_what, changes, known) => {
    const { prisma } = db.database;
    const personId = await aPerson('Léa').postedIn(court).make(db.database);
    // The value before each change, then the present one.
    const values = [...changes.map(([, former]) => former), own];
    for (const [index, phone] of values.entries()) {
      const days = changes[index - 1]?.[0];
      const at = days === undefined ? new Date('2020-01-01') : new Date(filed.getTime() - days * 86_400_000);
      const value = phone === null ? {} : { phone };
      await takenOver(db.asOwner, personId, { theme: 'contact', value, from: parisDay(at), at });
    }
    const inCode = phonesIn(knownBefore(await contactHistory(prisma, personId), filed));
    const inDatabase = await prisma.$queryRaw<{ phone: string }[]>`
      select phone from unnest(${[own, thief, third]}::text[]) as phone
       where phone_known_before(${personId}::uuid, phone, ${filed})`;
    expect([inCode, inDatabase.map(({ phone }) => phone)].map((phones) => phones.sort())).toEqual([
      known.sort(),
      known.sort(),
    ]);
  });
});

describe('the channel of changes', () => {
  test('notifies of a request, its steps, its tasks and notifications, with identifiers alone', async () => {
    const { prisma } = db.database;
    const heard: string[] = [];
    let done = () => {};
    const finished = new Promise<void>((resolve) => {
      done = resolve;
    });
    const listening = listen(db.url, [
      subscription(changes, (change) => {
        heard.push(changes.write(change));
        if (change.what === 'notification') done();
      }),
    ]);
    await listening.connected;
    await prisma.requestEvent.create({ data: { requestId, kind: 'filed', factKey: 'filed' } });
    await prisma.task.update({ where: { key: taskKey }, data: { state: 'completing' } });
    await prisma.notification.create({
      data: { dedupeKey: 'd', requestId, recipientId: claire, message: 'acknowledged', messageId: 'm' },
    });
    await finished;
    await listening.close();
    const request = `request:${requestId}`;
    expect(heard).toEqual([request, request, `tasks:${victor}`, `notification:${claire}`]);
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkAudit } from '#application/evidence/check-audit.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { verifyChain } from '#domain/evidence/audit.ts';
import { chain, type Evidence, GENESIS_HASH } from '#domain/evidence/evidence.ts';
import { readChain } from '#prisma/audit.ts';
import { eventually, type WorkerBench } from '#workers/testing/bench.ts';
import { addressOf, type Cast } from '#workers/testing/people.ts';
import { type Actors, openPlay, SIGN_IN } from '#workers/testing/play.ts';

let bench: WorkerBench;
let cast: Cast;
let people: Actors;

beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  await bench.start();
});

afterAll(() => bench?.close());

describe('a request for part-time work', () => {
  test('is reviewed, completed, signed, sealed, filed and notified, once each', async () => {
    const { prisma } = bench.db.database;
    const requestId = await people.file();
    expect(await people.at(requestId, 'avis-superieur', cast.superior, 'favorable')).toHaveProperty('decisionId');
    await people.at(requestId, 'visa', cast.checker, 'complement', { reason: 'Précisez les jours travaillés.' });
    await people.at(requestId, 'complement', cast.agent, 'completed', { reason: 'Du lundi au jeudi.' });
    await people.at(requestId, 'visa', cast.checker, 'approved');
    const { sha256, result } = await people.sign(requestId, 'signature-arrete');
    expect(result).toHaveProperty('decisionId');
    expect((await people.closed(requestId)).outcome).toBe('granted');

    const act = await prisma.act.findFirstOrThrow({ where: { requestId } });
    expect(act.previewSha256).toBe(sha256);
    const { steps, act: said, request: answered } = act.evidence as unknown as Evidence;
    const { number } = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
    const [registered, ...otherNumbers] = await prisma.registeredAct.findMany({ where: { requestId } });
    expect(otherNumbers).toEqual([]);
    expect(registered).toMatchObject({ number: said.number, state: 'in-force', agentId: cast.agent });
    expect([said.number === number, answered?.number]).toEqual([false, number]);
    const { authentication } = steps.find(({ outcome }) => outcome === 'signed') ?? {};
    expect(authentication).toEqual({ ...SIGN_IN, method: 'oidc+totp' });
    const shown = await bench.documents.read(sha256);
    const sealed = await bench.documents.read(act.sealedSha256 ?? '');
    expect(Buffer.compare(sealed.subarray(0, shown.length), shown)).toBe(0);
    expect(await prisma.dossierPiece.findMany({ where: { actId: act.id } })).toMatchObject([{ number: 1 }]);
    expect(await prisma.situationEntry.findMany({ where: { requestId } })).toMatchObject([{ value: { quota: 80 } }]);
    const opinions = await prisma.decision.findMany({ where: { requestId, kind: 'opinion' } });
    expect(opinions).toHaveLength(1);
    const decisions = await prisma.decision.findMany({ where: { requestId } });
    expect(decisions.every(({ confirmedAt }) => confirmedAt !== null)).toBe(true);

    for (const person of [cast.agent, cast.superior, cast.checker, cast.signer, cast.manager]) {
      const address = await addressOf(bench.db.database, person);
      const [mail, ...others] = await eventually(async () => {
        const found = bench.mail.to(address).filter(({ attachments }) => attachments.length > 0);
        return found.length > 0 && found;
      });
      expect(others).toEqual([]);
      expect(Buffer.from(mail?.attachments[0]?.content as ArrayBuffer)).toEqual(Buffer.from(sealed));
    }
    expect(await bench.db.database.transaction(async (tx) => verifyChain(await readChain(tx, cast.agent)))).toBeNull();
  });

  test('falls due at no day, and silence says nothing of it, while the agent is asked for a complement', async () => {
    const clocksOf = (id: string) =>
      bench.db.database.prisma.request.findUniqueOrThrow({
        where: { id },
        select: { reminderAt: true, dueAt: true, silenceAt: true },
      });
    const requestId = await people.file();
    await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
    await people.taskAt(requestId, 'visa');
    const { silenceAt, ...others } = await clocksOf(requestId);
    expect([silenceAt, ...Object.values(others)]).not.toContain(null);
    await people.at(requestId, 'visa', cast.checker, 'complement', { reason: 'Précisez les jours travaillés.' });
    await people.taskAt(requestId, 'complement');
    expect(await clocksOf(requestId)).toEqual({ reminderAt: null, dueAt: null, silenceAt: null });
    await people.at(requestId, 'complement', cast.agent, 'completed', { reason: 'Du lundi au jeudi.' });
    await people.taskAt(requestId, 'visa');
    expect((await clocksOf(requestId)).silenceAt).toEqual(silenceAt);
    await people.withdraw(requestId);
    expect((await people.closed(requestId)).outcome).toBe('withdrawn');
  });

  test('is refused with reasons in law and in fact, and everyone who acted is notified', async () => {
    const { prisma } = bench.db.database;
    const requestId = await people.file();
    await people.at(requestId, 'avis-superieur', cast.superior, 'unfavorable', { reason: 'Effectif insuffisant.' });
    await people.at(requestId, 'visa', cast.checker, 'approved');
    const { key } = await people.taskAt(requestId, 'signature-arrete');
    expect(await people.decide(key, cast.signer, 'refused', { reasonLaw: 'Article L612-1 du CGFP.' })).toEqual({
      refused: 'decision-invalid',
    });
    const today = parisDay(new Date());
    await people.decide(key, cast.signer, 'refused', {
      reasonLaw: 'Article L612-1 du code général de la fonction publique : nécessités du service.',
      // As pasted from a PDF and from Word.
      reasonFact: '\uf0b7 Deux postes sur cinq sont vacants au greﬀe.',
      interviewOn: today,
    });
    expect((await people.sign(requestId, 'signature-refus')).result).toHaveProperty('decisionId');
    expect((await people.closed(requestId)).outcome).toBe('refused');
    expect(await prisma.act.findMany({ where: { requestId, sealedAt: { not: null } } })).toMatchObject([
      { template: 'refusal' },
    ]);
    expect(await prisma.situationEntry.count({ where: { requestId } })).toBe(0);
    const told = await prisma.notification.findMany({ where: { requestId, message: 'act-refused' } });
    expect(new Set(told.map(({ recipientId }) => recipientId))).toEqual(
      new Set([cast.agent, cast.superior, cast.checker, cast.signer, cast.manager]),
    );
  });

  test('of someone whose grade no font draws: the signer is told which characters, each time they ask', async () => {
    const { prisma } = bench.db.database;
    const gradeOf = (grade: string) => prisma.posting.updateMany({ where: { personId: cast.agent }, data: { grade } });
    const requestId = await people.file();
    await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
    await gradeOf('Greffière 日');
    await people.at(requestId, 'visa', cast.checker, 'approved');
    const { key } = await people.taskAt(requestId, 'signature-arrete');
    await gradeOf('Greffière');
    for (let turn = 0; turn < 2; turn++) {
      expect(await people.preview(key, cast.signer)).toEqual({
        refused: 'act-unprintable',
        params: { characters: '日' },
      });
    }
    await people.withdraw(requestId);
    await people.closed(requestId);
  });

  test('is withdrawn while nothing is decided, and whoever acted is notified; after the signature it is too late', async () => {
    const { prisma } = bench.db.database;
    const requestId = await people.file();
    await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
    const { key } = await people.taskAt(requestId, 'visa');
    expect(await people.withdraw(requestId)).toHaveProperty('withdrawalId');
    expect((await people.closed(requestId)).outcome).toBe('withdrawn');
    expect(await prisma.task.findUniqueOrThrow({ where: { key } })).toMatchObject({ state: 'canceled' });
    const told = await prisma.notification.findMany({ where: { requestId, message: 'withdrawn' } });
    expect(told.map(({ recipientId }) => recipientId).sort()).toEqual([cast.agent, cast.superior, cast.manager].sort());
    expect(await people.behindThePortal.withdraw(requestId)).toEqual({ refused: 'withdrawal-too-late' });
  });
});

describe('whoever holds the database', () => {
  test('makes a whole chain anew, and is contradicted by the acts that were sealed on it', async () => {
    const { db } = bench;
    const broken = async () => {
      const found: string[] = [];
      for await (const { chain, breaks } of checkAudit(db))
        found.push(...breaks.map(({ sequence, reason }) => `${chain} ${sequence}: ${reason}`));
      return found;
    };
    expect(await broken()).toEqual([]);
    const statements: string[] = [];
    let previous = GENESIS_HASH;
    for (const { previousHash: _previous, hash: _hash, ...event } of await readChain(db.database.prisma, cast.agent)) {
      const forged = chain(previous, event.sequence === 1 ? { ...event, subject: 'another' } : event);
      statements.push(
        `update audit_event set subject = '${forged.subject}', previous_hash = '${forged.previousHash}', hash = '${forged.hash}'
          where chain = '${cast.agent}' and sequence = ${forged.sequence}`,
      );
      previous = forged.hash;
    }
    await db.asOwner(
      [
        'alter table audit_event disable trigger audit_event_stays',
        ...statements,
        'alter table audit_event enable always trigger audit_event_stays',
      ].join('; '),
    );
    const acts = await db.database.prisma.act.count({
      where: { sealedAt: { not: null }, request: { agentId: cast.agent } },
    });
    const found = await broken();
    expect(found).toHaveLength(acts);
    for (const line of found)
      expect(line).toMatch(new RegExp(`^${cast.agent} \\d+: act .+ was sealed when another event stood here$`));
  });
});

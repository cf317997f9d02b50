import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { keepDecision } from '#application/tasks/reply-to-decision.ts';
import { accepted } from '#domain/outbox/outbox-command.ts';
import { enqueue, readAnswer } from '#prisma/repositories/messages/outbox.ts';
import { aPerson } from '#prisma/testing/builders.ts';
import { eventually, type WorkerBench } from '../../testing/bench.ts';
import { addressOf, type Cast } from '../../testing/people.ts';
import { type Actors, openPlay } from '../../testing/play.ts';

let bench: WorkerBench;
let cast: Cast;
let people: Actors;
beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  await bench.start();
});
afterAll(() => bench?.close());

const prisma = () => bench.db.database.prisma;

/** A request whose act waits to be signed, and what its signatory has read and proved. */
async function toSign() {
  const requestId = await people.file();
  await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
  await people.at(requestId, 'visa', cast.checker, 'approved');
  const { key: taskKey } = await people.taskAt(requestId, 'signature-arrete');
  const { sha256 } = accepted(await people.preview(taskKey, cast.signer));
  const now = Date.now();
  const person = { taskKey, personId: cast.signer, sha256, method: 'totp' };
  const { id: stepUpId } = await prisma().stepUpProof.create({
    data: { ...person, verifiedAt: new Date(now), expiresAt: new Date(now + 300_000) },
  });
  return { requestId, taskKey, sha256, stepUpId };
}

type ToSign = Awaited<ReturnType<typeof toSign>>;

/** They sign while the engine is slow: the portal answers that the signature is kept; it goes out once `meanwhile` happened. */
async function signedAndKept(
  { requestId, taskKey, sha256, stepUpId }: ToSign,
  { kept = true, meanwhile = async () => {} }: { kept?: boolean; meanwhile?: () => Promise<unknown> } = {},
) {
  const at = new Date();
  const intent = { taskKey, requestId, authorId: cast.signer, outcome: 'signed', shownSha256: sha256, stepUpId };
  const { id: decisionId } = await prisma().decisionIntent.create({
    data: { ...intent, authentication: {}, decidedAt: at },
  });
  const keep = () => bench.db.database.transaction((tx) => keepDecision(tx, { decisionId, taskKey, at }));
  if (kept) expect(await keep()).toBeNull();
  await meanwhile();
  const payload = { requestId, intentId: decisionId };
  const command = await bench.db.database.transaction((tx) => enqueue(tx, { command: 'complete-task', payload }));
  const answer = await eventually(() => readAnswer(prisma(), command));
  return { answer, keep };
}

const toldOf = (requestId: string) =>
  prisma().notification.findMany({
    where: { requestId, recipientId: cast.signer, message: { startsWith: 'decision-' } },
    select: { message: true },
  });

describe('a signatory who was answered that their signature is kept is told when it does not count', () => {
  test.each<[string, (signing: ToSign) => Promise<unknown>, string, string]>([
    [
      'the request was withdrawn meanwhile',
      ({ requestId }) => people.withdraw(requestId).then(() => people.closed(requestId)),
      'task-ended',
      'decision-over',
    ],
    [
      'the act was drafted anew meanwhile',
      ({ requestId }) =>
        prisma().act.updateMany({ where: { requestId }, data: { draftedAt: new Date(Date.now() + 60_000) } }),
      'preview-outdated',
      'decision-again',
    ],
    [
      'their proof went out of date meanwhile',
      ({ stepUpId }) => prisma().stepUpProof.update({ where: { id: stepUpId }, data: { usedAt: new Date() } }),
      'step-up-required',
      'decision-again',
    ],
    [
      'somebody else took the step meanwhile',
      async ({ taskKey }) => {
        const other = await aPerson('Hélène')
          .postedIn(cast.office)
          .holding('signataire', cast.office)
          .make(bench.db.database);
        await prisma().task.update({ where: { key: taskKey }, data: { assigneeId: other } });
      },
      'task-assigned-to-another',
      'decision-unentitled',
    ],
  ])('%s', async (_why, meanwhile, code, message) => {
    const signing = await toSign();
    const { answer } = await signedAndKept(signing, { meanwhile: () => meanwhile(signing) });
    expect(answer).toEqual({ refused: code });
    expect(await toldOf(signing.requestId)).toEqual([{ message }]);
    const { number } = await prisma().request.findUniqueOrThrow({ where: { id: signing.requestId } });
    const address = await addressOf(bench.db.database, cast.signer);
    const mail = await eventually(async () =>
      bench.mail.to(address).find(({ text }) => text?.includes('n’a pas pris effet') && text.includes(number)),
    );
    expect(mail.text).toContain('Ce que vous aviez décidé reste au journal');
    expect(await prisma().decision.count({ where: { taskKey: signing.taskKey, kind: 'signature' } })).toBe(0);
  });

  test('their right ended meanwhile: their mail says that they no longer had the power', async () => {
    const signing = await toSign();
    const ended = () =>
      prisma().habilitation.updateMany({ where: { personId: cast.signer }, data: { until: new Date('2026-01-01') } });
    const { answer } = await signedAndKept(signing, { meanwhile: ended });
    expect(answer).toEqual({ refused: 'forbidden' });
    expect(await toldOf(signing.requestId)).toEqual([{ message: 'decision-unentitled' }]);
    await bench.db.asOwner('update habilitation set until = null where person_id = $1', [cast.signer]);
  });

  test('not by a mail when they were answered the refusal itself, at once or just before « kept »', async () => {
    const signing = await toSign();
    const spent = () => prisma().stepUpProof.update({ where: { id: signing.stepUpId }, data: { usedAt: new Date() } });
    const { answer, keep } = await signedAndKept(signing, { kept: false, meanwhile: spent });
    expect(answer).toEqual({ refused: 'step-up-required' });
    expect(await toldOf(signing.requestId)).toEqual([]);
    expect(await keep()).toEqual({ code: 'step-up-required', params: {}, faults: [] });
  });
});

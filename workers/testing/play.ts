import { accepted, type OutboxCommandName, type OutboxId } from '../../domain/outbox-command.ts';
import { factKey } from '../../domain/request-event.ts';
import type { Prisma } from '../../prisma/client.ts';
import { enqueue, readAnswer } from '../../prisma/repositories/outbox.ts';
import { recordRequestEvent } from '../../prisma/repositories/progress.ts';
import { eventually, type WorkerBench } from './bench.ts';
import type { Cast } from './people.ts';

export const KIND = 'temps-partiel-sur-autorisation';

/** A request that lacks nothing; its period is far enough for the notice of two months. */
export function aRequestData(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const year = new Date().getFullYear() + 1;
  return {
    startDate: `${year}-09-01`,
    endDate: `${year + 1}-08-31`,
    quota: '80',
    reasonKind: 'other',
    reason: 'Une organisation sur quatre jours.',
    ...changes,
  };
}

/** People's part of the work, written as the server writes it. */
export function actors({ db, documents }: WorkerBench, cast: Cast) {
  const { database } = db;
  const { prisma } = database;

  const answerTo = <Name extends OutboxCommandName>(id: OutboxId<Name>) => eventually(() => readAnswer(prisma, id));
  const taskAt = (requestId: string, elementId: string) =>
    eventually(() => prisma.task.findFirst({ where: { requestId, elementId, state: 'created' } }));
  const closed = (requestId: string) =>
    eventually(() => prisma.request.findFirst({ where: { id: requestId, closedAt: { not: null } } }));

  /** Files a request of the agent; or an act of another kind, started by somebody for them. */
  async function file(
    data = aRequestData(),
    { kind = KIND, filedById = null }: { kind?: string; filedById?: string | null } = {},
  ): Promise<string> {
    const filedAt = new Date();
    const version = await prisma.circuitVersion.findFirstOrThrow({ where: { kind, current: true } });
    const { sha256, size } = await documents.put(Buffer.from('%PDF-1.7 justificatif'));
    return database.transaction(async (tx) => {
      const [row] = await tx.$queryRaw<{ number: string }[]>`select next_request_number(${filedAt}) as number`;
      const request = await tx.request.create({
        data: {
          number: row?.number ?? '',
          kind,
          filedById,
          versionId: version.id,
          agentId: cast.agent,
          structureId: cast.office.id,
          data: data as Prisma.InputJsonObject,
          filedAt,
          pieces: {
            create: [
              {
                sha256,
                size,
                mediaType: 'application/pdf',
                fileName: 'justificatif.pdf',
                pieceType: 'justification',
                ownerId: cast.agent,
              },
            ],
          },
        },
      });
      const requestId = request.id;
      await recordRequestEvent(tx, { requestId, kind: 'filed', factKey: factKey('filed'), at: filedAt });
      await enqueue(tx, { command: 'start-instance', payload: { requestId } });
      return requestId;
    });
  }

  type Words = Partial<
    Record<'reason' | 'reasonLaw' | 'reasonFact' | 'shownSha256' | 'stepUpId', string> & {
      interviewOn: Date;
      answers: object;
    }
  >;

  /** Writes an intent and its command, as one click does. */
  async function intend(
    taskKey: string,
    authorId: string,
    outcome: string,
    words: Words = {},
  ): Promise<OutboxId<'complete-task'>> {
    const { requestId } = await prisma.task.findUniqueOrThrow({ where: { key: taskKey } });
    return database.transaction(async (tx) => {
      const intent = await tx.decisionIntent.create({
        data: {
          taskKey,
          requestId,
          authorId,
          outcome,
          authentication: { method: 'password', strength: 'single' },
          decidedAt: new Date(),
          ...words,
        },
      });
      return enqueue(tx, { command: 'complete-task', payload: { requestId, intentId: intent.id } });
    });
  }

  const decide = async (taskKey: string, authorId: string, outcome: string, words: Words = {}) =>
    answerTo(await intend(taskKey, authorId, outcome, words));

  /** Waits for a step, then decides there. */
  const at = async (requestId: string, elementId: string, authorId: string, outcome: string, words: Words = {}) =>
    decide((await taskAt(requestId, elementId)).key, authorId, outcome, words);

  const preview = async (taskKey: string, signerId: string) =>
    answerTo(
      await database.transaction((tx) => enqueue(tx, { command: 'render-preview', payload: { taskKey, signerId } })),
    );

  /** Reads the act, proves who they are, signs. */
  async function sign(requestId: string, elementId: string, signerId = cast.signer) {
    const { key } = await taskAt(requestId, elementId);
    const { sha256 } = accepted(await preview(key, signerId));
    const proof = await prisma.stepUpProof.create({
      data: {
        taskKey: key,
        personId: signerId,
        sha256,
        method: 'totp',
        verifiedAt: new Date(),
        expiresAt: new Date(Date.now() + 300_000),
      },
    });
    const result = await decide(key, signerId, 'signed', { shownSha256: sha256, stepUpId: proof.id });
    return { sha256, result, taskKey: key, proofId: proof.id };
  }

  async function withdraw(requestId: string, byId = cast.agent) {
    const outboxId = await database.transaction(async (tx) => {
      const { id } = await tx.withdrawal.create({ data: { requestId, byId } });
      return enqueue(tx, { command: 'withdraw', payload: { requestId, withdrawalId: id } });
    });
    return answerTo(outboxId);
  }

  return { file, taskAt, closed, intend, decide, at, preview, sign, withdraw, answerTo };
}

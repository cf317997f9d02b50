import type { Expression } from 'kysely';
import type { Prisma, Tx } from '../../client.ts';
import { db, exists, statement } from '../../connection/typed-sql.ts';

/** Writes a withdrawal and returns its id; the database refuses a second one while one waits. */
export async function insertWithdrawal(
  tx: Tx,
  withdrawal: { requestId: string; byId: string; reason: string | null; askedAt: Date },
): Promise<string> {
  return (await tx.withdrawal.create({ data: withdrawal, select: { id: true } })).id;
}

/** The last withdrawal of a request, with the columns of `answerTo`. */
export const LAST_WITHDRAWAL = {
  orderBy: [{ askedAt: 'desc' }, { id: 'desc' }],
  take: 1,
  select: { acceptedAt: true, refusedAt: true },
} satisfies Prisma.Request$withdrawalsArgs;

/** The answer to the last withdrawal of a request. */
export type WithdrawalAnswer = 'none' | 'pending' | 'accepted' | 'refused';

/** Returns the answer to a withdrawal; « none » without one. */
export function answerTo(asked: { acceptedAt: Date | null; refusedAt: Date | null } | undefined): WithdrawalAnswer {
  if (asked === undefined) return 'none';
  return asked.acceptedAt ? 'accepted' : asked.refusedAt ? 'refused' : 'pending';
}

/** Reads the answer to the last withdrawal of a request. */
export async function lastWithdrawal(tx: Tx, requestId: string): Promise<WithdrawalAnswer> {
  const [asked] = await tx.withdrawal.findMany({ where: { requestId }, ...LAST_WITHDRAWAL });
  return answerTo(asked);
}

/** True if a withdrawal waits or was accepted: nothing may be applied then. */
export const withdrawalStands = async (tx: Tx, requestId: string): Promise<boolean> =>
  (await standing.one(tx, { requestId })).stands;

const standing = statement((given: { requestId: string }) =>
  db.selectNoFrom(isWithdrawn(given.requestId).as('stands')),
);

/** True if a withdrawal of a request waits or was accepted. */
export const isWithdrawn = (requestId: string | Expression<string>) =>
  exists(db.selectFrom('withdrawal as w').where('w.request_id', '=', requestId).where('w.refused_at', 'is', null));

/**
 * Records the answer to a withdrawal: it took effect, or came too late; false if it was already
 * answered.
 */
export async function answerWithdrawal(
  tx: Tx,
  withdrawalId: string,
  { answer, at }: { readonly answer: 'accepted' | 'refused'; readonly at: Date },
): Promise<boolean> {
  const { count } = await tx.withdrawal.updateMany({
    where: { id: withdrawalId, acceptedAt: null, refusedAt: null },
    data: answer === 'accepted' ? { acceptedAt: at } : { refusedAt: at },
  });
  return count === 1;
}

import type { Prisma, Tx } from '../client.ts';
import { db, statement } from '../connection/typed-sql.ts';

/** Asks to withdraw; the database refuses a second one while one waits. */
export async function insertWithdrawal(
  tx: Tx,
  withdrawal: { requestId: string; byId: string; reason: string | null; askedAt: Date },
): Promise<string> {
  return (await tx.withdrawal.create({ data: withdrawal, select: { id: true } })).id;
}

/** The last withdrawal asked, and what `answerTo` reads of it. */
export const LAST_WITHDRAWAL = {
  orderBy: [{ askedAt: 'desc' }, { id: 'desc' }],
  take: 1,
  select: { acceptedAt: true, refusedAt: true },
} satisfies Prisma.Request$withdrawalsArgs;

export type WithdrawalAnswer = 'none' | 'pending' | 'accepted' | 'refused';

export function answerTo(asked: { acceptedAt: Date | null; refusedAt: Date | null } | undefined): WithdrawalAnswer {
  if (asked === undefined) return 'none';
  return asked.acceptedAt ? 'accepted' : asked.refusedAt ? 'refused' : 'pending';
}

/** What became of the last withdrawal asked. */
export async function lastWithdrawal(tx: Tx, requestId: string): Promise<WithdrawalAnswer> {
  const [asked] = await tx.withdrawal.findMany({ where: { requestId }, ...LAST_WITHDRAWAL });
  return answerTo(asked);
}

/** Whether a withdrawal was asked and may still be, or was, accepted: nothing is to be applied then. */
export const withdrawalStands = async (tx: Tx, requestId: string): Promise<boolean> =>
  (await standing.first(tx, { requestId })) !== null;

const standing = statement((given: { requestId: string }) =>
  db
    .selectFrom('withdrawal')
    .select('id')
    .where('request_id', '=', given.requestId)
    .where('refused_at', 'is', null)
    .limit(1),
);

/** Says what became of a withdrawal: it took effect, or came too late; false when it was answered before. */
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

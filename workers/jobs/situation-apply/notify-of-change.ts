import type { KnownContact } from '#domain/effect/known-contacts.ts';
import { CHANGED_MESSAGE } from '#domain/notice/notice.ts';
import type { Tx } from '#prisma/client.ts';
import { notify } from '#prisma/repositories/messages/notifications.ts';
import { addressesIn } from '#prisma/repositories/people/situation.ts';
import type { WorkerContext } from '../../context.ts';

interface NotifiedChange {
  readonly id: string;
  readonly number: string;
  readonly agentId: string;
  readonly theme: string;
  readonly known: readonly KnownContact[];
  readonly at: Date;
}

/** The portal’s own word to the agent, which no drawing can leave out. */
export async function notifyOfChange(
  tx: Tx,
  { baseUrl }: WorkerContext,
  { id, number, agentId, theme, known, at }: NotifiedChange,
): Promise<void> {
  await notify(tx, {
    requestId: id,
    message: CHANGED_MESSAGE,
    occasion: `applied:${theme}`,
    detail: { number, changedOn: at.toISOString() },
    recipients: [agentId],
    addresses: addressesIn(known).map((address) => ({ recipientId: agentId, address })),
    mailDomain: new URL(baseUrl).hostname,
  });
}

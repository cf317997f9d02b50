import type { OutboxPayloads } from '#domain/outbox/outbox-command.ts';
import type { Tx } from '#prisma/client.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import { uuid7 } from '#prisma/uuid7.ts';

/**
 * Queues the notification of people with requests under way in a structure that changes: a worker
 * sends it, since they may be thousands.
 */
export async function tellReorganised(
  tx: Tx,
  change: Omit<OutboxPayloads['tell-reorganisation'], 'changeId'>,
): Promise<void> {
  const payload = { ...change, changeId: uuid7(new Date()) };
  await enqueue(tx, { command: 'tell-reorganisation', payload });
}

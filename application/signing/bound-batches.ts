import { DomainError } from '#domain/errors.ts';
import type { Tx } from '#prisma/client.ts';
import { batchesWithinAnHour } from '#prisma/repositories/signing/batches.ts';

/**
 * More than anybody reads and decides in an hour; each has up to a thousand tasks and is kept for
 * good.
 */
const MAX_AN_HOUR = 200;
const RETRY_SECONDS = 600;

/**
 * Checks that a person has not made too many batches within an hour.
 * @throws {DomainError} batches-too-many
 */
export async function mustBeWithinBounds(tx: Tx, personId: string, at: Date): Promise<void> {
  if ((await batchesWithinAnHour(tx, personId, at)) >= MAX_AN_HOUR)
    throw new DomainError('batches-too-many', { max: MAX_AN_HOUR, seconds: RETRY_SECONDS });
}

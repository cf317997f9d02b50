import type { Tx } from '#prisma/client.ts';
import { currentVersionId, versionsOf } from '#prisma/repositories/circuits/circuits.ts';

/**
 * Returns the version that a draft of a kind begins from by default: the one in force, or the last
 * one of a closed kind, to be corrected; null: there is no such kind.
 */
export const versionToDraw = async (tx: Tx, kind: string): Promise<string | null> =>
  (await currentVersionId(tx, kind)) ?? (await versionsOf(tx, kind)).at(-1)?.id ?? null;

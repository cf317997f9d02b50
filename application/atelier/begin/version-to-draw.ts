import type { Tx } from '#prisma/client.ts';
import { currentVersionId, versionsOf } from '#prisma/repositories/circuits.ts';

/**
 * The version that a draft of a kind begins from, unless another one is named: the one in force; of a kind that is closed, its last
 * one, to be put right. Null: there is no such kind.
 */
export const versionToDraw = async (tx: Tx, kind: string): Promise<string | null> =>
  (await currentVersionId(tx, kind)) ?? (await versionsOf(tx, kind)).at(-1)?.id ?? null;

import { type AuditVerb, SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { Prisma, Tx } from '#prisma/client.ts';
import { lockTree, type StructureFacts } from '#prisma/repositories/administration/structures.ts';
import { administeredStructure, type Change, traceChange } from './change.ts';

/**
 * Changes a structure and records the change in the audit trail, with the tree locked. `work`
 * returns null when nothing changes.
 */
export async function changedStructure(
  tx: Tx,
  change: Change,
  id: string,
  verb: AuditVerb,
  work: (before: StructureFacts) => Promise<{ before: Prisma.InputJsonObject; after: Prisma.InputJsonObject } | null>,
): Promise<void> {
  await lockTree(tx);
  const before = await administeredStructure(tx, change, id);
  const changed = await work(before);
  if (changed === null) return;
  await traceChange(tx, change, { chain: SYSTEM_CHAIN, verb, subject: `structure:${id}`, ...changed });
}

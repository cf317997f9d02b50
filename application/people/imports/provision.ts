import type { ProvisionSource } from '#domain/people/import-line.ts';
import { isProposed } from '#prisma/repositories/administration/proposals.ts';
import { insertProvisioned, waitingAlready } from '#prisma/repositories/people/provisioned.ts';
import { authorOf } from '../../administration/change.ts';
import type { Wait } from '../../administration/powers/power.ts';

/** Instead of an id: it waits for its second administrator already. */
export const PROPOSED = 'proposed';

/**
 * What becomes of a power that came by a file or by SCIM and that two administrators give: it waits until one takes it up. What
 * waits already, here or for its second administrator, is not kept twice.
 */
export const provision =
  ({ source, batchId }: { readonly source: ProvisionSource; readonly batchId: string | null }): Wait =>
  async (tx, change, { subject, facts }) => {
    const there = (await waitingAlready(tx, subject)) ?? (await isProposed(tx, subject));
    if (typeof there === 'string') return there;
    if (there) return PROPOSED;
    const { kind, structureId, personId } = subject;
    const { at, reason } = change;
    const made = { kind, structureId, personId, facts, source, batchId, reason, madeById: authorOf(change), at };
    return insertProvisioned(tx, made);
  };

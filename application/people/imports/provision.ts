import type { ProvisionSource } from '#domain/people/import-line.ts';
import { isProposed } from '#prisma/repositories/administration/proposals.ts';
import { insertProvisioned, waitingAlready } from '#prisma/repositories/people/provisioned.ts';
import { authorOf } from '../../administration/change.ts';
import type { Wait } from '../../administration/powers/power.ts';

/** Returned in place of an id: the same power already waits for its second administrator. */
export const PROPOSED = 'proposed';

/**
 * Keeps a power that came by a file or by SCIM and takes two administrators: it waits until one
 * takes it up. One that already waits, here or as a proposal, is not stored twice.
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

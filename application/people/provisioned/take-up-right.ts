import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { canAdminister } from '#domain/permissions/administration.ts';
import { type Tx, within } from '#prisma/client.ts';
import { findStructure } from '#prisma/repositories/administration/structures.ts';
import {
  endProvisioned,
  findProvisioned,
  lockProvisioned,
  type Provisioned,
} from '#prisma/repositories/people/provisioned.ts';
import { actorNow, type Change, traceChange } from '../../administration/change.ts';
import { type Given, type GivingDeps, givePower, proposeOnly } from '../../administration/powers/power.ts';
import { powerOf } from '../../administration/powers/powers.ts';
import type { Deps } from '../../dependencies.ts';

/**
 * Takes up a right that came by a file or by SCIM: the administrator proposes it in their own name,
 * by the same rules as on screen, and another one confirms it. If one administrator may give it
 * alone by now, it is given. Does not notify: the caller announces several at once
 * (announceSeveral).
 * @throws {DomainError} not-found, provisioned-over, and those of giving the power
 */
export const takeUpRight = (deps: GivingDeps, change: Change, { id }: { readonly id: string }): Promise<Given> =>
  deps.database.transaction(async (tx) => {
    const asked = await findProvisioned(tx, id);
    if (asked === null) throw new DomainError('not-found');
    const power = powerOf(asked.kind);
    // A right that was to begin earlier begins today; a post keeps its date.
    const facts = power.confirmed?.(asked.facts, change.at) ?? asked.facts;
    // Locks the person first, then the waiting right, in the same order as a departure.
    await power.lock(tx, facts);
    const waiting = await held(tx, change, id);
    const given = await givePower({ ...deps, wait: proposeOnly, database: within(tx) }, change, power, facts);
    await endProvisioned(tx, id, 'id' in given ? { givenId: given.id } : { proposalId: given.proposalId });
    await trace(tx, change, waiting, 'provisioned.take-up');
    return given;
  });

/**
 * Sets aside a provisioned right: it gives nothing, and the audit trail keeps it.
 * @throws {DomainError} not-found, provisioned-over
 */
export const setAsideRight = (
  deps: Pick<Deps, 'database'>,
  change: Change,
  { id }: { readonly id: string },
): Promise<void> =>
  deps.database.transaction(async (tx) => {
    const waiting = await held(tx, change, id);
    const { actor, at, reason } = change;
    await endProvisioned(tx, id, { endedAt: at, endedById: actor.personId, endReason: reason });
    await trace(tx, change, waiting, 'provisioned.end');
  });

async function held(tx: Tx, change: Change, id: string): Promise<Provisioned> {
  const found = await lockProvisioned(tx, id);
  const structure = found && (await findStructure(tx, found.structureId));
  const may = structure && canAdminister(await actorNow(tx, change), structure.path, parisDay(change.at));
  if (!found || !may) throw new DomainError('not-found');
  if (!found.waits) throw new DomainError('provisioned-over');
  return found;
}

const trace = (
  tx: Tx,
  change: Change,
  { id, kind, personId }: Provisioned,
  verb: 'provisioned.take-up' | 'provisioned.end',
) =>
  traceChange(tx, change, {
    chain: personId ?? SYSTEM_CHAIN,
    verb,
    subject: `provisioned-right:${id}`,
    after: { kind },
  });

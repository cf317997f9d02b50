import type { Period } from '../../domain/calendar/civil-date.ts';
import { mayDelegate } from '../../domain/decision/delegation.ts';
import { DomainError } from '../../domain/errors.ts';
import { officerFacts } from '../../prisma/repositories/acts/signing.ts';
import { createDelegation, delegationsBetween } from '../../prisma/repositories/administration/delegations.ts';
import { lockPerson } from '../../prisma/repositories/administration/holdings.ts';
import type { Deps } from '../dependencies.ts';
import { administeredStructure, type Change, mayChangeRightsOf, mustFit, traceChange } from './change.ts';

/**
 * Records a délégation de signature: named, limited in matter, structure and dates; answers its id.
 * @throws {DomainError} delegation-to-oneself, not-found, own-right, delegator-without-power, period-upside-down,
 * period-overlaps, structure-closed
 */
export const giveDelegation = (
  { database }: Pick<Deps, 'database'>,
  change: Change,
  delegation: Period & {
    readonly reference: string;
    readonly delegatorId: string;
    readonly delegatorQuality: string;
    readonly delegateId: string;
    readonly matters: string[];
    readonly structureId: string;
  },
): Promise<string> =>
  database.transaction(async (tx) => {
    const { delegatorId, delegateId, structureId, from } = delegation;
    if (delegatorId === delegateId) throw new DomainError('delegation-to-oneself');
    const structure = await administeredStructure(tx, change, structureId);
    await mayChangeRightsOf(tx, change, delegateId, delegatorId);
    await lockPerson(tx, delegateId);
    if (!mayDelegate(await officerFacts(tx, delegatorId), structure.path, from))
      throw new DomainError('delegator-without-power');
    const others = await delegationsBetween(tx, { delegatorId, delegateId, structureId });
    const same = others.filter(({ matters }) => meet(matters, delegation.matters));
    mustFit(delegation, same, structure);
    const id = await createDelegation(tx, delegation);
    const { delegateId: chain, ...after } = delegation;
    await traceChange(tx, change, { chain, verb: 'delegation.create', subject: `delegation:${id}`, after });
    return id;
  });

const meet = (one: readonly string[], other: readonly string[]): boolean =>
  one.includes('*') || other.includes('*') || one.some((matter) => other.includes(matter));

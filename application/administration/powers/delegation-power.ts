import type { Period } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { mayDelegate } from '#domain/power/delegation.ts';
import { officerFacts } from '#prisma/repositories/acts/signing.ts';
import { createDelegation, delegationsBetween } from '#prisma/repositories/administration/delegations.ts';
import { personExists } from '#prisma/repositories/administration/directory.ts';
import { lockPerson } from '#prisma/repositories/administration/holdings.ts';
import { unknownKinds } from '#prisma/repositories/circuits/circuits.ts';
import { fromToday, mustFit, notInPast, structureAt, traceChange } from '../change.ts';
import type { Power } from './power.ts';

/** A délégation de signature to record: named, limited in matter, structure and dates. */
export interface DelegationAsked extends Period {
  readonly reference: string;
  readonly delegatorId: string;
  readonly delegatorQuality: string;
  readonly delegateId: string;
  readonly matters: string[];
  readonly structureId: string;
}

/** A délégation de signature, which always takes two administrators. */
export const delegationPower: Power<DelegationAsked> = {
  kind: 'delegation',
  subject: ({ delegateId, structureId, delegatorId, matters }) => ({
    ...{ personId: delegateId, structureId },
    facts: { delegatorId, matters },
  }),
  lock: (tx, { delegateId }) => lockPerson(tx, delegateId),
  async weigh(tx, { delegateId, delegatorId, structureId }) {
    const { path } = await structureAt(tx, structureId);
    return { from: path, to: path, personIds: [delegateId, delegatorId], gainerIds: [], sensitive: true };
  },
  async check(tx, delegation, at) {
    const { delegatorId, delegateId, structureId, matters, from } = delegation;
    notInPast(from, at);
    // With an unknown matter the delegation would look in force and give no power to anybody.
    const unknown = await unknownKinds(
      tx,
      matters.filter((matter) => matter !== '*'),
    );
    if (unknown.length > 0) throw new DomainError('matter-unknown', { matters: unknown.join(', ') });
    for (const id of [delegateId, delegatorId]) if (!(await personExists(tx, id))) throw new DomainError('not-found');
    const structure = await structureAt(tx, structureId);
    if (!mayDelegate(await officerFacts(tx, delegatorId), structure.path, from))
      throw new DomainError('delegator-without-power');
    const others = await delegationsBetween(tx, { delegatorId, delegateId, structureId });
    const same = others.filter(({ matters }) => meet(matters, delegation.matters));
    mustFit(delegation, same, structure);
  },
  async write(tx, change, delegation, { proposalId }) {
    const id = await createDelegation(tx, { ...delegation, ground: 'proposal', proposalId });
    const { delegateId: chain, ...facts } = delegation;
    const after = { ...facts, proposalId };
    await traceChange(tx, change, { chain, verb: 'delegation.create', subject: `delegation:${id}`, after });
    return id;
  },
  confirmed: fromToday,
};

const meet = (one: readonly string[], other: readonly string[]): boolean =>
  one.includes('*') || other.includes('*') || one.some((matter) => other.includes(matter));

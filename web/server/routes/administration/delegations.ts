import { parisDay } from '../../../../domain/civil-date.ts';
import { mayDelegate } from '../../../../domain/delegation.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { appendAudit } from '../../../../prisma/audit.ts';
import type { Prisma, Tx } from '../../../../prisma/client.ts';
import {
  createDelegation,
  delegationsBetween,
  findDelegation,
  type KeptDelegation,
  listDelegations,
  publishDelegation,
  revokeDelegation,
} from '../../../../prisma/repositories/administration/delegations.ts';
import { lockPerson, removeHolding } from '../../../../prisma/repositories/administration/holdings.ts';
import { officerFacts } from '../../../../prisma/repositories/signing.ts';
import type { DelegationRow } from '../../../contract/administration.ts';
import type { Dependencies } from '../../dependencies.ts';
import { done, ok, serve } from '../../http/route.ts';
import { delegationView } from '../../views/delegation.ts';
import {
  administeredStructure,
  administrator,
  type Change,
  listQuery,
  mayChangeRightsOf,
  mustAdminister,
  mustFit,
  mustNotHaveBegun,
  pageBody,
} from './change.ts';
import { creationRoute } from './creation.ts';

/** Délégations de signature: named, limited in matter, structure and dates, published, revoked; never rewritten. */
export function delegationRoutes(dependencies: Pick<Dependencies, 'database'>) {
  const { database } = dependencies;
  const kept = async (tx: Tx, id: string, change: Change): Promise<KeptDelegation> => {
    const found = await findDelegation(tx, id);
    await mustAdminister(change, found?.structurePath ?? null);
    if (found === null) throw new DomainError('not-found');
    await mayChangeRightsOf(tx, change, found.delegateId, found.delegator.personId);
    await lockPerson(tx, found.delegateId);
    return found;
  };

  return [
    serve('GET /api/administration/delegations', {
      ...administrator,
      async handle({ me, query, at }) {
        const { items, total } = await listDelegations(database.prisma, listQuery(me, at, query));
        const rows: DelegationRow[] = [];
        for (const item of items) rows.push(await delegationView(database.prisma, item, at));
        return ok(pageBody({ items: rows, total }, query));
      },
    }),
    creationRoute(dependencies, 'POST /api/administration/delegations', {
      subject: 'delegation',
      verb: 'delegation.create',
      async make(tx, change, delegation) {
        const { delegatorId, delegateId, structureId, from } = delegation;
        if (delegatorId === delegateId) throw new DomainError('delegation-to-oneself');
        const structure = await administeredStructure(tx, change, structureId);
        await mayChangeRightsOf(tx, change, delegateId, delegatorId);
        await lockPerson(tx, delegateId);
        if (!mayDelegate(await officerFacts(tx, delegatorId), structure.path, from)) {
          throw new DomainError('delegator-without-power');
        }
        const others = await delegationsBetween(tx, { delegatorId, delegateId, structureId });
        const same = others.filter(({ matters }) => meet(matters, delegation.matters));
        mustFit(delegation, same, structure);
        const { delegateId: chain, ...after } = delegation;
        return { id: await createDelegation(tx, delegation), chain, after };
      },
    }),
    serve('POST /api/administration/delegations/:id/publication', {
      ...administrator,
      async handle({ me, params, body, at }) {
        const { publishedOn, publication, reason } = body;
        if (publishedOn > parisDay(at)) throw new DomainError('publication-in-future');
        await database.transaction(async (tx) => {
          const before = await kept(tx, params.id, { me, at });
          if (before.publishedOn !== null) throw new DomainError('delegation-published');
          if (before.revokedOn !== null) throw new DomainError('delegation-revoked');
          await publishDelegation(tx, before.id, publishedOn, publication);
          await record(tx, { me, at }, 'delegation.publish', before, { after: { publishedOn, publication }, reason });
        });
        return done;
      },
    }),
    serve('POST /api/administration/delegations/:id/revocation', {
      ...administrator,
      async handle({ me, params, body, at }) {
        await database.transaction(async (tx) => {
          const before = await kept(tx, params.id, { me, at });
          if (before.revokedOn !== null) throw new DomainError('delegation-revoked');
          await revokeDelegation(tx, before.id, at);
          await record(tx, { me, at }, 'delegation.revoke', before, {
            before: factsOf(before),
            after: { revokedAt: at.toISOString() },
            reason: body.reason,
          });
        });
        return done;
      },
    }),
    serve('POST /api/administration/delegations/:id/removal', {
      ...administrator,
      async handle({ me, params, body, at }) {
        await database.transaction(async (tx) => {
          const before = await kept(tx, params.id, { me, at });
          mustNotHaveBegun(before, at);
          await removeHolding(tx, 'delegation', before.id);
          await record(tx, { me, at }, 'delegation.remove', before, { before: factsOf(before), reason: body.reason });
        });
        return done;
      },
    }),
  ];
}

const record = (
  tx: Tx,
  { me, at }: Change,
  verb: 'delegation.publish' | 'delegation.revoke' | 'delegation.remove',
  { id, delegateId }: KeptDelegation,
  payload: Prisma.InputJsonObject,
) => appendAudit(tx, { chain: delegateId, at, actorId: me.personId, verb, subject: `delegation:${id}`, payload });

const meet = (one: readonly string[], other: readonly string[]): boolean =>
  one.includes('*') || other.includes('*') || one.some((matter) => other.includes(matter));

const factsOf = ({ reference, delegator, matters, structureId, from, until, publishedOn }: KeptDelegation) => ({
  reference,
  delegatorId: delegator.personId,
  matters: [...matters],
  structureId,
  from,
  until,
  publishedOn,
});

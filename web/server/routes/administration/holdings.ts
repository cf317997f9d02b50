import { z } from 'zod';
import type { AuditVerb } from '../../../../domain/audit.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { appendAudit } from '../../../../prisma/audit.ts';
import type { Tx } from '../../../../prisma/client.ts';
import {
  endHolding,
  type Holding,
  type HoldingTable,
  lockPerson,
  removeHolding,
} from '../../../../prisma/repositories/administration/holdings.ts';
import { End, Removal } from '../../../contract/administration.ts';
import { Id } from '../../../contract/common.ts';
import type { Dependencies } from '../../dependencies.ts';
import { done, type Route, route } from '../../http/route.ts';
import {
  administrator,
  type Change,
  mayChangeRightsOf,
  mustAdminister,
  mustEndWell,
  mustNotHaveBegun,
} from './change.ts';

const One = z.object({ id: Id });

/** What a person holds for a while, ended or removed the same way whatever it is. */
export interface HeldResource {
  readonly path: string;
  readonly table: HoldingTable;
  readonly verbs: { readonly end: AuditVerb; readonly remove: AuditVerb };
  readonly words: { readonly end: string; readonly remove: string };
  readonly find: (tx: Tx, id: string, change: Change) => Promise<Holding | null>;
  /** Whether it is a right: nobody touches one of their own. */
  readonly isRight: boolean;
}

/** Ends what is in force; removes only what never began. Both say why, and the trace keeps what was there before. */
export function holdingRoutes({ database }: Pick<Dependencies, 'database'>, resource: HeldResource): Route[] {
  const { path, table, verbs, words, isRight } = resource;

  const held = async (tx: Tx, id: string, change: Change): Promise<Holding> => {
    const found = await resource.find(tx, id, change);
    await mustAdminister(change, found?.structurePath ?? null);
    if (found === null) throw new DomainError('not-found');
    if (isRight) await mayChangeRightsOf(tx, change, found.personId);
    await lockPerson(tx, found.personId);
    return found;
  };

  return [
    route({
      method: 'post',
      path: `${path}/:id/end`,
      ...administrator,
      summary: words.end,
      params: One,
      body: End,
      answers: { 204: null },
      async handle({ me, params, body, at }) {
        await database.transaction(async (tx) => {
          const before = await held(tx, params.id, { me, at });
          mustEndWell(before, body.until, at);
          await endHolding(tx, table, before.id, body.until);
          await appendAudit(tx, {
            chain: before.personId,
            at,
            actorId: me.personId,
            verb: verbs.end,
            subject: `${table}:${before.id}`,
            payload: { before: before.facts, after: { ...before.facts, until: body.until }, reason: body.reason },
          });
        });
        return done;
      },
    }),
    route({
      method: 'post',
      path: `${path}/:id/removal`,
      ...administrator,
      summary: words.remove,
      params: One,
      body: Removal,
      answers: { 204: null },
      async handle({ me, params, body, at }) {
        await database.transaction(async (tx) => {
          const before = await held(tx, params.id, { me, at });
          mustNotHaveBegun(before, at);
          await removeHolding(tx, table, before.id);
          await appendAudit(tx, {
            chain: before.personId,
            at,
            actorId: me.personId,
            verb: verbs.remove,
            subject: `${table}:${before.id}`,
            payload: { before: before.facts, reason: body.reason },
          });
        });
        return done;
      },
    }),
  ];
}

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
import type { Dependencies } from '../../dependencies.ts';
import { done, type Route, serve } from '../../http/route.ts';
import {
  administrator,
  type Change,
  mayChangeRightsOf,
  mustAdminister,
  mustEndWell,
  mustNotHaveBegun,
} from './change.ts';

/** As addresses name them. */
type HeldName = 'postings' | 'habilitations' | 'absences';

/** What a person holds for a while, ended or removed the same way whatever it is. */
export interface HeldResource {
  readonly table: HoldingTable;
  readonly verbs: { readonly end: AuditVerb; readonly remove: AuditVerb };
  readonly find: (tx: Tx, id: string, change: Change) => Promise<Holding | null>;
  /** Whether it is a right: nobody touches one of their own. */
  readonly isRight: boolean;
}

/** Ends what is in force; removes only what never began. Both say why, and the trace keeps what was there before. */
export function holdingRoutes<Resource extends HeldName>(
  { database }: Pick<Dependencies, 'database'>,
  resource: Resource,
  { table, verbs, find, isRight }: HeldResource,
) {
  const held = async (tx: Tx, id: string, change: Change): Promise<Holding> => {
    const found = await find(tx, id, change);
    await mustAdminister(change, found?.structurePath ?? null);
    if (found === null) throw new DomainError('not-found');
    if (isRight) await mayChangeRightsOf(tx, change, found.personId);
    await lockPerson(tx, found.personId);
    return found;
  };

  const routes = [
    serve<`POST /api/administration/${HeldName}/:id/end`>(`POST /api/administration/${resource}/:id/end`, {
      ...administrator,
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
    serve<`POST /api/administration/${HeldName}/:id/removal`>(`POST /api/administration/${resource}/:id/removal`, {
      ...administrator,
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
  return routes as Route[] as Route<`POST /api/administration/${Resource}/:id/${'end' | 'removal'}`>[];
}

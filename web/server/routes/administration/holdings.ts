import { endHolding, type HeldName, removeHolding } from '#application/administration/end-holding.ts';
import type { Dependencies } from '../../dependencies.ts';
import { done, type Route, serve } from '../../http/route.ts';
import { administrator, changeOf } from './change.ts';

/** As addresses name them. */
const HELD = { postings: 'posting', habilitations: 'habilitation', absences: 'absence' } as const satisfies Record<
  string,
  HeldName
>;
type Resource = keyof typeof HELD;

/** Ends what a person holds and is in force; removes what never began. Both say why. */
export function holdingRoutes<Name extends Resource>({ database }: Pick<Dependencies, 'database'>, resource: Name) {
  const name = HELD[resource];
  const routes = [
    serve<`POST /api/administration/${Resource}/:id/end`>(`POST /api/administration/${resource}/:id/end`, {
      ...administrator,
      async handle(call) {
        await endHolding({ database }, changeOf(call), { name, id: call.params.id, until: call.body.until });
        return done;
      },
    }),
    serve<`POST /api/administration/${Resource}/:id/removal`>(`POST /api/administration/${resource}/:id/removal`, {
      ...administrator,
      async handle(call) {
        await removeHolding({ database }, changeOf(call), { name, id: call.params.id });
        return done;
      },
    }),
  ];
  return routes as Route[] as Route<`POST /api/administration/${Name}/:id/${'end' | 'removal'}`>[];
}

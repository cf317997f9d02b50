import type { Change } from '../../../../application/administration/change.ts';
import type { Body } from '../../../contract/api.ts';
import { created, type Route, serve } from '../../http/route.ts';
import { administrator, changeOf } from './change.ts';

/** What an administrator records, with the reason that every such body carries. */
type CreationName =
  `POST /api/administration/${'postings' | 'habilitations' | 'absences' | 'delegations' | 'openings' | 'structures'}`;

/** Records something new, and answers its id. */
export function creationRoute<Name extends CreationName>(
  name: Name,
  record: (change: Change, facts: Omit<Body<Name>, 'reason'>) => Promise<string>,
): Route<Name> {
  const route = serve<CreationName>(name, {
    ...administrator,
    async handle(call) {
      const { reason: _, ...facts } = call.body;
      return created({ id: await record(await changeOf(call), facts as unknown as Omit<Body<Name>, 'reason'>) });
    },
  });
  return route as Route<CreationName> as Route<Name>;
}

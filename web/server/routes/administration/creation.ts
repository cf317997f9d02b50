import type { Change } from '#application/administration/change.ts';
import type { Given } from '#application/administration/powers/power.ts';
import type { Body } from '#web/contract/api.ts';
import { type Route, reply, serve } from '../../http/route.ts';
import { administrator, changeOf } from './change.ts';

/** What an administrator records, with the reason that every such body carries. */
type CreationName =
  `POST /api/administration/${'postings' | 'habilitations' | 'absences' | 'delegations' | 'openings' | 'structures'}`;

/** 201 and its id when it was given, 202 when it waits for a second administrator. */
const givenReply = (given: Given) =>
  'id' in given ? reply(201, { id: given.id }) : reply(202, { proposalId: given.proposalId });

/** Records something new, and answers its id; or that it is proposed. */
export function creationRoute<Name extends CreationName>(
  name: Name,
  record: (change: Change, facts: Omit<Body<Name>, 'reason'>) => Promise<string | Given>,
): Route<Name> {
  const route = serve<CreationName>(name, {
    ...administrator,
    async handle(call) {
      const { reason: _, ...facts } = call.body;
      const recorded = await record(changeOf(call), facts as unknown as Omit<Body<Name>, 'reason'>);
      return givenReply(typeof recorded === 'string' ? { id: recorded } : recorded);
    },
  });
  return route as Route<CreationName> as Route<Name>;
}

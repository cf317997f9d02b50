import type { AuditVerb } from '../../../../domain/audit.ts';
import { appendAudit } from '../../../../prisma/audit.ts';
import type { Prisma, Tx } from '../../../../prisma/client.ts';
import type { Body } from '../../../contract/api.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, type Route, serve } from '../../http/route.ts';
import { administrator, type Change } from './change.ts';

/** What was made: its id, the chain of the journal it is written to, and what is written of it there. */
export interface Made {
  readonly id: string;
  readonly chain: string;
  readonly after: Prisma.InputJsonObject;
}

/** What an administrator records, with the reason that every such body carries. */
type CreationName =
  `POST /api/administration/${'postings' | 'habilitations' | 'absences' | 'delegations' | 'openings'}`;

/** Records something new, whole or not at all; the reason that was given goes to the journal, not to the thing. */
export function creationRoute<Name extends CreationName>(
  { database }: Pick<Dependencies, 'database'>,
  name: Name,
  resource: {
    readonly subject: string;
    readonly verb: AuditVerb;
    readonly make: (tx: Tx, change: Change, facts: Omit<Body<Name>, 'reason'>) => Promise<Made>;
  },
): Route<Name> {
  const route = serve<CreationName>(name, {
    ...administrator,
    async handle({ me, body, at }) {
      const { reason, ...facts } = body;
      const id = await database.transaction(async (tx) => {
        const made = await resource.make(tx, { me, at }, facts as unknown as Omit<Body<Name>, 'reason'>);
        await appendAudit(tx, {
          chain: made.chain,
          at,
          actorId: me.personId,
          verb: resource.verb,
          subject: `${resource.subject}:${made.id}`,
          payload: { after: made.after, reason },
        });
        return made.id;
      });
      return created({ id });
    },
  });
  return route as Route<CreationName> as Route<Name>;
}

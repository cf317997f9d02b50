import type { z } from 'zod';
import type { AuditVerb } from '../../../../domain/audit.ts';
import { appendAudit } from '../../../../prisma/audit.ts';
import type { Prisma, Tx } from '../../../../prisma/client.ts';
import { Created } from '../../../contract/administration.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, type Route, route } from '../../http/route.ts';
import { administrator, type Change } from './change.ts';

/** What was made: its id, the chain of the journal it is written to, and what is written of it there. */
export interface Made {
  readonly id: string;
  readonly chain: string;
  readonly after: Prisma.InputJsonObject;
}

/** Records something new, whole or not at all; the reason that was given goes to the journal, not to the thing. */
export function creationRoute<Body extends z.ZodType<{ reason: string }>>(
  { database }: Pick<Dependencies, 'database'>,
  resource: {
    readonly path: string;
    readonly summary: string;
    readonly body: Body;
    readonly subject: string;
    readonly verb: AuditVerb;
    readonly make: (tx: Tx, change: Change, facts: Omit<z.output<Body>, 'reason'>) => Promise<Made>;
  },
): Route {
  return route({
    method: 'post',
    path: resource.path,
    ...administrator,
    summary: resource.summary,
    body: resource.body,
    answers: { 201: Created },
    async handle({ me, body, at }) {
      const { reason, ...facts } = body as z.output<Body>;
      const id = await database.transaction(async (tx) => {
        const made = await resource.make(tx, { me, at }, facts);
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
}

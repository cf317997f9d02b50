import { makeToken, revokeToken } from '../../../../application/people/scim/token.ts';
import { parisDay } from '../../../../domain/calendar/civil-date.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { canManageTokens } from '../../../../domain/permissions/people.ts';
import { listTokens } from '../../../../prisma/repositories/people/scim.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, done, ok, serve } from '../../http/route.ts';
import { administrator, changeOf } from './change.ts';

/** What lets a directory speak SCIM for the ministry. */
export function scimTokenRoutes({ database, settings }: Pick<Dependencies, 'database' | 'settings'>) {
  return [
    serve('GET /api/administration/scim-tokens', {
      ...administrator,
      async handle({ me, at }) {
        if (!canManageTokens(me.actor, parisDay(at))) throw new DomainError('forbidden');
        const tokens = await listTokens(database.prisma);
        const items = tokens.map(({ id, label, madeBy, madeAt, expiresAt, lastUsedAt, endedAt }) => ({
          ...{ id, label, madeBy, madeAt: madeAt.toISOString(), expiresAt: expiresAt.toISOString() },
          ...{ lastUsedAt: lastUsedAt?.toISOString() ?? null, endedAt: endedAt?.toISOString() ?? null },
        }));
        return ok({ items, address: `${settings.baseUrl.replace(/\/$/, '')}/scim/v2` });
      },
    }),
    serve('POST /api/administration/scim-tokens', {
      ...administrator,
      async handle(call) {
        const { label, days } = call.body;
        return created(await makeToken({ database }, changeOf(call), { label, days }));
      },
    }),
    serve('POST /api/administration/scim-tokens/:id/end', {
      ...administrator,
      async handle(call) {
        await revokeToken({ database }, changeOf(call), { id: call.params.id });
        return done;
      },
    }),
  ];
}

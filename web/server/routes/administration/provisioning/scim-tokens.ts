import { mapGroup, unmapGroup } from '#application/people/scim/map-group.ts';
import { makeToken, revokeToken } from '#application/people/scim/token.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { canManageTokens } from '#domain/permissions/people.ts';
import { isRole } from '#domain/permissions/role.ts';
import { groupsShown, listTokens } from '#prisma/repositories/people/scim.ts';
import type { Dependencies } from '#web/server/dependencies.ts';
import { created, done, ok, serve } from '#web/server/http/route.ts';
import { administrator, changeOf, givingDeps } from '../change.ts';

/** What lets a directory speak SCIM for the ministry, and which rights its groups give. */
export function scimTokenRoutes({ database, settings }: Pick<Dependencies, 'database' | 'settings'>) {
  const deps = givingDeps({ database, settings });
  return [
    serve('GET /api/administration/scim-groups', {
      ...administrator,
      async handle({ me, at }) {
        if (!canManageTokens(me.actor, parisDay(at))) throw new DomainError('forbidden');
        const groups = await groupsShown(database.prisma);
        const items = groups.map(({ role, faults, ...group }) => ({
          ...{ ...group, faults: [...faults], role: role !== null && isRole(role) ? role : null },
        }));
        return ok({ items });
      },
    }),
    serve('PUT /api/administration/scim-groups/:id/right', {
      ...administrator,
      async handle(call) {
        const { role, structureId } = call.body;
        await mapGroup(deps, changeOf(call), { id: call.params.id, role, structureId });
        return done;
      },
    }),
    serve('POST /api/administration/scim-groups/:id/right/end', {
      ...administrator,
      async handle(call) {
        await unmapGroup(deps, changeOf(call), { id: call.params.id });
        return done;
      },
    }),
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

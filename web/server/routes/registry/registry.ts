import { exportRegistry } from '#application/evidence/export-registry.ts';
import type { Versions } from '#application/versions.ts';
import { keptFor } from '#domain/archive/retention.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { canReadRegistered, REGISTRY_ROLE } from '#domain/permissions/registry.ts';
import { type RegistryRow, registryChoices, registryPage } from '#prisma/repositories/acts/registry.ts';
import { retentions } from '#prisma/repositories/acts/retention.ts';
import type { RegistryLine } from '#web/contract/signing/registry.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { sendCsv } from '../../http/send-csv.ts';
import { registryCsv } from './csv.ts';

/** The registry of acts, for whoever manages the structures that its numbers name. */
export function registryRoutes({
  database,
  heavy,
  versions,
}: Pick<Dependencies, 'database' | 'heavy'> & { versions: Versions }) {
  const keeper = { right: [REGISTRY_ROLE], guard: 'structure-manager' } as const;
  const viewOf = async (
    { versionId, employeeNumber: _, structurePath: __, ...row }: RegistryRow,
    retention: Awaited<ReturnType<typeof retentions>>,
  ): Promise<RegistryLine> => {
    return {
      ...row,
      kind: (await versions.get(versionId)).manifest.title,
      reservedAt: row.reservedAt.toISOString(),
      signedAt: row.signedAt?.toISOString() ?? null,
      deposit: row.deposit && { ...row.deposit, at: new Date(row.deposit.at).toISOString() },
      kept: row.signedAt && keptFor(row.signedAt, retention(row.kind)),
    };
  };
  return [
    serve('GET /api/registry', {
      ...keeper,
      async handle({ me, query, at }) {
        const day = parisDay(at);
        const { rows, ...page } = await registryPage(database.prisma, { ...query, keeperId: me.personId, day });
        // The query says the same; the rule has the last word.
        const read = rows.filter(({ agent, structurePath }) =>
          canReadRegistered(me.actor, { agentId: agent.id, structurePath }, day),
        );
        const retention = await retentions(database.prisma, day);
        return ok({
          items: await Promise.all(read.map((row) => viewOf(row, retention))),
          ...page,
          pageSize: query.pageSize,
        });
      },
    }),
    serve('GET /api/registry/filters', {
      ...keeper,
      async handle({ me, at }) {
        return ok(await registryChoices(database.prisma, me.personId, parisDay(at)));
      },
    }),
    serve('GET /api/registry/export', {
      ...keeper,
      async handle({ me, query, at, response }) {
        const { lang, ...asked } = query;
        const batches = exportRegistry({ database: heavy }, { ...asked, keeperId: me.personId, day: parisDay(at), at });
        const retention = await retentions(heavy.prisma, parisDay(at));
        const titleOf = async (versionId: string) => (await versions.get(versionId)).manifest.title;
        const lines = registryCsv(batches, lang, { titleOf, retention });
        return sendCsv(response, `registre-des-actes-${parisDay(at)}.csv`, lines);
      },
    }),
  ];
}

import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { appendAudit } from '#prisma/audit.ts';
import { type RegistryAsked, type RegistryRow, registryAfter } from '#prisma/repositories/acts/registry.ts';
import type { Deps } from '../dependencies.ts';

const BATCH = { max: 1_000, lookedAt: 20_000 };

/**
 * Exports the registry of acts in order of number, in batches. The audit trail records the export
 * before it begins.
 */
export async function* exportRegistry(
  { database }: Pick<Deps, 'database'>,
  { at, ...asked }: RegistryAsked & { readonly at: Date },
): AsyncGenerator<readonly RegistryRow[]> {
  const { keeperId, q, year, structureId, nature, state } = asked;
  await database.transaction((tx) =>
    appendAudit(tx, {
      ...{ chain: SYSTEM_CHAIN, at, actorId: keeperId, verb: 'registry.export', subject: 'registry' },
      // The audit trail does not record whom was searched for.
      payload: {
        narrowed: q !== undefined,
        ...(year !== undefined && { year }),
        ...(structureId !== undefined && { structureId }),
        ...(nature !== undefined && { nature }),
        ...(state !== undefined && { state }),
      },
    }),
  );
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof registryAfter>> = await registryAfter(database.prisma, {
      ...asked,
      ...{ until: at, after, ...BATCH },
    });
    if (page.rows.length > 0) yield page.rows;
    after = page.next;
  } while (after !== null);
}

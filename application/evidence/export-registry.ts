import { SYSTEM_CHAIN } from '../../domain/evidence/audit.ts';
import { appendAudit } from '../../prisma/audit.ts';
import { type RegistryAsked, type RegistryRow, registryAfter } from '../../prisma/repositories/acts/registry.ts';
import type { Deps } from '../dependencies.ts';

const BATCH = 1_000;

/** Reads the registry of acts from its first number on, some lines at a time; that it was taken out is written down before. */
export async function* exportRegistry(
  { database }: Pick<Deps, 'database'>,
  { at, ...asked }: RegistryAsked & { readonly at: Date },
): AsyncGenerator<readonly RegistryRow[]> {
  const { keeperId, q, year, structureId, nature, state } = asked;
  await database.transaction((tx) =>
    appendAudit(tx, {
      ...{ chain: SYSTEM_CHAIN, at, actorId: keeperId, verb: 'registry.export', subject: 'registry' },
      // Whom was searched for stays out of the journal.
      payload: {
        narrowed: q !== undefined,
        ...(year !== undefined && { year }),
        ...(structureId !== undefined && { structureId }),
        ...(nature !== undefined && { nature }),
        ...(state !== undefined && { state }),
      },
    }),
  );
  for (let after: string | null = null; ; ) {
    const rows: RegistryRow[] = await registryAfter(database.prisma, { ...asked, until: at, after, max: BATCH });
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) return;
    after = last.id;
  }
}

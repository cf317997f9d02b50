import type { MigrationBar } from '#domain/circuit/interventions/migration.ts';
import { DomainError } from '#domain/errors.ts';
import type { Migration } from '#prisma/repositories/operations/migrations.ts';
import type { LackedFact } from '../circuits/guarantees/judge-migration.ts';
import { bundleOfVersion } from '../circuits/read/version-bundle.ts';
import type { WorkerContext } from '../context.ts';
import { NotYet } from '../outbox/command.ts';

const BUSY_MS = 1_000;
/** Versions never change, and the requests of a batch mostly stand at the same few steps. */
const known = new Map<string, LackedFact | null>();
const MAX_KNOWN = 500;

/** Why a request that stands there cannot follow a version that reads what it was never given; null when it can. */
export async function lackingBar(
  context: Pick<WorkerContext, 'database' | 'inspector'>,
  { kind, fromVersionId, toVersionId, mapping }: Migration,
  standsAt: readonly string[],
): Promise<MigrationBar | null> {
  if (standsAt.length === 0) return null;
  const asked = JSON.stringify([fromVersionId, toVersionId, mapping, standsAt.toSorted()]);
  let lacked = known.get(asked);
  if (lacked === undefined) {
    const read = (id: string) => bundleOfVersion(context.database.prisma, { id, kind });
    lacked = await context.inspector
      .lackedFact(await read(fromVersionId), await read(toVersionId), { standsAt, mapping })
      .catch((error: unknown) => {
        if (error instanceof DomainError && error.code === 'too-many-requests')
          throw new NotYet('other circuits are read', BUSY_MS);
        throw error;
      });
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(asked, lacked);
  }
  return lacked && { cause: 'fact-lacking', params: { step: lacked.place, reason: lacked.name } };
}

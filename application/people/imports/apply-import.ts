import { DomainError } from '#domain/errors.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { fault } from '#domain/people/import-cells.ts';
import type { ImportKind, Said } from '#domain/people/import-line.ts';
import { appendAudit } from '#prisma/audit.ts';
import { isTransient } from '#prisma/fault.ts';
import {
  type Batch,
  countLines,
  findBatch,
  linesIn,
  lockBatch,
  readyAmong,
  setBatch,
  writeOutcomes,
} from '#prisma/repositories/people/imports.ts';
import { applyEntries } from './apply-entries.ts';
import { applyLine, atFault, faultOf } from './apply-line.ts';
import { proposeImport } from './approve-import.ts';
import { type ImportDeps, lineDeps } from './import-deps.ts';

/** Lines applied between two updates of the progress. */
const AT_ONCE = 50;

/**
 * Asks for a planned file to be applied. Only its sender may, since it is judged by their rights. A
 * file of values waits for a second administrator. Called again, it does nothing.
 * @throws {DomainError} not-found, import-not-planned
 */
export const askImport = (
  { database, mailDomain }: Pick<ImportDeps, 'database' | 'mailDomain'>,
  { id, madeById, at }: { readonly id: string; readonly madeById: string | null; readonly at: Date },
): Promise<void> =>
  database.transaction(async (tx) => {
    const batch = await lockBatch(tx, id);
    if (batch === null || batch.madeById !== madeById) throw new DomainError('not-found');
    if (['proposed', 'asked', 'applied'].includes(batch.state)) return;
    if (batch.state !== 'planned') throw new DomainError('import-not-planned');
    if (batch.kind === 'situation' && madeById !== null) return proposeImport(tx, batch, { at, mailDomain });
    await setBatch(tx, id, { state: 'asked', touchedAt: at });
  });

/**
 * Applies the rest of a file, each line in a transaction of its own (values: some lines each).
 * Stopped half-way, it resumes where it was. A line that is refused by now is marked as faulty, and
 * the others go on.
 */
export async function applyImport(deps: ImportDeps, batchId: string): Promise<void> {
  const { database, now } = deps;
  const batch = await findBatch(database.prisma, batchId);
  if (batch === null || batch.state !== 'asked') return;
  await (batch.kind === 'situation' ? applyEntries(deps, batch) : applyLines(deps, batch, batch.kind));
  await database.transaction(async (tx) => {
    if ((await lockBatch(tx, batchId))?.state !== 'asked') return;
    const { applied, waits, same, fault: faults } = await countLines(tx, batchId);
    await setBatch(tx, batchId, { state: 'applied', appliedAt: now(), touchedAt: now() });
    await appendAudit(tx, {
      ...{
        chain: SYSTEM_CHAIN,
        at: now(),
        actorId: batch.madeById,
        verb: 'import.apply',
        subject: `import:${batchId}`,
      },
      payload: {
        ...{ kind: batch.kind, reason: batch.reason, applied, waits, same, faults },
        ...(batch.theme !== null && { theme: batch.theme, approvedById: batch.approvedById }),
      },
    });
  });
}

async function applyLines(deps: ImportDeps, batch: Batch, kind: ImportKind): Promise<void> {
  const { database, now } = deps;
  for await (const lines of linesIn(database.prisma, batch.id, { state: 'ready', max: AT_ONCE })) {
    for (const { line, said } of lines) await applyOne(deps, { batch, kind }, line, said as Said[ImportKind]);
    await setBatch(database.prisma, batch.id, { touchedAt: now() });
  }
}

async function applyOne(
  deps: ImportDeps,
  { batch, kind }: { readonly batch: Batch; readonly kind: ImportKind },
  line: number,
  said: Said[ImportKind],
): Promise<void> {
  const { database } = deps;
  try {
    await database.transaction(async (tx) => {
      if ((await readyAmong(tx, batch.id, [line])).size === 0) return;
      const actor = await deps.actorOf(tx, batch.madeById);
      const { state, subject } = await applyLine(lineDeps(deps, batch, actor, tx), kind, said);
      await writeOutcomes(tx, batch.id, [{ line, state, waits: state === 'waits', faults: [], subject }]);
    });
  } catch (error) {
    if (isTransient(error)) throw error;
    const why = faultOf(error) ?? fault('unexpected');
    if (why.code === 'unexpected') deps.onFault?.(error, line);
    await writeOutcomes(database.prisma, batch.id, [atFault(line, why)]);
  }
}

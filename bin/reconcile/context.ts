import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Database, Tx } from '#prisma/client.ts';
import type { EngineClient } from '#zeebe/client.ts';
import type { DriftKind } from './drift.ts';

export interface ReconcileContext {
  readonly database: Database;
  readonly engine: EngineClient;
  /** Name of the engine, as deployments and requests record it. */
  readonly engineName: string;
  readonly now: () => Date;
  /** What is younger than this as the engine is read is under way, not adrift. */
  readonly graceMs: number;
}

/** A repair and its trace, together. */
export const repaired = (
  { database, now }: Pick<ReconcileContext, 'database' | 'now'>,
  drift: { kind: DriftKind; subject: string; chain?: string },
  work: (tx: Tx) => Promise<unknown>,
): Promise<void> =>
  database.transaction(async (tx) => {
    await work(tx);
    await appendAudit(tx, {
      chain: drift.chain ?? SYSTEM_CHAIN,
      at: now(),
      actorId: null,
      verb: 'reconcile.repair',
      subject: drift.subject,
      payload: { code: drift.kind },
    });
  });

/** How many keys are asked of the database, or of the engine, at once. */
const AT_ONCE = 1_000;

/** In groups that a query can ask for together, where one each would be sixty thousand of a ministry's. */
export function* inGroups<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let from = 0; from < items.length; from += AT_ONCE) yield items.slice(from, from + AT_ONCE);
}

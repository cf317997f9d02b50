import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { appendAudit } from '#prisma/audit.ts';
import { type JournalAsked, type JournalEntry, journalAfter } from '#prisma/repositories/account/journal.ts';
import type { Deps } from '../../dependencies.ts';

const BATCH = 1_000;

/** What part of the sign-in journal to export, and when it was asked for. */
export interface SignInsAsked extends JournalAsked {
  readonly from: Date;
  readonly until: Date;
  readonly at: Date;
}

/**
 * Exports the sign-in journal between two instants, in batches. The audit trail records the export
 * before it begins.
 */
export async function* exportSignIns(
  { database }: Pick<Deps, 'database'>,
  asked: SignInsAsked,
): AsyncGenerator<readonly JournalEntry[]> {
  const { from, until, at, administratorId, result } = asked;
  await database.transaction((tx) =>
    appendAudit(tx, {
      ...{ chain: SYSTEM_CHAIN, at, actorId: administratorId, verb: 'sign-in.export', subject: 'sign-ins' },
      // The audit trail does not record whom or which address was searched for.
      payload: {
        from: from.toISOString(),
        until: until.toISOString(),
        narrowed: asked.q !== undefined || asked.address !== undefined,
        ...(result !== undefined && { result }),
      },
    }),
  );
  for (let after: string | null = null; ; ) {
    const entries: JournalEntry[] = await journalAfter(database.prisma, { ...asked, after, max: BATCH });
    if (entries.length > 0) yield entries;
    const last = entries.at(-1);
    if (last === undefined || entries.length < BATCH) return;
    after = last.id;
  }
}

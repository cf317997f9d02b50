import type { AuditVerb } from '#domain/evidence/audit.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Database } from '#prisma/client.ts';
import { traceConsultation } from '#prisma/repositories/dossiers.ts';

const VERBS = {
  dossier: 'dossier.consult',
  situation: 'situation.consult',
  piece: 'piece.consult',
  act: 'act.consult',
  sensitive: 'sensitive.reveal',
  pay: 'pay.consult',
} as const satisfies Record<string, AuditVerb>;

/** What was read, of whose file, by whom. */
interface Reading {
  readonly ownerId: string;
  readonly readerId: string;
  readonly at: Date;
}
interface Read {
  readonly what: keyof typeof VERBS;
  readonly subject: string;
}

/** Writes that someone read what is in another's file. Reading one's own leaves no trace. */
export const traceReading = (database: Database, { what, subject, ...reading }: Reading & Read): Promise<void> =>
  traceReadings(database, reading, [{ what, subject }]);

/** The same for what is read at once, each by itself. */
export async function traceReadings(
  { transaction }: Database,
  { ownerId, readerId, at }: Reading,
  reads: readonly Read[],
): Promise<void> {
  if (ownerId === readerId) return;
  await transaction(async (tx) => {
    for (const { what, subject } of reads) {
      await traceConsultation(tx, { personId: ownerId, byId: readerId, what, subject, at });
      await appendAudit(tx, { chain: ownerId, at, actorId: readerId, verb: VERBS[what], subject });
    }
  });
}

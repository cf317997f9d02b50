import type { AuditVerb } from '#domain/evidence/audit.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Database } from '#prisma/client.ts';
import { traceConsultation } from '#prisma/repositories/pieces/dossiers.ts';

const VERBS = {
  dossier: 'dossier.consult',
  situation: 'situation.consult',
  piece: 'piece.consult',
  act: 'act.consult',
  sensitive: 'sensitive.reveal',
  pay: 'pay.consult',
} as const satisfies Record<string, AuditVerb>;

/** Whose file was read, by whom and when. */
interface Reading {
  readonly ownerId: string;
  readonly readerId: string;
  readonly at: Date;
}
interface Read {
  readonly what: keyof typeof VERBS;
  readonly subject: string;
}

/** Records that a person read something in another's file. Reading one's own leaves no trace. */
export const traceReading = (database: Database, { what, subject, ...reading }: Reading & Read): Promise<void> =>
  traceReadings(database, reading, [{ what, subject }]);

/** Records several readings made at once, each by itself. */
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

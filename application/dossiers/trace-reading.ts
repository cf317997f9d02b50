import type { AuditVerb } from '../../domain/evidence/audit.ts';
import { appendAudit } from '../../prisma/audit.ts';
import type { Database } from '../../prisma/client.ts';
import { traceConsultation } from '../../prisma/repositories/dossiers.ts';

const VERBS = {
  dossier: 'dossier.consult',
  situation: 'situation.consult',
  piece: 'piece.consult',
  act: 'act.consult',
  sensitive: 'sensitive.reveal',
  pay: 'pay.consult',
} as const satisfies Record<string, AuditVerb>;

/** Writes that someone read what is in another's file. Reading one's own leaves no trace. */
export async function traceReading(
  { transaction }: Database,
  reading: { ownerId: string; readerId: string; what: keyof typeof VERBS; subject: string; at: Date },
): Promise<void> {
  const { ownerId, readerId, what, subject, at } = reading;
  if (ownerId === readerId) return;
  await transaction(async (tx) => {
    await traceConsultation(tx, { personId: ownerId, byId: readerId, what, subject, at });
    await appendAudit(tx, { chain: ownerId, at, actorId: readerId, verb: VERBS[what], subject });
  });
}

import type { Prisma, Tx } from '../../client.ts';

/** What an event must be about to belong to a request: itself, or what was made or handed in for it. */
export async function subjectsOfRequest(tx: Tx, requestId: string): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ subject: string }[]>`
    select ${requestId} as subject
    union select id::text from act where request_id = ${requestId}::uuid
    union select id::text from decision_intent where request_id = ${requestId}::uuid
    union select id::text from withdrawal where request_id = ${requestId}::uuid
    union select id::text from piece where request_id = ${requestId}::uuid
    union select key from task where request_id = ${requestId}::uuid`;
  return new Set(rows.map(({ subject }) => subject));
}

/** The numbers of the events of a chain that say by themselves which request they belong to. */
export async function sequencesNaming(tx: Tx, chain: string, requestId: string): Promise<Set<number>> {
  const rows = await tx.$queryRaw<{ sequence: number }[]>`
    select sequence from audit_payload where chain = ${chain} and content ->> 'requestId' = ${requestId}`;
  return new Set(rows.map(({ sequence }) => sequence));
}

/** Tells the events of a request from the others of its chain. */
export async function belongsTo(
  tx: Tx,
  chain: string,
  requestId: string,
): Promise<(event: { sequence: number; subject: string }) => boolean> {
  const subjects = await subjectsOfRequest(tx, requestId);
  const naming = await sequencesNaming(tx, chain, requestId);
  return ({ sequence, subject }) => naming.has(sequence) || subjects.has(subject.replace(/^[a-z-]+:/, ''));
}

/** Whether this person consulted the same since then: one reading leaves one trace, however many pages it takes. */
export const consultedSince = async (
  tx: Tx,
  consulted: { chain: string; subject: string; actorId: string; since: Date },
): Promise<boolean> => {
  const { since, ...same } = consulted;
  const where: Prisma.AuditEventWhereInput = { ...same, verb: 'audit.consult', at: { gte: since } };
  return (await tx.auditEvent.count({ where })) > 0;
};

/** The names of the people who did something. */
export const namesOf = (tx: Tx, ids: readonly string[]) =>
  tx.person.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, firstName: true, lastName: true },
    orderBy: [{ lastName: 'asc' }, { firstName: 'asc' }],
  });

import { civilDateOf, parisDay } from '../../../domain/calendar/civil-date.ts';
import type { DelegationFacts, Officer, SigningQuestion } from '../../../domain/decision/delegation.ts';
import { isRole } from '../../../domain/permissions/role.ts';
import type { Tx } from '../../client.ts';

const OFFICER = { postings: true, habilitations: { include: { structure: { select: { path: true } } } } } as const;

/** What the domain asks to tell whether a person may sign the act of a request, at this instant. */
export async function signingQuestion(
  tx: Tx,
  { signerId, requestId, at }: { signerId: string; requestId: string; at: Date },
): Promise<SigningQuestion> {
  const request = await tx.request.findUniqueOrThrow({
    where: { id: requestId },
    select: { kind: true, agentId: true, filedById: true, structureId: true },
  });
  const structure = await tx.structure.findUniqueOrThrow({
    where: { id: request.structureId },
    select: { path: true },
  });
  const delegations = await tx.delegation.findMany({
    where: { delegateId: signerId },
    include: { structure: { select: { path: true } } },
    orderBy: [{ from: 'desc' }, { id: 'asc' }],
  });
  const facts: DelegationFacts[] = [];
  for (const delegation of delegations) {
    facts.push({
      id: delegation.id,
      reference: delegation.reference,
      delegatorQuality: delegation.delegatorQuality,
      delegateId: delegation.delegateId,
      matters: delegation.matters,
      structureId: delegation.structureId,
      structurePath: delegation.structure.path,
      from: civilDateOf(delegation.from),
      until: delegation.until && civilDateOf(delegation.until),
      publishedOn: delegation.publishedOn && civilDateOf(delegation.publishedOn),
      revokedOn: delegation.revokedAt && parisDay(delegation.revokedAt),
      delegator: await officerFacts(tx, delegation.delegatorId),
    });
  }
  return {
    signer: await officerFacts(tx, signerId),
    agentId: request.agentId,
    filedById: request.filedById,
    matter: request.kind,
    structurePath: structure.path,
    delegations: facts,
    day: parisDay(at),
  };
}

/** Who holds an office: their posts and rights, whatever their dates. */
export async function officerFacts(tx: Tx, personId: string): Promise<Officer> {
  const person = await tx.person.findUniqueOrThrow({ where: { id: personId }, include: OFFICER });
  return {
    personId,
    postings: person.postings.map(({ from, until }) => ({
      from: civilDateOf(from),
      until: until && civilDateOf(until),
    })),
    habilitations: person.habilitations.flatMap(({ role, structure, from, until, byRight }) =>
      isRole(role)
        ? [
            {
              role,
              structurePath: structure.path,
              from: civilDateOf(from),
              until: until && civilDateOf(until),
              byRight,
            },
          ]
        : [],
    ),
  };
}

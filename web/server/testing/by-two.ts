import { parisDay } from '#domain/calendar/civil-date.ts';
import type { Role } from '#domain/permissions/role.ts';
import type { TestPortal } from './portal.ts';

/** The administrators of the demonstration: the first one proposes, the second one confirms. */
export const ADMINISTRATORS = ['adam.administrateur', 'agathe.administratrice'] as const;

/** Has the second administrator confirm what the first one proposed. */
export async function confirmed(portal: TestPortal, proposalId: string): Promise<void> {
  const agathe = await portal.as(ADMINISTRATORS[1]);
  await agathe.post(`/api/administration/proposals/${proposalId}/confirmation`).expect(204);
}

/** Gives a sensitive right by the API, as the two people it takes; answers its id. */
export async function givenByTwo(
  portal: TestPortal,
  { who, role, on, byRight = false }: { who: string; role: Role; on: string; byRight?: boolean },
): Promise<string> {
  const { prisma } = portal.dependencies.database;
  const adam = await portal.as(ADMINISTRATORS[0]);
  const structure = await prisma.structure.findUniqueOrThrow({ where: { code: on } });
  const right = { personId: await portal.personId(who), structureId: structure.id, role, byRight };
  const { body } = await adam
    .post('/api/administration/habilitations')
    .send({ ...right, from: parisDay(new Date()), until: null, reason: 'Décision du chef de service.' })
    .expect(202);
  await confirmed(portal, body.proposalId);
  return (await prisma.habilitation.findUniqueOrThrow({ where: { proposalId: body.proposalId } })).id;
}

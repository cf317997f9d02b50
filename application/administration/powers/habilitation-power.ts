import { type Period, parisDay } from '#domain/calendar/civil-date.ts';
import { overlap } from '#domain/calendar/period.ts';
import { DomainError } from '#domain/errors.ts';
import { type Appointment, type PowerText, powerBegins } from '#domain/permissions/actor.ts';
import { isSensitiveRole, type Role } from '#domain/permissions/role.ts';
import { personExists } from '#prisma/repositories/administration/directory.ts';
import { createHabilitation, habilitationsOf, lockPerson } from '#prisma/repositories/administration/holdings.ts';
import { delegatesOf } from '#prisma/repositories/administration/power.ts';
import { periodsInPost } from '#prisma/repositories/people/holdings-of.ts';
import { fromToday, mustFit, notInPast, structureAt, traceChange } from '../change.ts';
import type { Power } from './power.ts';

/** A right to give on a structure and everything below it, for a period. */
export interface RightFacts extends Period, PowerText {
  readonly personId: string;
  readonly structureId: string;
  readonly role: Role;
  readonly byRight: boolean;
}

/** A right on a structure; a sensitive role takes two administrators. */
export const habilitationPower: Power<RightFacts> = {
  kind: 'habilitation',
  subject: ({ personId, structureId, role }) => ({ personId, structureId, facts: { role } }),
  lock: (tx, { personId }) => lockPerson(tx, personId),
  async weigh(tx, { personId, structureId, role, byRight }, at) {
    const { path } = await structureAt(tx, structureId);
    // Delegates of this person would be able to sign again.
    const gainerIds = byRight ? await delegatesOf(tx, personId, parisDay(at)) : [];
    return { from: path, to: path, personIds: [personId], gainerIds, role, sensitive: isSensitiveRole(role) };
  },
  async check(tx, right, at) {
    const { personId, structureId, role } = right;
    notInPast(right.from, at);
    if (right.appointment) mustBeAppointed(right, right.appointment, at);
    if (!(await personExists(tx, personId))) throw new DomainError('not-found');
    const inPost = await periodsInPost(tx, personId);
    if (!inPost.some((post) => overlap(post, right))) throw new DomainError('person-departed');
    mustFit(right, await habilitationsOf(tx, personId, role, structureId), await structureAt(tx, structureId));
  },
  async write(tx, change, right, { proposalId }) {
    const id = await createHabilitation(tx, { ...right, ground: proposalId === null ? null : 'proposal', proposalId });
    const { personId: chain, ...facts } = right;
    const after = { ...facts, ...(proposalId !== null && { proposalId }) };
    await traceChange(tx, change, { chain, verb: 'habilitation.create', subject: `habilitation:${id}`, after });
    return id;
  },
  confirmed: fromToday,
};

/**
 * Checks that a power begins no earlier than its appointment allows, and that a publication is
 * recorded once it took place.
 */
function mustBeAppointed({ from }: Period, appointment: Appointment, at: Date): void {
  if (appointment.publishedOn !== null && appointment.publishedOn > parisDay(at))
    throw new DomainError('publication-in-future');
  const day = powerBegins(appointment);
  if (from < day) throw new DomainError('power-before-appointment', { day });
}

import { parisDay } from '../../../domain/calendar/civil-date.ts';
import { guardedPath, isGuardedByTwo } from '../../../domain/permissions/people.ts';
import { lockPerson } from '../../../prisma/repositories/administration/holdings.ts';
import { actorFacts } from '../../../prisma/repositories/people/people.ts';
import { personPlace } from '../../../prisma/repositories/people/persons.ts';
import { mustBeRecoverable, recoverHeld } from '../../account/recover-held.ts';
import { structureAt } from '../change.ts';
import type { Power } from './power.ts';

/** An account to give back to its owner. */
export interface RecoveryAsked {
  readonly personId: string;
  /** Above where they are and all that they sign, pay, publish or administer: whose administrators answer for it. */
  readonly structureId: string;
}

/** Whoever has somebody's factor replaced, and reads their mail, enters in their place: where they sign, that is a power. */
export const recoveryPower: Power<RecoveryAsked> = {
  kind: 'recovery',
  subject: ({ personId, structureId }) => ({ personId, structureId, facts: {} }),
  lock: (tx, { personId }) => lockPerson(tx, personId),
  async weigh(tx, { personId, structureId }, at) {
    const day = parisDay(at);
    const asked = await structureAt(tx, structureId);
    const person = await actorFacts(tx, personId);
    // Where they are and what they hold by now, should that have changed since.
    const path = guardedPath((await personPlace(tx, personId, day))?.placePath ?? asked.path, person, day);
    return { from: path, to: path, personIds: [personId], gainerIds: [], sensitive: isGuardedByTwo(person, day) };
  },
  check: (tx, { personId }) => mustBeRecoverable(tx, personId),
  write: (tx, change, { personId }, agreed) => recoverHeld(tx, change, { personId, ...agreed }),
};

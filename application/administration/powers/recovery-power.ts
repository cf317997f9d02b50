import { parisDay } from '../../../domain/calendar/civil-date.ts';
import { lockPerson } from '../../../prisma/repositories/administration/holdings.ts';
import { mustBeRecoverable, recoverHeld } from '../../account/recover-held.ts';
import { guardedPlace } from '../../people/guarded-place.ts';
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
    // Where they are and what they hold by now, should that have changed since.
    const { path, byTwo } = (await guardedPlace(tx, personId, day)) ?? { path: asked.path, byTwo: true };
    return { from: path, to: path, personIds: [personId], gainerIds: [], sensitive: byTwo };
  },
  check: (tx, { personId }) => mustBeRecoverable(tx, personId),
  write: (tx, change, { personId }, agreed) => recoverHeld(tx, change, { personId, ...agreed }),
};

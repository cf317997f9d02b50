import { lockPerson } from '#prisma/repositories/administration/holdings.ts';
import { mustBeRecoverable, recoverHeld } from '../../account/recover-held.ts';
import type { Power } from './power.ts';
import { weighGuarded } from './weigh-guarded.ts';

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
  weigh: weighGuarded,
  check: (tx, { personId }) => mustBeRecoverable(tx, personId),
  write: (tx, change, { personId }, agreed) => recoverHeld(tx, change, { personId, ...agreed }),
};

import { lockPerson } from '#prisma/repositories/administration/holdings.ts';
import { mustBeRecoverable, recoverHeld } from '../../account/recover-held.ts';
import type { Power } from './power.ts';
import { weighGuarded } from './weigh-guarded.ts';

/** An account to give back to its owner. */
export interface RecoveryAsked {
  readonly personId: string;
  /**
   * The lowest structure above where they are posted and everything that they sign, pay, publish or
   * administer; its administrators are responsible for them.
   */
  readonly structureId: string;
}

/**
 * Recovery of an account. Anybody who has a person's second factor replaced and reads their mail
 * can sign in as them, so it takes two administrators where the person signs.
 */
export const recoveryPower: Power<RecoveryAsked> = {
  kind: 'recovery',
  subject: ({ personId, structureId }) => ({ personId, structureId, facts: {} }),
  lock: (tx, { personId }) => lockPerson(tx, personId),
  weigh: weighGuarded,
  check: (tx, { personId }) => mustBeRecoverable(tx, personId),
  write: (tx, change, { personId }, agreed) => recoverHeld(tx, change, { personId, ...agreed }),
};

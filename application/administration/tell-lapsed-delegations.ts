import { parisDay } from '#domain/calendar/civil-date.ts';
import { delegationLapse, officeEndOf } from '#domain/power/delegation.ts';
import { delegationsInDoubt } from '#prisma/repositories/administration/delegations.ts';
import { type Notice, notifyMissing } from '#prisma/repositories/messages/notifications.ts';
import type { NotifyingDeps } from '../dependencies.ts';
import { endedOn, noticeOfDelegation } from './notice-of-delegation.ts';

/**
 * Notifies both people that a delegation binds when it lapsed because one of them left or changed
 * office. Covers the last week; one notice a delegation, even when called again.
 */
export async function notifyLapsedDelegations({ database, mailDomain }: NotifyingDeps, at: Date): Promise<void> {
  const { prisma } = database;
  const day = parisDay(at);
  const notices: Notice[] = [];
  for (const one of await delegationsInDoubt(prisma, day)) {
    const { delegate } = one;
    // A suspension ends some day; an office that ended ends the delegation for good.
    const lapse = delegationLapse({ ...one, suspended: null }, delegate, day);
    const ofGiver = lapse === 'delegator-left' || lapse === 'delegator-changed-office';
    const ofReceiver = lapse === 'delegate-left' || lapse === 'delegate-changed-office';
    if (!ofGiver && !ofReceiver) continue;
    const last = officeEndOf(one, delegate);
    const message = ofGiver ? 'delegation-giver-left' : 'delegation-receiver-left';
    const recipients = [one.delegator.personId, one.delegateId];
    const notice = { message, occasion: `delegation:${one.id}`, mailDomain, recipients } as const;
    notices.push(noticeOfDelegation(one, notice, last === null ? undefined : endedOn(last)));
  }
  await notifyMissing(prisma, notices);
}

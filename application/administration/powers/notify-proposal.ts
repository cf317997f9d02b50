import { parisDay } from '#domain/calendar/civil-date.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { RightMessage } from '#domain/operations/notice.ts';
import type { PowerGiven } from '#domain/permissions/administration.ts';
import type { Tx } from '#prisma/client.ts';
import { nearestBut } from '#prisma/repositories/administration/power.ts';
import type { ProposalFacts } from '#prisma/repositories/administration/proposals.ts';
import { notify } from '#prisma/repositories/notifications.ts';
import { wordsOf } from './proposal-words.ts';

interface Proposed extends ProposalFacts {
  readonly id: string;
  readonly proposedById: string;
}
interface When {
  readonly at: Date;
  readonly mailDomain: string;
}

/** The journal that a proposal is written in: of whoever would receive it, or of the system for a move. */
export const chainOf = ({ personId }: Pick<ProposalFacts, 'personId'>): string => personId ?? SYSTEM_CHAIN;

/** Whom a proposal concerns, by what they are told: whoever heads the structure, and the nearest administrators who can confirm. */
export async function concernedBy(tx: Tx, proposed: Proposed, given: PowerGiven, at: Date) {
  const concerned = [proposed.proposedById, ...given.personIds];
  const { structureId, facts } = proposed;
  const there = proposed.kind === 'move' ? String(facts.parentId) : structureId;
  const but = [...concerned, ...given.gainerIds];
  const confirming = await nearestBut(tx, { role: 'administrateur', structureId: there, but, day: parisDay(at) });
  return [
    { message: 'right-proposed', recipients: await headsOf(tx, proposed, concerned, at) },
    { message: 'right-to-confirm', recipients: confirming },
  ] as const;
}

/** Notifies them. */
export async function notifyProposed(tx: Tx, proposed: Proposed, given: PowerGiven, when: When): Promise<void> {
  for (const { message, recipients } of await concernedBy(tx, proposed, given, when.at))
    await notifyOf(tx, proposed, message, recipients, when.mailDomain);
}

/** Whom a confirmation concerns but those who receive it: whoever heads the structure, and whoever proposed it. */
export async function confirmedTo(
  tx: Tx,
  proposed: Proposed,
  given: PowerGiven,
  { at, byId }: { readonly at: Date; readonly byId: string },
): Promise<string[]> {
  const heads = await headsOf(tx, proposed, [proposed.proposedById, byId, ...given.personIds], at);
  return [...heads, proposed.proposedById];
}

/** Notifies whoever received it; and those, unless they are told of several together. */
export async function notifyConfirmed(
  tx: Tx,
  proposed: Proposed,
  given: PowerGiven,
  when: When & { readonly byId: string; readonly together: boolean },
): Promise<void> {
  const others = when.together ? [] : await confirmedTo(tx, proposed, given, when);
  await notifyOf(tx, proposed, 'right-confirmed', [...others, ...given.personIds], when.mailDomain);
}

/** Notifies whoever proposed it. */
export const notifyRefused = (tx: Tx, proposed: Proposed, when: When): Promise<void> =>
  notifyOf(tx, proposed, 'right-refused', [proposed.proposedById], when.mailDomain);

/** The nearest « supérieur » who is none of those concerned: who gives a power is not who is told of it. */
const headsOf = (tx: Tx, { structureId }: Proposed, but: readonly string[], at: Date): Promise<string[]> =>
  nearestBut(tx, { role: 'superieur', structureId, but, day: parisDay(at) });

/** Notifies some people of a proposal, in its words. */
export async function notifyOf(
  tx: Tx,
  proposed: Proposed,
  message: RightMessage,
  recipients: readonly string[],
  mailDomain: string,
): Promise<void> {
  const words = await wordsOf(tx, proposed);
  await notify(tx, {
    ...{ requestId: null, message, occasion: `proposal:${proposed.id}`, mailDomain },
    recipients: [...new Set(recipients)],
    detail: { 'title.fr': words.fr, 'title.en': words.en },
  });
}

import { parisDay } from '#domain/calendar/civil-date.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { RightMessage } from '#domain/notice/notice.ts';
import type { PowerGiven } from '#domain/permissions/administration.ts';
import type { Tx } from '#prisma/client.ts';
import { nearestBut } from '#prisma/repositories/administration/power.ts';
import type { ProposalFacts } from '#prisma/repositories/administration/proposals.ts';
import { notify } from '#prisma/repositories/messages/notifications.ts';
import { wordsOf } from './proposal-words.ts';

interface Proposed extends ProposalFacts {
  readonly id: string;
  readonly proposedById: string;
}
interface When {
  readonly at: Date;
  readonly mailDomain: string;
}

/**
 * Returns the audit chain of a proposal: that of the person who would receive the power, or the
 * system's for a move.
 */
export const chainOf = ({ personId }: Pick<ProposalFacts, 'personId'>): string => personId ?? SYSTEM_CHAIN;

/**
 * Lists the people to notify of a proposal, by message: the supérieurs of the structure, and the
 * nearest administrators who can confirm.
 */
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

/** Notifies the people that a new proposal concerns. */
export async function notifyProposed(tx: Tx, proposed: Proposed, given: PowerGiven, when: When): Promise<void> {
  for (const { message, recipients } of await concernedBy(tx, proposed, given, when.at))
    await notifyOf(tx, proposed, message, recipients, when.mailDomain);
}

/**
 * Lists the people to notify of a confirmation, apart from those who receive the power: the
 * supérieurs of the structure and the proposer.
 */
export async function confirmedTo(
  tx: Tx,
  proposed: Proposed,
  given: PowerGiven,
  { at, byId }: { readonly at: Date; readonly byId: string },
): Promise<string[]> {
  const heads = await headsOf(tx, proposed, [proposed.proposedById, byId, ...given.personIds], at);
  return [...heads, proposed.proposedById];
}

/**
 * Notifies the people who receive a confirmed power; also the others concerned, unless they are
 * notified of several together.
 */
export async function notifyConfirmed(
  tx: Tx,
  proposed: Proposed,
  given: PowerGiven,
  when: When & { readonly byId: string; readonly together: boolean },
): Promise<void> {
  const others = when.together ? [] : await confirmedTo(tx, proposed, given, when);
  await notifyOf(tx, proposed, 'right-confirmed', [...others, ...given.personIds], when.mailDomain);
}

/** Notifies the proposer that their proposal was refused. */
export const notifyRefused = (tx: Tx, proposed: Proposed, when: When): Promise<void> =>
  notifyOf(tx, proposed, 'right-refused', [proposed.proposedById], when.mailDomain);

/**
 * Finds the nearest « supérieur » who is not one of those concerned: a person who gives a power is
 * not notified of it.
 */
const headsOf = (tx: Tx, { structureId }: Proposed, but: readonly string[], at: Date): Promise<string[]> =>
  nearestBut(tx, { role: 'superieur', structureId, but, day: parisDay(at) });

/** Notifies people of a proposal, with the words that describe it. */
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

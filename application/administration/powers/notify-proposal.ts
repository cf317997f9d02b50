import { parisDay } from '../../../domain/calendar/civil-date.ts';
import { SYSTEM_CHAIN } from '../../../domain/evidence/audit.ts';
import type { RightMessage } from '../../../domain/operations/notice.ts';
import type { PowerGiven } from '../../../domain/permissions/administration.ts';
import type { Tx } from '../../../prisma/client.ts';
import { nearestBut } from '../../../prisma/repositories/administration/power.ts';
import type { ProposalFacts } from '../../../prisma/repositories/administration/proposals.ts';
import { notify } from '../../../prisma/repositories/notifications.ts';
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

/** Notifies whoever heads the structure, and the nearest administrators who can confirm. */
export async function notifyProposed(tx: Tx, proposed: Proposed, given: PowerGiven, when: When): Promise<void> {
  const concerned = [proposed.proposedById, ...given.personIds];
  await send(tx, proposed, 'right-proposed', await headsOf(tx, proposed, concerned, when), when);
  const { structureId, facts } = proposed;
  const there = proposed.kind === 'move' ? String(facts.parentId) : structureId;
  const but = [...concerned, ...given.gainerIds];
  const confirming = await nearestBut(tx, { role: 'administrateur', structureId: there, but, day: parisDay(when.at) });
  await send(tx, proposed, 'right-to-confirm', confirming, when);
}

/** Notifies whoever heads the structure, whoever proposed it and whoever received it. */
export async function notifyConfirmed(
  tx: Tx,
  proposed: Proposed,
  given: PowerGiven,
  when: When & { readonly byId: string },
): Promise<void> {
  const concerned = [proposed.proposedById, when.byId, ...given.personIds];
  const heads = await headsOf(tx, proposed, concerned, when);
  await send(tx, proposed, 'right-confirmed', [...heads, proposed.proposedById, ...given.personIds], when);
}

/** Notifies whoever proposed it. */
export const notifyRefused = (tx: Tx, proposed: Proposed, when: When): Promise<void> =>
  send(tx, proposed, 'right-refused', [proposed.proposedById], when);

/** The nearest « supérieur » who is none of those concerned: who gives a power is not who is told of it. */
const headsOf = (tx: Tx, { structureId }: Proposed, but: readonly string[], { at }: When): Promise<string[]> =>
  nearestBut(tx, { role: 'superieur', structureId, but, day: parisDay(at) });

async function send(
  tx: Tx,
  proposed: Proposed,
  message: RightMessage,
  recipients: readonly string[],
  { mailDomain }: When,
): Promise<void> {
  const words = await wordsOf(tx, proposed);
  await notify(tx, {
    ...{ requestId: null, message, occasion: `proposal:${proposed.id}`, mailDomain },
    recipients: [...new Set(recipients)],
    detail: { 'title.fr': words.fr, 'title.en': words.en },
  });
}

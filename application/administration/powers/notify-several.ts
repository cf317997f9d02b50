import type { RightMessage } from '../../../domain/operations/notice.ts';
import { type Proposal, proposedAtOnce } from '../../../prisma/repositories/administration/proposals.ts';
import { notify } from '../../../prisma/repositories/notifications.ts';
import { concernedBy, notifyOf } from './notify-proposal.ts';
import type { GivingDeps } from './power.ts';
import { powerOf } from './powers.ts';

/** How several are said, of what one of them is said by. */
const OF_SEVERAL = {
  'right-proposed': 'rights-proposed',
  'right-to-confirm': 'rights-to-confirm',
} as const satisfies Partial<Record<RightMessage, RightMessage>>;

/**
 * Notifies of what somebody proposed by one gesture and that still waits: whoever heads the structures, and those who can
 * confirm. Whoever is concerned by several is told how many, once. Answers how many people were told.
 */
export const notifySeveral = (
  { database, mailDomain }: GivingDeps,
  gesture: { readonly byId: string; readonly at: Date },
  now: Date,
): Promise<number> =>
  database.transaction(async (tx) => {
    const told = new Map<string, { message: keyof typeof OF_SEVERAL; recipient: string; proposals: Proposal[] }>();
    for (const proposal of await proposedAtOnce(tx, gesture)) {
      const given = await powerOf(proposal.kind).weigh(tx, proposal.facts, now);
      for (const { message, recipients } of await concernedBy(tx, proposal, given, now))
        for (const recipient of recipients) {
          const key = `${message}:${recipient}`;
          const known = told.get(key) ?? { message, recipient, proposals: [] };
          known.proposals.push(proposal);
          told.set(key, known);
        }
    }
    for (const { message, recipient, proposals } of told.values()) {
      const [first, ...others] = proposals;
      if (first !== undefined && others.length === 0) await notifyOf(tx, first, message, [recipient], mailDomain);
      else
        await notify(tx, {
          ...{ requestId: null, message: OF_SEVERAL[message], mailDomain, recipients: [recipient] },
          occasion: `proposals:${gesture.byId}:${gesture.at.toISOString()}`,
          detail: { count: proposals.length },
        });
    }
    return new Set([...told.values()].map(({ recipient }) => recipient)).size;
  });

import type { RightMessage } from '../../../domain/operations/notice.ts';
import type { Tx } from '../../../prisma/client.ts';
import { type Proposal, proposedAtOnce } from '../../../prisma/repositories/administration/proposals.ts';
import { notify } from '../../../prisma/repositories/notifications.ts';
import { concernedBy, notifyOf } from './notify-proposal.ts';
import type { GivingDeps } from './power.ts';
import { powerOf } from './powers.ts';
import { wordsOf } from './proposal-words.ts';

/** Each in its words, one after the other: who heads a structure has no page of proposals to read them on. */
async function wordsOfEach(tx: Tx, proposals: readonly Proposal[]) {
  const each = [];
  for (const proposal of proposals) each.push(await wordsOf(tx, proposal));
  return { 'title.fr': each.map(({ fr }) => fr).join(' ; '), 'title.en': each.map(({ en }) => en).join('; ') };
}

/** How several are said, of what one of them is said by. */
const OF_SEVERAL = {
  'right-proposed': 'rights-proposed',
  'right-to-confirm': 'rights-to-confirm',
} as const satisfies Partial<Record<RightMessage, RightMessage>>;

/**
 * Notifies of what somebody proposed by one gesture and that still waits: whoever heads the structures, and those who can
 * confirm. Whoever is concerned by several is told once, of how many and of each. Answers how many people were told.
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
          detail: { count: proposals.length, ...(await wordsOfEach(tx, proposals)) },
        });
    }
    return new Set([...told.values()].map(({ recipient }) => recipient)).size;
  });

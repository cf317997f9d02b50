import type { RightMessage } from '#domain/notice/notice.ts';
import type { Tx } from '#prisma/client.ts';
import { type Gesture, type Proposal, proposalsOf } from '#prisma/repositories/administration/proposals.ts';
import { notify } from '#prisma/repositories/messages/notifications.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import type { Deps, NotifyingDeps } from '../../dependencies.ts';
import type { Change } from '../change.ts';
import { concernedBy, confirmedTo, notifyOf } from './notify-proposal.ts';
import { powerOf } from './powers.ts';
import { wordsOf } from './proposal-words.ts';

/** The message that replaces each one when it is about several proposals. */
const OF_SEVERAL = {
  'right-proposed': 'rights-proposed',
  'right-to-confirm': 'rights-to-confirm',
  'right-confirmed': 'rights-confirmed',
} as const satisfies Partial<Record<RightMessage, RightMessage>>;
type Message = keyof typeof OF_SEVERAL;

/** One message to one person, with all the proposals that it is about. */
interface Notified {
  readonly message: Message;
  readonly recipient: string;
  readonly proposals: Proposal[];
}

/**
 * Queues one notification of several proposals or confirmations that are about to be made one by
 * one. Call it before the first: a server that stops on the way then leaves nobody without notice.
 */
export const announceSeveral = (
  { database }: Pick<Deps, 'database'>,
  did: Gesture['did'],
  { actor, at }: Pick<Change, 'actor' | 'at'>,
): Promise<unknown> => {
  const payload = { did, byId: actor.personId, at: at.toISOString() };
  return database.transaction((tx) => enqueue(tx, { command: 'notify-proposals', payload }));
};

/**
 * Notifies the people concerned by several proposals made at once, or confirmed at once. Of
 * proposals still waiting: the supérieurs of the structures and those who can confirm; of
 * confirmations: the supérieurs and the proposers. Each person gets one message, with the count and
 * each proposal.
 * @returns the number of people notified
 */
export const notifySeveral = ({ database, mailDomain }: NotifyingDeps, gesture: Gesture, now: Date): Promise<number> =>
  database.transaction(async (tx) => {
    const all = await notifiedOf(tx, gesture, now);
    for (const { message, recipient, proposals } of all) {
      const [first, ...others] = proposals;
      if (first !== undefined && others.length === 0) await notifyOf(tx, first, message, [recipient], mailDomain);
      else
        await notify(tx, {
          ...{ requestId: null, message: OF_SEVERAL[message], mailDomain, recipients: [recipient] },
          occasion: `proposals-${gesture.did}:${gesture.byId}:${gesture.at.toISOString()}`,
          detail: { count: proposals.length, ...(await wordsOfEach(tx, proposals)) },
        });
    }
    return new Set(all.map(({ recipient }) => recipient)).size;
  });

/** Groups proposals by message and recipient, so that each person gets each message once. */
async function notifiedOf(tx: Tx, gesture: Gesture, now: Date): Promise<readonly Notified[]> {
  const notified = new Map<string, Notified>();
  for (const proposal of await proposalsOf(tx, gesture))
    for (const { message, recipients } of await concerned(tx, proposal, gesture, now))
      for (const recipient of recipients) {
        const key = `${message}:${recipient}`;
        const known = notified.get(key) ?? { message, recipient, proposals: [] };
        known.proposals.push(proposal);
        notified.set(key, known);
      }
  return [...notified.values()];
}

/** Lists the people concerned by one proposal, as if it had been made or confirmed alone. */
async function concerned(
  tx: Tx,
  proposal: Proposal,
  { did, byId }: Gesture,
  now: Date,
): Promise<readonly { readonly message: Message; readonly recipients: readonly string[] }[]> {
  const given = await powerOf(proposal.kind).weigh(tx, proposal.facts, now);
  if (did === 'proposed') return concernedBy(tx, proposal, given, now);
  return [{ message: 'right-confirmed', recipients: await confirmedTo(tx, proposal, given, { at: now, byId }) }];
}

/**
 * Describes each proposal in turn: a supérieur has no page of proposals where they could be read.
 */
async function wordsOfEach(tx: Tx, proposals: readonly Proposal[]) {
  const each = [];
  for (const proposal of proposals) each.push(await wordsOf(tx, proposal));
  return { 'title.fr': each.map(({ fr }) => fr).join(' ; '), 'title.en': each.map(({ en }) => en).join('; ') };
}

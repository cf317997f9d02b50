import type { RightMessage } from '#domain/operations/notice.ts';
import type { Tx } from '#prisma/client.ts';
import { type Gesture, type Proposal, proposalsOf } from '#prisma/repositories/administration/proposals.ts';
import { notify } from '#prisma/repositories/notifications.ts';
import { enqueue } from '#prisma/repositories/outbox.ts';
import type { Deps, NotifyingDeps } from '../../dependencies.ts';
import type { Change } from '../change.ts';
import { concernedBy, confirmedTo, notifyOf } from './notify-proposal.ts';
import { powerOf } from './powers.ts';
import { wordsOf } from './proposal-words.ts';

/** How several are said, of what one of them is said by. */
const OF_SEVERAL = {
  'right-proposed': 'rights-proposed',
  'right-to-confirm': 'rights-to-confirm',
  'right-confirmed': 'rights-confirmed',
} as const satisfies Partial<Record<RightMessage, RightMessage>>;
type Message = keyof typeof OF_SEVERAL;

/** What somebody is notified of. */
interface Notified {
  readonly message: Message;
  readonly recipient: string;
  readonly proposals: Proposal[];
}

/**
 * Has those concerned by what is about to be proposed, or confirmed, one after the other, told of it together by a worker. It
 * is asked for before the first: none goes untold if the server dies on the way.
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
 * Notifies of what somebody proposed by one gesture and that still waits, whoever heads the structures and those who can
 * confirm; of what they confirmed, whoever heads the structures and whoever proposed it. Whoever is concerned by several is
 * told once, of how many and of each. Answers how many people were told.
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

/** Who is notified of what: each message once a person, with all that it is about. */
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

/** Those concerned by one of them, as if it had been proposed or confirmed alone. */
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

/** Each in its words, one after the other: who heads a structure has no page of proposals to read them on. */
async function wordsOfEach(tx: Tx, proposals: readonly Proposal[]) {
  const each = [];
  for (const proposal of proposals) each.push(await wordsOf(tx, proposal));
  return { 'title.fr': each.map(({ fr }) => fr).join(' ; '), 'title.en': each.map(({ en }) => en).join('; ') };
}

import { parisDay } from '#domain/calendar/civil-date.ts';
import { aboutProposal, type CircuitNotice } from '#domain/circuit/words/notice.ts';
import type { Tx } from '#prisma/client.ts';
import { filesOfDraft } from '#prisma/repositories/circuits/atelier.ts';
import { analystsOn, type ProposalRow } from '#prisma/repositories/circuits/proposals.ts';
import { notify } from '#prisma/repositories/messages/notifications.ts';
import type { Deps } from '../dependencies.ts';
import { titleIn } from './draft-title.ts';

/**
 * Dependencies of use cases that notify people; messages take their domain from the portal's
 * address.
 */
export type AtelierDeps = Pick<Deps, 'database'> & { readonly baseUrl: string };

/** Notifies analysts about a circuit, in the portal and by mail. */
export async function notifyAnalysts(
  tx: Tx,
  baseUrl: string,
  notice: {
    readonly message: CircuitNotice;
    readonly subject: string;
    readonly title: { readonly fr: string; readonly en: string };
    readonly occasion: string;
    readonly recipients: readonly string[];
  },
): Promise<void> {
  const { title, ...rest } = notice;
  const detail = { circuitFr: title.fr, circuitEn: title.en };
  await notify(tx, { ...rest, detail, mailDomain: new URL(baseUrl).hostname });
}

/** Notifies people about a proposal, once each. */
export const notifyOfProposal = async (
  tx: Tx,
  baseUrl: string,
  message: CircuitNotice,
  { id, draftId, of, kind }: Pick<ProposalRow, 'id' | 'draftId' | 'of' | 'kind'>,
  recipients: readonly string[],
): Promise<void> =>
  notifyAnalysts(tx, baseUrl, {
    message,
    subject: aboutProposal(id),
    title: titleIn(await filesOfDraft(tx, draftId), { of, kind }),
    occasion: message,
    recipients,
  });

/**
 * Lists the analysts who may approve a proposal. If all of them touched it, lists all but its
 * proposer: they can find somebody who may.
 */
export async function approversOf(
  tx: Tx,
  { proposedBy, touchedBy }: Pick<ProposalRow, 'proposedBy' | 'touchedBy'>,
  at: Date,
): Promise<readonly string[]> {
  const others = (await analystsOn(tx, parisDay(at))).filter((id) => id !== proposedBy);
  const free = others.filter((id) => !touchedBy.includes(id));
  return free.length > 0 ? free : others;
}

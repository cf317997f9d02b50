import type { ChangeSource } from '#domain/people/import-line.ts';
import type { Tx } from '#prisma/client.ts';
import { endLinksOf } from '#prisma/repositories/account/links.ts';
import { notify } from '#prisma/repositories/messages/notifications.ts';
import { findMailed, type Identity, writeCorrection } from '#prisma/repositories/people/persons.ts';
import { authorOf, type Change, traceChange } from '../administration/change.ts';

const WORDS: Readonly<Record<keyof Identity, { readonly fr: string; readonly en: string }>> = {
  firstName: { fr: 'prénom', en: 'first name' },
  lastName: { fr: 'nom', en: 'last name' },
  employeeNumber: { fr: 'matricule', en: 'employee number' },
  workEmail: { fr: 'adresse professionnelle', en: 'work address' },
};

/**
 * Writes a correction with its audit entry, which names the corrected fields but not their values,
 * and notifies the person, at their former address too.
 * @returns the id of the correction
 */
export async function keepCorrection(
  tx: Tx,
  change: Change,
  {
    mailDomain,
    ...correction
  }: {
    readonly personId: string;
    readonly former: Identity;
    readonly after: Partial<Identity>;
    readonly source: ChangeSource;
    readonly proposalId: string | null;
    readonly mailDomain: string;
  },
): Promise<string> {
  const { personId, former, after, source, proposalId } = correction;
  const { at, reason } = change;
  // The former address, of work or of the account, is notified too.
  const mailed = await findMailed(tx, personId);
  const before = mailed?.workEmail ?? mailed?.accountEmail ?? null;
  const id = await writeCorrection(tx, { ...correction, reason, byId: authorOf(change), at });
  const fields = Object.keys(after) as (keyof Identity)[];
  await traceChange(tx, change, {
    ...{ chain: personId, verb: 'person.correct', subject: `person-change:${id}` },
    after: { corrected: fields, source, ...(proposalId !== null && { proposalId }) },
  });
  const moved = after.workEmail !== undefined && after.workEmail?.toLowerCase() !== former.workEmail?.toLowerCase();
  // The former address may belong to somebody else: links mailed there end.
  if (moved) await endLinksOf(tx, personId, at);
  const titleIn = (language: 'fr' | 'en') => fields.map((field) => WORDS[field][language]).join(', ');
  await notify(tx, {
    ...{ requestId: null, message: 'identity-corrected', occasion: `person-change:${id}`, mailDomain },
    recipients: [personId],
    addresses: moved && before !== null ? [{ recipientId: personId, address: before }] : [],
    detail: { 'title.fr': titleIn('fr'), 'title.en': titleIn('en') },
  });
  return id;
}

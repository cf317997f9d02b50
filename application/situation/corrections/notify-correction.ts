import { parisDay } from '#domain/calendar/civil-date.ts';
import type { KnownContact } from '#domain/effect/known-contacts.ts';
import type { DossierFacts } from '#domain/permissions/dossier.ts';
import { aboutSituation, type SituationNotice } from '#domain/situation/notice.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import type { Tx } from '#prisma/client.ts';
import { nearestBut } from '#prisma/repositories/administration/power.ts';
import { notify } from '#prisma/repositories/messages/notifications.ts';
import { addressesIn } from '#prisma/repositories/people/situation.ts';

/** Describes a correction: its theme, never its values. */
const said = (message: SituationNotice, personId: string, id: string, { title }: Pick<Theme, 'title'>) => ({
  ...{ subject: aboutSituation(personId), message, occasion: `correction:${id}` },
  detail: { themeFr: title.fr, themeEn: title.en },
});

interface About {
  readonly id: string;
  readonly theme: Pick<Theme, 'title'>;
  readonly mailDomain: string;
}

/** Notifies the agent of a correction, at work and at the contacts known before. */
export async function notifyCorrected(
  tx: Tx,
  {
    personId,
    id,
    theme,
    known,
    mailDomain,
  }: About & { readonly personId: string; readonly known: readonly KnownContact[] },
): Promise<void> {
  await notify(tx, {
    ...said('situation-corrected', personId, id, theme),
    recipients: [personId],
    addresses: addressesIn(known).map((address) => ({ recipientId: personId, address })),
    mailDomain,
  });
}

/** Notifies the nearest other managers of the file that a correction waits for them. */
export async function notifyToConfirm(
  tx: Tx,
  asked: About & { readonly dossier: DossierFacts; readonly proposedById: string; readonly at: Date },
): Promise<void> {
  const { dossier, proposedById, id, theme, at, mailDomain } = asked;
  const { personId, structurePath } = dossier;
  const structureId = structurePath?.split('/').filter(Boolean).at(-1);
  if (structureId === undefined) return;
  const but = [personId, proposedById];
  const recipients = await nearestBut(tx, { role: 'gestionnaire', structureId, but, day: parisDay(at) });
  await notify(tx, { ...said('correction-to-confirm', personId, id, theme), recipients, mailDomain });
}

/** Notifies the author of a correction that it was refused. */
export async function notifyRefused(
  tx: Tx,
  {
    personId,
    id,
    theme,
    proposedById,
    mailDomain,
  }: About & { readonly personId: string; readonly proposedById: string },
): Promise<void> {
  await notify(tx, { ...said('correction-refused', personId, id, theme), recipients: [proposedById], mailDomain });
}

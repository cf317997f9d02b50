import type { AccountMessage } from '#domain/account/notice.ts';
import type { Tx } from '#prisma/client.ts';
import { notify } from '#prisma/repositories/messages/notifications.ts';

/**
 * Notifies a person about their own account, once per occasion: on screen, and at their work
 * address or else at their account's personal one.
 */
export async function notifyAccount(
  tx: Tx,
  told: {
    readonly personId: string;
    readonly message: AccountMessage;
    /** Identifies the occasion: a second notice for it is not sent. */
    readonly occasion: string;
    /** What the message says beside its fixed words, in each language. */
    readonly words?: Readonly<Record<'fr' | 'en', string>>;
    /** The former address, which gets the message as well. */
    readonly former?: string | null;
    readonly at: Date;
    readonly mailDomain: string;
  },
): Promise<void> {
  const { personId, message, occasion, words, former = null, at, mailDomain } = told;
  await notify(tx, {
    ...{ requestId: null, message, occasion, mailDomain },
    recipients: [personId],
    addresses: former === null ? [] : [{ recipientId: personId, address: former }],
    detail: { at: at.toISOString(), ...(words && { 'title.fr': words.fr, 'title.en': words.en }) },
  });
}

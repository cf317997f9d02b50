import type { AccountMessage } from '#domain/account/notice.ts';
import type { Tx } from '#prisma/client.ts';
import { notify } from '#prisma/repositories/notifications.ts';

/** Tells a person of their own account, once an occasion, on screen and at their work address, else their account's personal one. */
export async function notifyAccount(
  tx: Tx,
  told: {
    readonly personId: string;
    readonly message: AccountMessage;
    /** What makes it unique. */
    readonly occasion: string;
    /** What the words say of it, in each language; an instant is written as a day. */
    readonly words?: Readonly<Record<'fr' | 'en', string>>;
    /** An address that it goes to as well: the one before. */
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

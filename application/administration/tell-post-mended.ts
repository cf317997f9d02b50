import type { Tx } from '#prisma/client.ts';
import { notify } from '#prisma/repositories/messages/notifications.ts';

const WORDS = {
  grade: { fr: 'grade', en: 'grade' },
  quality: { fr: 'qualité', en: 'quality' },
} as const;

/** Notifies the holder of a post of what was corrected in it (G3). */
export async function tellPostMended(
  tx: Tx,
  told: {
    readonly personId: string;
    readonly postingId: string;
    readonly said: { readonly grade?: string; readonly quality?: string };
    readonly mailDomain: string;
    readonly at: Date;
  },
): Promise<void> {
  const { personId, postingId, said, mailDomain, at } = told;
  const titleIn = (language: 'fr' | 'en') =>
    (['grade', 'quality'] as const)
      .flatMap((field) => (said[field] === undefined ? [] : [`${WORDS[field][language]}, « ${said[field]} »`]))
      .join(' ; ');
  await notify(tx, {
    ...{ requestId: null, message: 'identity-corrected', mailDomain, recipients: [personId] },
    occasion: `posting:${postingId}:${at.toISOString()}`,
    detail: { 'title.fr': titleIn('fr'), 'title.en': titleIn('en') },
  });
}

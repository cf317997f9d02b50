import { LINK_LIVES_MS, type LinkPurpose } from '#domain/account/link.ts';
import type { Tx } from '#prisma/client.ts';
import { insertLink } from '#prisma/repositories/account/links.ts';
import { digestOf, newToken } from './link-token.ts';

/** A one-time link that was made. Its token is kept nowhere. */
export interface MadeLink {
  readonly token: string;
  readonly expiresAt: Date;
}

/**
 * Makes a one-time link to an account. A mail that is sent twice bears two: using one ends the other.
 * @param made.livesMs how long it opens something; by default as one that is mailed does
 */
export async function makeLink(
  tx: Tx,
  made: { readonly userId: string; readonly purpose: LinkPurpose; readonly at: Date; readonly livesMs?: number },
): Promise<MadeLink> {
  const { userId, purpose, at, livesMs = LINK_LIVES_MS[purpose] } = made;
  const token = newToken();
  return { token, ...(await insertLink(tx, { digest: digestOf(token), purpose, userId, madeAt: at, livesMs })) };
}

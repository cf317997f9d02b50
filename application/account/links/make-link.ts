import { LINK_LIVES_MS, type LinkPurpose } from '#domain/account/link.ts';
import type { Tx } from '#prisma/client.ts';
import { insertLink } from '#prisma/repositories/account/links.ts';
import { digestOf, newToken } from './link-token.ts';

/** A one-time link. Its token is stored nowhere. */
export interface MadeLink {
  readonly token: string;
  readonly expiresAt: Date;
}

/**
 * Makes a one-time link to an account. A mail sent twice holds two links; using one ends the other.
 * @param made.livesMs how long it can be used; by default, as long as a mailed one
 */
export async function makeLink(
  tx: Tx,
  made: { readonly userId: string; readonly purpose: LinkPurpose; readonly at: Date; readonly livesMs?: number },
): Promise<MadeLink> {
  const { userId, purpose, at, livesMs = LINK_LIVES_MS[purpose] } = made;
  const token = newToken();
  return { token, ...(await insertLink(tx, { digest: digestOf(token), purpose, userId, madeAt: at, livesMs })) };
}

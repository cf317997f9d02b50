import { LINK_LIVES_MS, type LinkPurpose } from '../../domain/account/link.ts';
import type { Tx } from '../../prisma/client.ts';
import { insertLink } from '../../prisma/repositories/account/links.ts';
import { digestOf, newToken } from './link-token.ts';

/**
 * Makes a one-time link to the account of a person, and answers its token, which is kept nowhere. A mail that is sent twice
 * bears two: using one ends the other.
 * @throws {Error} when the person has no account
 */
export async function makeLink(
  tx: Tx,
  { personId, purpose, at }: { readonly personId: string; readonly purpose: LinkPurpose; readonly at: Date },
): Promise<string> {
  const { id: userId } = await tx.user.findUniqueOrThrow({ where: { personId }, select: { id: true } });
  const token = newToken();
  await insertLink(tx, { digest: digestOf(token), purpose, userId, madeAt: at, livesMs: LINK_LIVES_MS[purpose] });
  return token;
}

import { entryFault } from '#domain/account/life.ts';
import { linkFault } from '#domain/account/link.ts';
import { DomainError } from '#domain/errors.ts';
import type { Tx } from '#prisma/client.ts';
import { findLink, type Link } from '#prisma/repositories/account/links.ts';
import type { Deps } from '../../dependencies.ts';
import { mustBeLinkable } from './guarded-link.ts';
import { digestOf } from './link-token.ts';

/** A link as its bearer opens it. */
export interface LinkAsked {
  readonly token: string;
  /** The account signed in where the link is opened; null: none. */
  readonly signedInUserId: string | null;
  readonly at: Date;
}

/**
 * Returns a link that its bearer may use. Opening changes nothing, since mail scanners open links
 * too.
 * @throws {DomainError} link-unknown, link-used, link-replaced, link-late, link-of-another,
 * account-closed, account-locked, address-needed
 */
export async function usableLink(tx: Tx, { token, signedInUserId, at }: LinkAsked): Promise<Link> {
  const link = await openableLink(tx, digestOf(token), at);
  if (signedInUserId !== null && signedInUserId !== link.user.id) throw new DomainError('link-of-another');
  return link;
}

/**
 * Returns a usable link by the digest of its token.
 * @throws {DomainError} link-unknown, link-used, link-replaced, link-late, account-closed,
 * account-locked, address-needed
 */
export async function openableLink(tx: Tx, digest: string, at: Date): Promise<Link> {
  const link = await findLink(tx, digest);
  if (link === null) throw new DomainError('link-unknown');
  const fault = entryFault(link.user) ?? linkFault(link, at);
  if (fault !== null) throw new DomainError(fault);
  await mustBeLinkable(tx, link.person, at);
  return link;
}

/**
 * Returns whose link it is, its purpose and its end.
 * @throws {DomainError} as `usableLink` does
 */
export const openLink = ({ database }: Pick<Deps, 'database'>, asked: LinkAsked): Promise<Link> =>
  usableLink(database.prisma, asked);

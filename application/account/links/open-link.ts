import { entryFault } from '#domain/account/life.ts';
import { linkFault } from '#domain/account/link.ts';
import { DomainError } from '#domain/errors.ts';
import type { Tx } from '#prisma/client.ts';
import { findLink, type Link } from '#prisma/repositories/account/links.ts';
import type { Deps } from '../../dependencies.ts';
import { mustBeLinkable } from './guarded-link.ts';
import { digestOf } from './link-token.ts';

/** A link, as whoever has it opens it. */
export interface LinkAsked {
  readonly token: string;
  /** The account that is signed in where the link is opened; null: none. */
  readonly signedInUserId: string | null;
  readonly at: Date;
}

/**
 * The link, when it opens something for whoever has it. Nothing changes by that: a mail scanner may do it too.
 * @throws {DomainError} link-unknown, link-used, link-replaced, link-late, link-of-another, account-closed, account-locked,
 * address-needed
 */
export async function usableLink(tx: Tx, { token, signedInUserId, at }: LinkAsked): Promise<Link> {
  const link = await openableLink(tx, digestOf(token), at);
  if (signedInUserId !== null && signedInUserId !== link.user.id) throw new DomainError('link-of-another');
  return link;
}

/**
 * The same, by the digest of its token.
 * @throws {DomainError} link-unknown, link-used, link-replaced, link-late, account-closed, account-locked, address-needed
 */
export async function openableLink(tx: Tx, digest: string, at: Date): Promise<Link> {
  const link = await findLink(tx, digest);
  if (link === null) throw new DomainError('link-unknown');
  const fault = entryFault(link.user) ?? linkFault(link, at);
  if (fault !== null) throw new DomainError(fault);
  await mustBeLinkable(tx, link.person, at);
  return link;
}

/** Whose link it is, what for and until when. */
export const openLink = ({ database }: Pick<Deps, 'database'>, asked: LinkAsked): Promise<Link> =>
  usableLink(database.prisma, asked);

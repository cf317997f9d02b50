import { entryFault } from '#domain/account/life.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { type KnownIdentity, linkVerdict, type ProvenIdentity } from '#domain/people/identity.ts';
import { isGuardedByTwo } from '#domain/permissions/people.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import {
  accountOf,
  insertClaim,
  insertIdentityLink,
  linkedByNumber,
  type OpenedAccount,
  subjectOf,
} from '#prisma/repositories/account/identities.ts';
import { endLinks, type Link, linkUsed, lockLink } from '#prisma/repositories/account/links.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import type { NotifyingDeps } from '../../dependencies.ts';
import { openableLink } from '../links/open-link.ts';
import { notifyAccount } from '../notify-account.ts';

/** A person who signs in by the identity provider. */
export interface Coming {
  readonly identity: ProvenIdentity;
  /**
   * Digest of the link that they opened just before, of an invitation or a recovery; null: none.
   */
  readonly invitation: string | null;
  readonly at: Date;
}

/**
 * Returns the account that a proven identity opens. With the link of an invitation or a recovery,
 * the identity is linked to that account, and the link is used up; an address, a name or a number
 * never links it.
 * @throws {DomainError} identity-unknown, identity-changed, identity-taken, identity-linked,
 * identity-of-another, identity-takes-two, account-closed, account-locked; and those of
 * `openableLink`
 */
export async function recogniseIdentity(deps: NotifyingDeps, coming: Coming): Promise<OpenedAccount> {
  const { database } = deps;
  const { identity, invitation, at } = coming;
  if (invitation === null) {
    const account = await accountOf(database.prisma, identity);
    return account === null ? refuseStranger(deps, coming) : entered(account);
  }
  const linked = database.transaction(async (tx) => {
    await lockLink(tx, invitation);
    const link = await openableLink(tx, invitation, at);
    if (link.purpose === 'reset') return entered(await accountOf(tx, identity));
    const verdict = linkVerdict(identity, await knownOf(tx, identity, link, at));
    if (verdict.verdict === 'refused') throw new DomainError(verdict.code);
    if (verdict.verdict === 'link') await linkTo(tx, link, identity, at);
    await linkUsed(tx, link.id, at);
    await endLinks(tx, link.user.id, at);
    return entered(await accountOf(tx, identity));
  });
  return linked.catch((error: unknown) => {
    // Two people at once, each with an invitation of their own.
    if ((error as { code?: unknown }).code === 'P2002') throw new DomainError('identity-taken');
    throw error;
  });
}

/**
 * Refuses an identity linked to nobody. If it bears the employee number of an account already
 * linked, records a claim for administrators to answer, and notifies that person.
 */
async function refuseStranger({ database, mailDomain }: NotifyingDeps, { identity, at }: Coming): Promise<never> {
  const linked = await linkedByNumber(database.prisma, identity);
  const verdict = linkVerdict(identity, { opens: null, invited: null, numberIsLinked: linked !== null });
  const { employeeNumber } = identity;
  if (linked !== null && employeeNumber !== null)
    await database.transaction(async (tx) => {
      const { userId, personId } = linked;
      const claimId = await insertClaim(tx, { ...identity, employeeNumber, userId, cameAt: at });
      if (claimId === null) return;
      await appendAudit(tx, {
        ...{ chain: personId, at, actorId: null, verb: 'identity.claim', subject: `identity-claim:${claimId}` },
        payload: { issuer: identity.issuer },
      });
      const occasion = `identity-claim:${claimId}`;
      await notifyAccount(tx, { personId, message: 'account-identity-claimed', occasion, at, mailDomain });
    });
  throw new DomainError(verdict.verdict === 'refused' ? verdict.code : 'identity-unknown');
}

function entered(account: OpenedAccount | null): OpenedAccount {
  if (account === null) throw new DomainError('identity-unknown');
  const fault = entryFault(account.user);
  if (fault !== null) throw new DomainError(fault);
  return account;
}

async function knownOf(
  tx: Tx,
  identity: ProvenIdentity,
  { user, person, purpose }: Link,
  at: Date,
): Promise<KnownIdentity> {
  const isGuarded = isGuardedByTwo(await actorFacts(tx, person.id), parisDay(at));
  return {
    opens: (await accountOf(tx, identity))?.user.id ?? null,
    invited: {
      userId: user.id,
      employeeNumber: person.employeeNumber,
      subject: await subjectOf(tx, user.id, identity.issuer),
      takesTwo: purpose === 'invitation' && user.activatedAt !== null && isGuarded,
    },
    numberIsLinked: false,
  };
}

async function linkTo(tx: Tx, { user, person, purpose }: Link, identity: ProvenIdentity, at: Date): Promise<void> {
  const ground = purpose === 'recovery' ? 'recovery' : 'invitation';
  const id = await insertIdentityLink(tx, { ...identity, userId: user.id, ground, linkedAt: at });
  const trace = { chain: person.id, at, actorId: person.id };
  if (user.activatedAt === null)
    await appendAudit(tx, {
      ...{ ...trace, verb: 'account.activate', subject: `user:${user.id}` },
      payload: { by: 'invitation', method: 'oidc' },
    });
  await appendAudit(tx, {
    ...{ ...trace, verb: 'identity.link', subject: `identity:${id}` },
    payload: { by: ground, issuer: identity.issuer },
  });
}

import { createHash, randomBytes } from 'node:crypto';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { canManageTokens } from '#domain/permissions/people.ts';
import { endToken, insertToken } from '#prisma/repositories/people/scim.ts';
import { actorNow, type Change, traceChange } from '../../administration/change.ts';
import type { Deps } from '../../dependencies.ts';

const DAY_MS = 86_400_000;
const BEGINS = 'harmonie-scim-';

/** Returns the digest under which a token is stored. */
export const tokenDigest = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * Makes a SCIM token. It is returned only this once; only its digest is stored.
 * @throws {DomainError} forbidden
 */
export const makeToken = (
  { database }: Pick<Deps, 'database'>,
  change: Change,
  { label, days }: { readonly label: string; readonly days: number },
): Promise<{ id: string; token: string }> =>
  database.transaction(async (tx) => {
    const { actor, at } = change;
    if (!canManageTokens(await actorNow(tx, change), parisDay(at))) throw new DomainError('forbidden');
    const token = `${BEGINS}${randomBytes(32).toString('base64url')}`;
    const expiresAt = new Date(at.getTime() + days * DAY_MS);
    const made = { digest: tokenDigest(token), label, madeById: actor.personId, madeAt: at, expiresAt };
    const id = await insertToken(tx, made);
    const after = { label, expiresAt: expiresAt.toISOString() };
    await traceChange(tx, change, { chain: SYSTEM_CHAIN, verb: 'scim.token-make', subject: `scim-token:${id}`, after });
    return { id, token };
  });

/**
 * Revokes a token, which no longer opens anything.
 * @throws {DomainError} forbidden, not-found
 */
export const revokeToken = (
  { database }: Pick<Deps, 'database'>,
  change: Change,
  { id }: { readonly id: string },
): Promise<void> =>
  database.transaction(async (tx) => {
    const { at } = change;
    if (!canManageTokens(await actorNow(tx, change), parisDay(at))) throw new DomainError('forbidden');
    if (!(await endToken(tx, id, at))) throw new DomainError('not-found');
    await traceChange(tx, change, { chain: SYSTEM_CHAIN, verb: 'scim.token-end', subject: `scim-token:${id}` });
  });

import { dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { PostSaid, Said } from '#domain/people/import-line.ts';
import { type Tx, within } from '#prisma/client.ts';
import { structureByCode } from '#prisma/repositories/administration/structures.ts';
import { postsOf } from '#prisma/repositories/people/holdings-of.ts';
import { personByNumber } from '#prisma/repositories/people/imports.ts';
import {
  findUser,
  insertUser,
  lockScim,
  type ScimUserRow,
  type TokenFacts,
  writeUser,
} from '#prisma/repositories/people/scim.ts';
import { reopenAccount } from '../../account/shut-account.ts';
import type { Change } from '../../administration/change.ts';
import { removeHolding } from '../../administration/end-holding.ts';
import type { GivingDeps } from '../../administration/powers/power.ts';
import { correctPerson } from '../correct-person.ts';
import { depart } from '../depart.ts';
import { applyLine } from '../imports/apply-line.ts';
import { actorOf } from '../imports/import-deps.ts';
import { provision } from '../imports/provision.ts';

/** A person as their directory describes them now. */
export interface UserSaid {
  readonly userName: string;
  readonly externalId: string | null;
  readonly active: boolean;
  readonly identity: Omit<Said['people'], 'post'>;
  /** Null: the directory does not say where they are. */
  readonly post: Omit<PostSaid, 'from' | 'until'> | null;
}

/** A change of a user that a directory asks for. */
export interface UserAsked {
  readonly token: TokenFacts;
  /** Null: a new user. */
  readonly id: string | null;
  /** The version that the client read, if given. */
  readonly version: number | null;
  /** Computes the state to reach from the present one. */
  readonly said: (row: ScimUserRow | null) => UserSaid;
  readonly at: Date;
}

/**
 * Brings a person to the state that a directory describes, by the use cases of the screens: created
 * with a first post, corrected, moved, departed when no longer active, let in again when active,
 * unless an administrator recorded their departure meanwhile. What takes two administrators waits
 * for them. Idempotent.
 * @throws {DomainError} not-found, own-right, scim-version, scim-taken, number-taken, and those of
 * the use cases
 * @throws {LineRefused}
 */
export const putUser = (deps: GivingDeps, asked: UserAsked): Promise<ScimUserRow> =>
  deps.database.transaction(async (tx) => {
    const { token, id, at } = asked;
    await lockScim(tx);
    const row = id === null ? null : await findUser(tx, 'id', id);
    if (id !== null && row === null) throw new DomainError('not-found');
    if (row !== null && asked.version !== null && asked.version !== row.version) throw new DomainError('scim-version');
    const heard = asked.said(row);
    // A directory that still says « active » does not let in again a person whose departure an
    // administrator recorded.
    const isKeptOut = heard.active && row !== null && row.departedHereAt !== null;
    const said = isKeptOut ? { ...heard, active: false } : heard;
    await mustBeTheirs(tx, said, row);
    const actor = await actorOf(tx, null);
    const change: Change = { actor, at, reason: `SCIM, ${token.label}` };
    const giving = { mailDomain: deps.mailDomain, wait: provision({ source: 'scim', batchId: null }) };
    const leaves = !said.active && (row === null || row.active);
    const returns = said.active && row !== null && !row.active;
    const here = { ...giving, database: within(tx) };
    const known = row?.personId ?? (await personByNumber(tx, said.identity.employeeNumber))?.id ?? null;
    // A person who left can still be corrected, but is posted nowhere.
    const post = said.active || known === null ? await postToGive(tx, here, change, { said, personId: known }) : null;
    // A token gives nothing to the person who made it.
    if (post !== null && known === token.madeById) throw new DomainError('own-right');
    // A user known by its id remains the same person under another employee number, if nobody else
    // has it.
    const { employeeNumber } = said.identity;
    if (row !== null && row.employeeNumber !== employeeNumber)
      await correctPerson(here, change, { personId: row.personId, asked: { employeeNumber }, source: 'scim' });
    const line = { ...said.identity, post };
    const { subject } = await applyLine({ tx, change, giving, source: 'scim' }, 'people', line);
    const personId = subject?.replace('person:', '') ?? '';
    if (row === null && (await findUser(tx, 'personId', personId)) !== null)
      throw new DomainError('scim-taken', { what: 'employeeNumber' });
    const { userName, externalId, active } = said;
    if (row === null) await insertUser(tx, { userName, externalId, active, personId, at });
    else if (differs(said, row) || (row.departedHereAt !== null && !isKeptOut))
      await writeUser(tx, row.id, {
        ...{ userName, externalId, active, at },
        departedHereAt: isKeptOut ? row.departedHereAt : null,
      });
    if (leaves) await depart(here, change, { personId });
    if (returns) await reopenAccount(here, change, { personId }).catch(unlessNobody);
    const written = await findUser(tx, 'personId', personId);
    if (written === null) throw new DomainError('not-found');
    return written;
  });

/**
 * Checks that no other user has this name or external id.
 * @throws {DomainError} scim-taken
 */
async function mustBeTheirs(tx: Tx, said: UserSaid, row: ScimUserRow | null): Promise<void> {
  for (const what of ['userName', 'externalId'] as const) {
    const other = said[what] === null ? null : await findUser(tx, what, said[what]);
    if (other !== null && other.id !== row?.id) throw new DomainError('scim-taken', { what });
  }
}

/**
 * Returns the post to give; null if they are already there. Removes posts to come that the
 * directory no longer mentions. The new post begins today, or tomorrow if another one begins or
 * ends today.
 */
async function postToGive(
  tx: Tx,
  deps: GivingDeps,
  change: Change,
  { said, personId }: { readonly said: UserSaid; readonly personId: string | null },
): Promise<PostSaid | null> {
  if (said.post === null) return null;
  if (personId === null) return { ...said.post, from: null, until: null };
  const day = parisDay(change.at);
  const place = await structureByCode(tx, said.post.structure);
  const posts = (await postsOf(tx, personId)).toSorted((a, b) => (a.from < b.from ? 1 : -1));
  const [latest] = posts;
  if (latest !== undefined && latest.structureId === place?.id && (latest.until === null || latest.until > day))
    return null;
  for (const { id, from } of posts) if (from > day) await removeHolding(deps, change, { name: 'posting', id });
  const wasToday = posts.some(({ from, until }) => from === day || until === day);
  return { ...said.post, from: wasToday ? dayAfter(day, { days: 1 }) : day, until: null };
}

const differs = (said: UserSaid, row: ScimUserRow): boolean =>
  said.userName !== row.userName ||
  said.externalId !== row.externalId ||
  said.active !== row.active ||
  said.identity.firstName !== row.firstName ||
  said.identity.lastName !== row.lastName ||
  said.identity.workEmail !== row.workEmail ||
  said.identity.employeeNumber !== row.employeeNumber ||
  (said.post !== null && said.post.structure !== row.structureCode);

/** Ignores the absence of an account to reopen. */
function unlessNobody(error: unknown): void {
  if (error instanceof DomainError && error.code === 'not-found') return;
  throw error;
}

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

/** Somebody as a directory says they are now. */
export interface UserSaid {
  readonly userName: string;
  readonly externalId: string | null;
  readonly active: boolean;
  readonly identity: Omit<Said['people'], 'post'>;
  /** Null: the directory says nothing of where they are. */
  readonly post: Omit<PostSaid, 'from' | 'until'> | null;
}

export interface UserAsked {
  readonly token: TokenFacts;
  /** Null: a new one. */
  readonly id: string | null;
  /** The version that was read, where it is said. */
  readonly version: number | null;
  /** What is to be, of what is. */
  readonly said: (row: ScimUserRow | null) => UserSaid;
  readonly at: Date;
}

/**
 * Has a person be as a directory says, by the use cases of the screens: made with a first post, corrected, moved, departed when no
 * longer active, let in again when they are, unless an administrator recorded their departure meanwhile. What two administrators give waits for them. Said twice, nothing changes.
 * @throws {DomainError} not-found, own-right, scim-version, scim-taken, number-taken, and what stands against it
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
    // Of whoever left by an administrator's word, what the directory goes on saying lets nobody in again.
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
    // Whoever left is corrected still, and posted nowhere.
    const post = said.active || known === null ? await postToGive(tx, here, change, { said, personId: known }) : null;
    // A token gives nothing to whoever made it.
    if (post !== null && known === token.madeById) throw new DomainError('own-right');
    // Known by its id, a user keeps being the same person under another number, if that is nobody's.
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

/** @throws {DomainError} scim-taken: another user is called so, or known so to its directory */
async function mustBeTheirs(tx: Tx, said: UserSaid, row: ScimUserRow | null): Promise<void> {
  for (const what of ['userName', 'externalId'] as const) {
    const other = said[what] === null ? null : await findUser(tx, what, said[what]);
    if (other !== null && other.id !== row?.id) throw new DomainError('scim-taken', { what });
  }
}

/**
 * The post to give: none where they are there already. What was to come and is said no more never began; another post begins
 * today, or tomorrow where one was theirs today.
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

/** Whoever has no account needs none opened again. */
function unlessNobody(error: unknown): void {
  if (error instanceof DomainError && error.code === 'not-found') return;
  throw error;
}

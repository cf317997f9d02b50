import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { canCreatePerson } from '#domain/permissions/people.ts';
import { within } from '#prisma/client.ts';
import { type Identity, insertPerson, lockIdentities, takenIdentity } from '#prisma/repositories/people/persons.ts';
import { actorNow, type Change, structureAt, traceChange } from '../administration/change.ts';
import { createPosting } from '../administration/create-posting.ts';
import type { PostingAsked } from '../administration/powers/posting-power.ts';
import { type GivingDeps, proposalIdOf } from '../administration/powers/power.ts';

/** A new person and their first post. */
export interface PersonAsked {
  readonly identity: Identity;
  readonly language: 'fr' | 'en';
  readonly post: Omit<PostingAsked, 'personId'>;
}

/** The person created; `proposalId`: their first post waits for a second administrator. */
export interface PersonMade {
  readonly id: string;
  readonly proposalId: string | null;
}

/**
 * Creates a person together with their first post, so that nobody exists whom no administrator is
 * responsible for.
 * @throws {DomainError} not-found, number-taken, address-taken, and those of the post
 */
export const createPerson = (
  deps: GivingDeps,
  change: Change,
  { identity, language, post }: PersonAsked,
): Promise<PersonMade> =>
  deps.database.transaction(async (tx) => {
    const { at } = change;
    await lockIdentities(tx);
    const { path } = await structureAt(tx, post.structureId);
    if (!canCreatePerson(await actorNow(tx, change), path, parisDay(at))) throw new DomainError('not-found');
    const taken = await takenIdentity(tx, identity, null);
    if (taken.number) throw new DomainError('number-taken');
    if (taken.address) throw new DomainError('address-taken');
    const id = await insertPerson(tx, { ...identity, language }, at);
    const after = { structureId: post.structureId };
    await traceChange(tx, change, { chain: id, verb: 'person.create', subject: `person:${id}`, after });
    const given = await createPosting({ ...deps, database: within(tx) }, change, { ...post, personId: id });
    return { id, proposalId: proposalIdOf(given) };
  });

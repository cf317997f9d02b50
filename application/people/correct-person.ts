import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { ChangeSource } from '#domain/people/import-line.ts';
import { correctingFault } from '#domain/permissions/people.ts';
import { type Tx, within } from '#prisma/client.ts';
import { lockPerson } from '#prisma/repositories/administration/holdings.ts';
import {
  findIdentity,
  type Identity,
  type IdentityAsked,
  lockIdentities,
  personPlace,
  takenIdentity,
} from '#prisma/repositories/people/persons.ts';
import { actorNow, type Change } from '../administration/change.ts';
import { addressPower } from '../administration/powers/address-power.ts';
import { type GivingDeps, givePower, proposalIdOf } from '../administration/powers/power.ts';
import { guardedPlace, mustAnswerFor } from './guarded-place.ts';
import { keepCorrection } from './keep-correction.ts';

/**
 * Outcome of a correction; `proposalId`: the address waits for a second administrator, the rest was
 * corrected.
 */
export interface Corrected {
  readonly changed: boolean;
  readonly proposalId: string | null;
}

/**
 * Corrects a person's names, employee number or work address, and notifies them, at their former
 * address too. The address of a person who holds a sensitive right is proposed, and another
 * administrator confirms it. Values that do not differ are ignored.
 * @throws {DomainError} not-found, own-identity, number-taken, address-taken, administrator-above,
 * proposal-waiting
 */
export const correctPerson = (
  deps: GivingDeps,
  change: Change,
  {
    personId,
    asked,
    source,
  }: { readonly personId: string; readonly asked: IdentityAsked; readonly source: ChangeSource },
): Promise<Corrected> =>
  deps.database.transaction(async (tx) => {
    const day = parisDay(change.at);
    await lockIdentities(tx);
    await lockPerson(tx, personId);
    const place = await personPlace(tx, personId, day);
    if (place === null) throw new DomainError('not-found');
    const fault = correctingFault(await actorNow(tx, change), place, day);
    if (fault !== null) throw new DomainError(fault);
    const { after, former } = await differing(tx, personId, asked);
    const { workEmail, ...rest } = after;
    const guarded = await guardedPlace(tx, personId, day);
    const byTwo = workEmail !== undefined && guarded?.byTwo === true;
    const now = byTwo ? rest : after;
    if (Object.keys(now).length > 0)
      await keepCorrection(tx, change, {
        ...{ personId, former, after: now, source, proposalId: null, mailDomain: deps.mailDomain },
      });
    if (!byTwo) return { changed: Object.keys(now).length > 0, proposalId: null };
    const { structureId } = await mustAnswerFor(tx, change, guarded);
    const address = { personId, structureId, workEmail };
    const given = await givePower({ ...deps, database: within(tx) }, change, addressPower, address);
    return { changed: true, proposalId: proposalIdOf(given) };
  });

/**
 * Returns the values that differ from the current ones, and checks that no other person has them.
 * @throws {DomainError} not-found, number-taken, address-taken
 */
async function differing(tx: Tx, personId: string, asked: IdentityAsked) {
  const former = await findIdentity(tx, personId);
  if (former === null) throw new DomainError('not-found');
  const after: { -readonly [Field in keyof IdentityAsked]: NonNullable<IdentityAsked[Field]> } = Object.fromEntries(
    Object.entries(asked).filter(([key, value]) => value !== undefined && value !== former[key as keyof Identity]),
  );
  const taken = await takenIdentity(tx, { ...former, ...after }, personId);
  if (after.employeeNumber !== undefined && taken.number) throw new DomainError('number-taken');
  if (after.workEmail !== undefined && taken.address) throw new DomainError('address-taken');
  return { former, after };
}

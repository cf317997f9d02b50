import { type CivilDate, parisDay } from '../../domain/calendar/civil-date.ts';
import { eveOf } from '../../domain/calendar/period.ts';
import { DomainError } from '../../domain/errors.ts';
import { type AuditVerb, SYSTEM_CHAIN } from '../../domain/evidence/audit.ts';
import type { Prisma, Tx } from '../../prisma/client.ts';
import {
  closeStructure as close,
  codeIsTaken,
  createStructure as insert,
  lockTree,
  type StructureFacts,
  usesAfter,
  changeStructure as write,
} from '../../prisma/repositories/administration/structures.ts';
import type { Deps } from '../dependencies.ts';
import { administeredStructure, type Change, traceChange } from './change.ts';
import { type MoveAsked, movePower } from './powers/move-power.ts';
import { type Given, type GivingDeps, givePower } from './powers/power.ts';

/**
 * Adds a structure to the tree; answers its id.
 * @throws {DomainError} not-found, structure-closed, structure-code-taken
 */
export const createStructure = (
  { database }: Pick<Deps, 'database'>,
  change: Change,
  asked: { readonly code: string; readonly name: string; readonly city: string; readonly parentId: string },
): Promise<string> =>
  database.transaction(async (tx) => {
    const { code, name, city, parentId } = asked;
    await lockTree(tx);
    const parent = await administeredStructure(tx, change, parentId);
    if (parent.closedOn !== null) throw new DomainError('structure-closed');
    if (await codeIsTaken(tx, code)) throw new DomainError('structure-code-taken');
    const id = await insert(tx, { code, name, city, parent, at: change.at });
    const trace = { chain: SYSTEM_CHAIN, verb: 'structure.create', subject: `structure:${id}` } as const;
    await traceChange(tx, change, { ...trace, after: { code, name, city, parentId } });
    return id;
  });

/** Corrects its name, its city, or the clock by which delays are counted there. @throws {DomainError} not-found */
export const changeStructure = (
  { database }: Pick<Deps, 'database'>,
  change: Change,
  { id, name, city, clock }: Pick<StructureFacts, 'id' | 'name' | 'city' | 'clock'>,
): Promise<void> =>
  database.transaction((tx) =>
    changed(tx, change, id, 'structure.change', async (before) => {
      await write(tx, id, { name, city, clock });
      return { before: { name: before.name, city: before.city, clock: before.clock }, after: { name, city, clock } };
    }),
  );

/**
 * Puts a structure, with all that is below it, under another; proposes it when someone would have a sensitive right over it
 * by that, or when one administers only where it leaves.
 * @throws {DomainError} not-found, own-gain, structure-root, structure-loop, structure-closed, proposal-waiting
 */
export const moveStructure = (deps: GivingDeps, change: Change, move: MoveAsked): Promise<Given> =>
  givePower(deps, change, movePower, move);

/**
 * Closes a structure after its last day, once nobody is left there.
 * @throws {DomainError} period-in-past, not-found, structure-root, period-over, structure-in-use
 */
export async function closeStructure(
  { database }: Pick<Deps, 'database'>,
  change: Change,
  { id, on }: { readonly id: string; readonly on: CivilDate },
): Promise<void> {
  if (on < eveOf(parisDay(change.at))) throw new DomainError('period-in-past');
  await database.transaction((tx) =>
    changed(tx, change, id, 'structure.close', async (before) => {
      if (before.parentId === null) throw new DomainError('structure-root');
      if (before.closedOn !== null && before.closedOn <= on) throw new DomainError('period-over');
      const uses = await usesAfter(tx, id, on);
      if (uses.postings + uses.rights + uses.below > 0) throw new DomainError('structure-in-use', uses);
      await close(tx, id, on);
      return { before: { closedOn: before.closedOn }, after: { closedOn: on } };
    }),
  );
}

/** One change of the tree at a time, with its trace. */
async function changed(
  tx: Tx,
  change: Change,
  id: string,
  verb: AuditVerb,
  work: (before: StructureFacts) => Promise<{ before: Prisma.InputJsonObject; after: Prisma.InputJsonObject }>,
): Promise<void> {
  await lockTree(tx);
  const before = await administeredStructure(tx, change, id);
  await traceChange(tx, change, { chain: SYSTEM_CHAIN, verb, subject: `structure:${id}`, ...(await work(before)) });
}

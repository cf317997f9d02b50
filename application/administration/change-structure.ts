import { DomainError } from '#domain/errors.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { Department } from '#domain/people/department.ts';
import {
  type CorrectedFacts,
  codeIsTaken,
  createStructure as insert,
  lockTree,
  type StructureFacts,
  changeStructure as write,
} from '#prisma/repositories/administration/structures.ts';
import type { Deps } from '../dependencies.ts';
import { administeredStructure, type Change, traceChange } from './change.ts';
import { changedStructure } from './changed-structure.ts';
import { type MoveAsked, movePower } from './powers/move-power.ts';
import { type Given, type GivingDeps, givePower } from './powers/power.ts';

/**
 * Adds a structure to the tree and returns its id. In the same city as its parent, it takes its
 * parent's département unless another is given.
 * @throws {DomainError} not-found, structure-closed, structure-code-taken
 */
export const createStructure = (
  { database }: Pick<Deps, 'database'>,
  change: Change,
  asked: Pick<StructureFacts, 'code' | 'name' | 'city'> & {
    readonly parentId: string;
    readonly department?: Department | null;
  },
): Promise<string> =>
  database.transaction(async (tx) => {
    const { code, name, city, parentId } = asked;
    await lockTree(tx);
    const parent = await administeredStructure(tx, change, parentId);
    if (parent.closedOn !== null) throw new DomainError('structure-closed');
    if (await codeIsTaken(tx, code)) throw new DomainError('structure-code-taken');
    const department = asked.department ?? (city === parent.city ? parent.department : null);
    const id = await insert(tx, { code, name, city, department, parent, at: change.at });
    const trace = { chain: SYSTEM_CHAIN, verb: 'structure.create', subject: `structure:${id}` } as const;
    await traceChange(tx, change, { ...trace, after: { code, name, city, department, parentId } });
    return id;
  });

/**
 * Merges a structure into another one: puts it below the other, posts its people there from
 * tomorrow, ends the rights held on it, and closes it today. Proposed to a second administrator in
 * the same cases as a move.
 * @throws {DomainError} not-found, own-right, own-gain, structure-root, structure-loop,
 * structure-closed, structure-in-use, structure-too-large, last-administrators, proposal-waiting
 */
export const mergeStructure = (
  deps: GivingDeps,
  change: Change,
  { id, intoId }: { readonly id: string; readonly intoId: string },
): Promise<Given> => givePower(deps, change, movePower, { id, parentId: intoId, merge: true });

const CORRECTED = ['name', 'city', 'clock', 'department'] as const;

/**
 * Corrects the name, city or département of a structure, or the clock by which its delays are
 * counted. Does nothing if nothing differs.
 * @throws {DomainError} not-found
 */
export const changeStructure = (
  { database }: Pick<Deps, 'database'>,
  change: Change,
  { id, asked }: { readonly id: string; readonly asked: CorrectedFacts },
): Promise<void> =>
  database.transaction((tx) =>
    changedStructure(tx, change, id, 'structure.change', async (facts) => {
      const fields = CORRECTED.filter((field) => asked[field] !== undefined && asked[field] !== facts[field]);
      if (fields.length === 0) return null;
      const of = (from: CorrectedFacts) => Object.fromEntries(fields.map((field) => [field, from[field]]));
      await write(tx, id, of(asked));
      return { before: of(facts), after: of(asked) };
    }),
  );

/**
 * Moves a structure, with everything below it, under another one. Proposed to a second
 * administrator when the move gives a person a sensitive right over it, or when its author
 * administers only the place that it leaves.
 * @throws {DomainError} not-found, own-gain, structure-root, structure-loop, structure-closed,
 * proposal-waiting
 */
export const moveStructure = (deps: GivingDeps, change: Change, move: MoveAsked): Promise<Given> =>
  givePower(deps, change, movePower, move);

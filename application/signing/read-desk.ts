import type { Bilingual } from '#domain/bilingual.ts';
import { signedTemplate } from '#domain/circuit/decision-context.ts';
import type { Template } from '#domain/decision/decision.ts';
import {
  type DeskFilters,
  type DeskKind,
  deskOf,
  type FoldCount,
  foldText,
  marksOn,
  type Urgency,
  urgencyOf,
} from '#domain/signing/desk.ts';
import { countWaiting, structureNamesOf, type WaitingRow, waitingTasks } from '#prisma/repositories/signing/desk.ts';
import type { Deps } from '../dependencies.ts';
import type { Version, Versions } from '../versions.ts';

/**
 * Maximum number of tasks that a desk reads: the most urgent ones, overall and among those that its
 * filters select.
 */
export const DESK_MAX = 5_000;

/** A fold as the desk lists it. */
export interface ListedFold extends FoldCount {
  readonly version: Version;
  readonly elementId: string;
  readonly template: Template;
}

/** A value of a filter, with how many acts it would show. */
interface Choice<Name> {
  readonly id: string;
  readonly name: Name;
  readonly count: number;
}

/** What waits for a person's signature, opinion, visa or check. */
export interface SeenDesk {
  /** Number of tasks waiting by kind, set aside or not, up to `DESK_MAX` in all. */
  readonly waiting: readonly { readonly kind: DeskKind; readonly count: number }[];
  readonly folds: readonly ListedFold[];
  readonly shown: number;
  readonly setAside: number;
  readonly kinds: readonly Choice<Bilingual>[];
  readonly structures: readonly Choice<string>[];
  readonly urgencies: ReadonlyMap<Urgency, number>;
  /** Other, less urgent tasks are not included. */
  readonly more: boolean;
}

/**
 * Reads and counts, by fold, what waits for a person, in three statements for any number of tasks;
 * four when filters choose among more than can be read.
 */
export async function readDesk(
  { database: { prisma }, versions }: Pick<Deps, 'database'> & { readonly versions: Versions },
  asked: {
    readonly personId: string;
    readonly kind: DeskKind;
    /** The assistant who reads it in place of the person. */
    readonly assistantId?: string;
    readonly filters: DeskFilters;
    readonly at: Date;
    /** Maximum number of tasks to read. */
    readonly max?: number;
  },
): Promise<SeenDesk> {
  const { filters, at, max = DESK_MAX, ...whose } = asked;
  const { personId } = whose;
  const urgent = await waitingTasks(prisma, { ...whose, max: max + 1 });
  // Everything that the filters select may be less urgent than these; if they hide nothing, this is
  // the answer.
  const mayHide = urgent.length > max && hidesSome(filters, urgent);
  const found = mayHide ? await waitingTasks(prisma, { ...whose, max: max + 1, only: { ...filters, at } }) : urgent;
  const looked = [...urgent.slice(0, max), ...found.slice(0, max)];
  const rows = [...new Map(looked.map((row) => [row.taskKey, row])).values()];
  const read = new Map<string, Version>();
  for (const id of new Set(rows.map(({ versionId }) => versionId))) read.set(id, await versions.get(id));
  const versionOf = ({ versionId }: { versionId: string }): Version => {
    const version = read.get(versionId);
    if (version === undefined) throw new Error(`version ${versionId} was not read`);
    return version;
  };
  const templateOf = (row: WaitingRow) => signedTemplate(versionOf(row).manifest, row.elementId);
  const desk = deskOf(
    rows.map((row) => ({
      ...{ kind: row.kind, structureId: row.structureId, dueAt: row.dueAt, setAside: row.setAside },
      ...{
        fold: foldText(row),
        urgency: urgencyOf(row.dueAt, at),
        marked: marksOn(templateOf(row), row.marks).length > 0,
      },
    })),
    filters,
  );
  const rowOf = new Map(rows.map((row) => [foldText(row), row]));
  const titles = new Map(rows.map((row) => [row.kind, versionOf(row).manifest.title]));
  const structures = await structureNamesOf(prisma, [...desk.structures.keys()]);
  return {
    folds: desk.folds.flatMap((fold) => {
      const row = rowOf.get(fold.fold);
      if (row === undefined) return [];
      return [{ ...fold, version: versionOf(row), elementId: row.elementId, template: templateOf(row) }];
    }),
    kinds: [...desk.kinds].map(([id, count]) => ({ id, count, name: titles.get(id) ?? { fr: id, en: id } })),
    structures: structures.map(({ id, name }) => ({ id, name, count: desk.structures.get(id) ?? 0 })),
    waiting: await countWaiting(prisma, personId, DESK_MAX),
    ...{ shown: desk.shown, setAside: desk.setAside, urgencies: desk.urgencies },
    more: found.length > max,
  };
}

/** True if filters hide some of these tasks. */
const hidesSome = ({ kind, structureId, due, aside }: DeskFilters, rows: readonly WaitingRow[]): boolean =>
  kind !== undefined ||
  structureId !== undefined ||
  due !== undefined ||
  rows.some(({ setAside }) => setAside !== aside);

import type { DecisionKind, Template } from '../decision/decision.ts';
import { DomainError } from '../errors.ts';
import type { Mark } from './fold.ts';

/** What is done at a desk: acts are signed; opinions, visas and checks are given. */
export const DESK_KINDS = ['signature', 'opinion', 'visa', 'check'] as const satisfies readonly DecisionKind[];
/** A kind of decision given at a desk. */
export type DeskKind = (typeof DESK_KINDS)[number];

/** True if decisions of this kind are given at a desk. */
export const isDeskKind = (kind: DecisionKind): kind is DeskKind => DESK_KINDS.some((known) => known === kind);

/** How soon an act is due: overdue, within seven days, later or never. */
export const URGENCIES = ['overdue', 'week', 'later'] as const;
/** How soon an act is due. */
export type Urgency = (typeof URGENCIES)[number];

/** Time before the due date within which an act is urgent, in milliseconds. */
export const WEEK_MS = 7 * 86_400_000;

/** Returns how soon an act is due; `dueAt` null: never. */
export function urgencyOf(dueAt: Date | null, at: Date): Urgency {
  if (dueAt === null) return 'later';
  if (dueAt < at) return 'overdue';
  return dueAt.getTime() <= at.getTime() + WEEK_MS ? 'week' : 'later';
}

/** The acts that one page compares: those of one step of one version of a circuit. */
export interface FoldId {
  readonly versionId: string;
  /** The signature step, by its place in the circuit: « signature/signature-arrete ». */
  readonly elementId: string;
}

/**
 * Writes a fold for an address, each slash as a tilde, which no element's name contains: a slash
 * would split the address.
 */
export const foldText = ({ versionId, elementId }: FoldId): string => `${versionId}.${elementId.replaceAll('/', '~')}`;

/** A fold in an address: a UUID, a full stop, and the step. */
export const FOLD_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[^/]{1,500}$/;

/**
 * Reads the fold that an address names.
 * @throws {DomainError} not-found if it names none
 */
export function readFoldId(text: string): FoldId {
  if (!FOLD_ID.test(text)) throw new DomainError('not-found');
  return { versionId: text.slice(0, 36), elementId: text.slice(37).replaceAll('~', '/') };
}

/**
 * Keeps the marks that call for a second look: an opinion against the request is no such mark on an
 * act of refusal, which rests on it.
 */
export const marksOn = (template: Template, marks: readonly Mark[]): readonly Mark[] =>
  template === 'refusal' ? marks.filter((mark) => !mark.startsWith('opinion-')) : marks;

/** A pending act, as the desk counts it. */
export interface WaitingAct {
  readonly fold: string;
  readonly kind: string;
  readonly structureId: string;
  readonly urgency: Urgency;
  readonly dueAt: Date | null;
  readonly marked: boolean;
  readonly setAside: boolean;
}

/** Which acts of a desk are shown. */
export interface DeskFilters {
  readonly kind?: string | undefined;
  readonly structureId?: string | undefined;
  readonly due?: Urgency | undefined;
  /** True: only those set aside; false: only the others. */
  readonly aside: boolean;
}

/** The acts of one fold, counted. */
export interface FoldCount {
  readonly fold: string;
  readonly count: number;
  readonly marked: number;
  readonly overdue: number;
  /** The earliest due date among them. */
  readonly dueAt: Date | null;
}

/**
 * A desk: its folds, most urgent first, and how many acts each choice of a filter would show with
 * the other filters unchanged.
 */
export interface Desk {
  readonly folds: readonly FoldCount[];
  readonly shown: number;
  readonly kinds: ReadonlyMap<string, number>;
  readonly structures: ReadonlyMap<string, number>;
  readonly urgencies: ReadonlyMap<Urgency, number>;
  readonly setAside: number;
}

/** Builds a desk from its acts: those shown, by fold, and the counts of each filter. */
export function deskOf(acts: readonly WaitingAct[], filters: DeskFilters): Desk {
  const here = acts.filter(({ setAside }) => setAside === filters.aside);
  const shown = here.filter((act) => passes(act, filters));
  return {
    folds: foldsOf(shown),
    shown: shown.length,
    kinds: counted(here.filter((act) => passes(act, { ...filters, kind: undefined })).map(({ kind }) => kind)),
    structures: counted(
      here.filter((act) => passes(act, { ...filters, structureId: undefined })).map(({ structureId }) => structureId),
    ),
    urgencies: counted(here.filter((act) => passes(act, { ...filters, due: undefined })).map(({ urgency }) => urgency)),
    setAside: acts.filter(({ setAside }) => setAside).length,
  };
}

const passes = (act: WaitingAct, { kind, structureId, due }: DeskFilters): boolean =>
  (kind === undefined || act.kind === kind) &&
  (structureId === undefined || act.structureId === structureId) &&
  (due === undefined || act.urgency === due);

function counted<Key>(keys: readonly Key[]): ReadonlyMap<Key, number> {
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function foldsOf(acts: readonly WaitingAct[]): FoldCount[] {
  const folds = new Map<string, FoldCount>();
  for (const { fold, marked, urgency, dueAt } of acts) {
    const before = folds.get(fold) ?? { fold, count: 0, marked: 0, overdue: 0, dueAt: null };
    folds.set(fold, {
      fold,
      count: before.count + 1,
      marked: before.marked + Number(marked),
      overdue: before.overdue + Number(urgency === 'overdue'),
      dueAt: earlier(before.dueAt, dueAt),
    });
  }
  return [...folds.values()].sort(
    (one, other) => timeOf(one.dueAt) - timeOf(other.dueAt) || (one.fold < other.fold ? -1 : 1),
  );
}

const timeOf = (at: Date | null): number => at?.getTime() ?? Number.MAX_SAFE_INTEGER;
const earlier = (one: Date | null, other: Date | null): Date | null => (timeOf(one) <= timeOf(other) ? one : other);

/** Kinds of decisions given on several requests together: signatures have their own batches. */
export const TOGETHER_KINDS = ['opinion', 'visa', 'check'] as const satisfies readonly DeskKind[];

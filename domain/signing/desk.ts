import type { DecisionKind, Template } from '../decision/decision.ts';
import { DomainError } from '../errors.ts';
import type { Mark } from './fold.ts';

/** What is done of a desk: acts are signed; opinions, visas and checks are given. */
export const DESK_KINDS = ['signature', 'opinion', 'visa', 'check'] as const satisfies readonly DecisionKind[];
export type DeskKind = (typeof DESK_KINDS)[number];

export const isDeskKind = (kind: DecisionKind): kind is DeskKind => DESK_KINDS.some((known) => known === kind);

/** How soon an act is due: overdue, within seven days, later or never. */
export const URGENCIES = ['overdue', 'week', 'later'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** What is due within so long is urgent, in milliseconds. */
export const WEEK_MS = 7 * 86_400_000;

/** `dueAt` null: nothing is due. */
export function urgencyOf(dueAt: Date | null, at: Date): Urgency {
  if (dueAt === null) return 'later';
  if (dueAt < at) return 'overdue';
  return dueAt.getTime() <= at.getTime() + WEEK_MS ? 'week' : 'later';
}

/** Acts that one page compares: those of one step of one version of a circuit. */
export interface FoldId {
  readonly versionId: string;
  /** Of the signature, within the circuit: « signature/signature-arrete ». */
  readonly elementId: string;
}

/** A fold in an address: a slash would part it, and no element is named with a tilde. */
export const foldText = ({ versionId, elementId }: FoldId): string => `${versionId}.${elementId.replaceAll('/', '~')}`;

/** What an address names a fold by: a UUID, a point, and the step. */
export const FOLD_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[^/]{1,500}$/;

/**
 * The fold that an address names.
 * @throws {DomainError} not-found where it names none
 */
export function readFoldId(text: string): FoldId {
  if (!FOLD_ID.test(text)) throw new DomainError('not-found');
  return { versionId: text.slice(0, 36), elementId: text.slice(37).replaceAll('~', '/') };
}

/** What an act that refuses is signed upon is no reason to look at it twice: an opinion against the request. */
export const marksOn = (template: Template, marks: readonly Mark[]): readonly Mark[] =>
  template === 'refusal' ? marks.filter((mark) => !mark.startsWith('opinion-')) : marks;

/** An act that waits, as the desk counts it. */
export interface WaitingAct {
  readonly fold: string;
  readonly kind: string;
  readonly structureId: string;
  readonly urgency: Urgency;
  readonly dueAt: Date | null;
  readonly marked: boolean;
  readonly setAside: boolean;
}

/** What of a desk is shown. */
export interface DeskFilters {
  readonly kind?: string | undefined;
  readonly structureId?: string | undefined;
  readonly due?: Urgency | undefined;
  /** What was set aside, alone; otherwise all but that. */
  readonly aside: boolean;
}

/** The acts of one fold, counted. */
export interface FoldCount {
  readonly fold: string;
  readonly count: number;
  readonly marked: number;
  readonly overdue: number;
  /** The first of them to be due. */
  readonly dueAt: Date | null;
}

/** A desk: its folds, the most urgent first, and how many acts each choice of a filter would show, the others being as they are. */
export interface Desk {
  readonly folds: readonly FoldCount[];
  readonly shown: number;
  readonly kinds: ReadonlyMap<string, number>;
  readonly structures: ReadonlyMap<string, number>;
  readonly urgencies: ReadonlyMap<Urgency, number>;
  readonly setAside: number;
}

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

/** What is decided of several requests together: a signature has batches of its own. */
export const TOGETHER_KINDS = ['opinion', 'visa', 'check'] as const satisfies readonly DeskKind[];

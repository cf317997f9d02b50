import { createHash } from 'node:crypto';
import { dayAt } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { canonicalJson } from '#domain/evidence/evidence.ts';
import { type DeskFilters, type DeskKind, readFoldId, type Urgency, urgencyOf } from '#domain/signing/desk.ts';
import { type Difference, type Fold, type FoldedAct, foldOf } from '#domain/signing/fold.ts';
import { type FoldRow, foldRows, keepFoldShown } from '#prisma/repositories/signing/desk.ts';
import type { Deps } from '../dependencies.ts';
import type { Version, Versions } from '../versions.ts';
import { comparedActs, saidHash } from './said.ts';

/** Maximum number of acts in a fold: that of one batch of signatures. */
export const FOLD_MAX = 1_000;
/**
 * Number of different folds that a person can be shown within an hour; each is kept for a month.
 */
const SHOWN_AN_HOUR = 1_000;
const RETRY_SECONDS = 600;

/** A line of a fold, as served. */
export interface ServedAct extends FoldedAct {
  readonly number: string;
  readonly agent: FoldRow['agent'];
  readonly structureName: string;
  readonly dueOn: string | null;
  readonly urgency: Urgency;
  /**
   * Hash of what the request says; absent for an act to sign, of which the page itself was shown.
   */
  readonly said?: string;
}

/** A fold as served; its hash covers all of it. */
export interface ServedFold extends Pick<Fold, 'common' | 'fields'> {
  readonly id: string;
  readonly outliers: readonly ServedAct[];
  readonly alike: readonly ServedAct[];
  /** Other, less urgent acts come once these are signed. */
  readonly more: boolean;
}

/** A fold of a person's desk; `assistantId`: the assistant who reads it. */
interface FoldAsked {
  readonly personId: string;
  readonly assistantId?: string;
  readonly id: string;
  readonly filters: DeskFilters;
  readonly at: Date;
}

interface ReadFold {
  readonly version: Version;
  readonly elementId: string;
  /** Kind of decision taken there. */
  readonly kind: DeskKind;
  readonly fold: ServedFold;
  /** Tasks of its acts, in the order in which they were found. */
  readonly taskKeys: readonly string[];
}

/**
 * Folds the acts of one kind that wait for a person, and stores the hash of what they are shown.
 * @throws {DomainError} not-found when none waits, kind-unknown, too-many-requests
 */
export async function readFold(
  parts: Pick<Deps, 'database'> & { readonly versions: Versions },
  asked: Omit<FoldAsked, 'assistantId'>,
): Promise<ReadFold & { readonly sha256: string }> {
  const read = await foldFor(parts, asked);
  const sha256 = createHash('sha256').update(canonicalJson(read.fold)).digest('hex');
  const { taskKeys } = read;
  const { personId, id: foldId, at } = asked;
  const shown = { personId, foldId, sha256, taskKeys, at };
  if (!(await keepFoldShown(parts.database.prisma, shown, SHOWN_AN_HOUR)))
    throw new DomainError('too-many-requests', { seconds: RETRY_SECONDS });
  return { ...read, sha256 };
}

/**
 * Folds acts without recording that they were shown, for a caller that has checked the right to
 * read them: a batch can cite only a fold served to its signer. An assistant is not shown whether
 * closed documents were given.
 * @throws {DomainError} not-found when none waits, kind-unknown
 */
export async function foldFor(
  { database, versions }: Pick<Deps, 'database'> & { readonly versions: Versions },
  asked: FoldAsked,
): Promise<ReadFold> {
  const { personId, assistantId, id, filters, at } = asked;
  const { versionId, elementId } = readFoldId(id);
  const chosen = { versionId, elementId, ...filters, personId, assistantId, at, max: FOLD_MAX + 1 };
  const found = await foldRows(database.prisma, chosen);
  const rows = found.slice(0, FOLD_MAX);
  const [first] = rows;
  if (first === undefined) throw new DomainError('not-found');
  const { kind } = first;
  const version = await versions.get(versionId);
  const compared = comparedActs(version, elementId, rows, { closed: assistantId === undefined });
  const { common, fields, outliers, alike } = foldOf(compared);
  const hashes = new Map(kind === 'signature' ? [] : compared.map((act) => [act.taskKey, saidHash(act)]));
  const rowOf = new Map(rows.map((row) => [row.taskKey, row]));
  const served = (act: FoldedAct): ServedAct[] => {
    const row = rowOf.get(act.taskKey);
    if (row === undefined) return [];
    const { number, agent, structureName, dueAt, clock } = row;
    const due = { dueOn: dueAt && dayAt(clock, dueAt), urgency: urgencyOf(dueAt, at) };
    const said = hashes.get(act.taskKey);
    const line = { ...act, differs: act.differs.map(shortened), number, agent, structureName, ...due };
    return [said === undefined ? line : { ...line, said }];
  };
  const fold: ServedFold = {
    ...{ id, common, fields, more: found.length > rows.length },
    ...{ outliers: outliers.flatMap(served), alike: alike.flatMap(served) },
  };
  return { version, elementId, kind, fold, taskKeys: rows.map(({ taskKey }) => taskKey) };
}

/** Maximum length of a long text in a line. */
const LINE_LENGTH = 160;

const shortened = ({ key, value }: Difference): Difference => ({
  key,
  value: value && { fr: cut(value.fr), en: cut(value.en) },
});

const cut = (text: string): string =>
  text.length <= LINE_LENGTH ? text : `${text.slice(0, LINE_LENGTH - 1).trimEnd()}…`;

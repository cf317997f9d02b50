import { createHash } from 'node:crypto';
import { dayAt } from '../../domain/calendar/civil-date.ts';
import type { Bilingual } from '../../domain/circuit/manifest.ts';
import { signedTemplate } from '../../domain/decision/decision-context.ts';
import { DomainError } from '../../domain/errors.ts';
import { canonicalJson } from '../../domain/evidence/evidence.ts';
import { type DeskFilters, marksOn, readFoldId, type Urgency, urgencyOf } from '../../domain/signing/desk.ts';
import { type Difference, type Fold, type FoldedAct, foldOf, type Said } from '../../domain/signing/fold.ts';
import { itemsAskedBy } from '../../domain/situation/prefill.ts';
import { type FoldRow, foldRows, keepFoldShown } from '../../prisma/repositories/signing/desk.ts';
import type { Deps } from '../dependencies.ts';
import { placesIn } from '../forms/instances.ts';
import { masked } from '../forms/sensitive.ts';
import { answersOf } from '../requests/answers.ts';
import type { Version, Versions } from '../versions.ts';

/** Acts of a fold at most: those of one batch of signatures. */
export const FOLD_MAX = 1_000;

/** A line of a fold, as it is served. */
export interface ServedAct extends FoldedAct {
  readonly number: string;
  readonly agent: FoldRow['agent'];
  readonly structureName: string;
  readonly dueOn: string | null;
  readonly urgency: Urgency;
}

/** A fold as it is served: what its hash is over. */
export interface ServedFold extends Pick<Fold, 'common' | 'fields'> {
  readonly id: string;
  readonly outliers: readonly ServedAct[];
  readonly alike: readonly ServedAct[];
  /** Others, less urgent, come once these are signed. */
  readonly more: boolean;
}

/**
 * Folds the acts of one kind that wait for a person, and keeps the hash of what they are shown.
 * @throws {DomainError} not-found where none waits, kind-unknown
 */
export async function readFold(
  { database, versions }: Pick<Deps, 'database'> & { readonly versions: Versions },
  asked: { readonly personId: string; readonly id: string; readonly filters: DeskFilters; readonly at: Date },
): Promise<{
  readonly version: Version;
  readonly elementId: string;
  readonly fold: ServedFold;
  readonly sha256: string;
}> {
  const { personId, id, filters, at } = asked;
  const { versionId, elementId } = readFoldId(id);
  const chosen = { versionId, elementId, ...filters, personId, at, max: FOLD_MAX + 1 };
  const found = await foldRows(database.prisma, chosen);
  const rows = found.slice(0, FOLD_MAX);
  if (rows.length === 0) throw new DomainError('not-found');
  const version = await versions.get(versionId);
  const template = signedTemplate(version.manifest, elementId);
  const saidBy = saying(version);
  const { common, fields, outliers, alike } = foldOf(
    rows.map((row) => ({ taskKey: row.taskKey, said: saidBy(row), marks: marksOn(template, row.marks) })),
  );
  const rowOf = new Map(rows.map((row) => [row.taskKey, row]));
  const served = (act: FoldedAct): ServedAct[] => {
    const row = rowOf.get(act.taskKey);
    if (row === undefined) return [];
    const { number, agent, structureName, dueAt, clock } = row;
    const due = { dueOn: dueAt && dayAt(clock, dueAt), urgency: urgencyOf(dueAt, at) };
    return [{ ...act, differs: act.differs.map(shortened), number, agent, structureName, ...due }];
  };
  const fold: ServedFold = {
    ...{ id, common, fields, more: found.length > rows.length },
    ...{ outliers: outliers.flatMap(served), alike: alike.flatMap(served) },
  };
  const sha256 = createHash('sha256').update(canonicalJson(fold)).digest('hex');
  const taskKeys = rows.map(({ taskKey }) => taskKey);
  await keepFoldShown(database.prisma, { personId, sha256, taskKeys, at });
  return { version, elementId, fold, sha256 };
}

const GIVEN: Bilingual = { fr: 'pièce fournie', en: 'document given' };
const NOT_GIVEN: Bilingual = { fr: 'pièce non fournie', en: 'document not given' };

/**
 * What an act says, as it is compared: its answers but those that only a mask is shown of, and which documents were given. Which
 * item of their own list an agent asks for is like nobody else's: it is read on the act.
 */
function saying(version: Version): (row: FoldRow) => Said[] {
  const { manifest, form } = version;
  const own = new Set(itemsAskedBy(form.components, manifest.themes).map(({ key }) => key));
  const types = new Map(manifest.pieces.map(({ pieceType, label }) => [pieceType, label]));
  const order = new Map(placesIn(form, {}).map(({ path }, place) => [String(path[0]), place]));
  const worded = new Map<string, readonly Said[]>();
  /** Acts of one kind say the same again and again: a date, a number is put in words once. */
  const inWords = (name: string, value: unknown): readonly Said[] => {
    const asked = `${name}=${JSON.stringify(value)}`;
    const known = worded.get(asked);
    if (known !== undefined) return known;
    const said = answersOf(version, { [name]: value }, {}).flatMap(({ key, label, value: words, masked: hidden }) =>
      hidden || own.has(key) ? [] : [{ key, label, value: words }],
    );
    worded.set(asked, said);
    return said;
  };
  const placeOf = ([name]: readonly [string, unknown]): number => order.get(name) ?? order.size;
  return ({ data, pieces }) => [
    ...Object.entries(masked(data))
      .toSorted((one, other) => placeOf(one) - placeOf(other))
      .flatMap(([name, value]) => inWords(name, value)),
    ...[...types].map(([type, label]) => ({
      ...{ key: `piece:${type}`, label },
      value: pieces.includes(type) ? GIVEN : NOT_GIVEN,
    })),
  ];
}

/** What a line says of a long text. */
const LINE_LENGTH = 160;

const shortened = ({ key, value }: Difference): Difference => ({
  key,
  value: value && { fr: cut(value.fr), en: cut(value.en) },
});

const cut = (text: string): string =>
  text.length <= LINE_LENGTH ? text : `${text.slice(0, LINE_LENGTH - 1).trimEnd()}…`;

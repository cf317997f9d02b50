import { createHash } from 'node:crypto';
import type { Bilingual } from '#domain/bilingual.ts';
import { signedTemplate } from '#domain/circuit/decision-context.ts';
import { canonicalJson } from '#domain/evidence/evidence.ts';
import { marksOn } from '#domain/signing/desk.ts';
import type { ComparedAct, Said } from '#domain/signing/fold.ts';
import { itemsAskedBy } from '#domain/situation/prefill.ts';
import type { FoldRow } from '#prisma/repositories/signing/desk.ts';
import { placesIn } from '../forms/instances.ts';
import { masked } from '../forms/sensitive.ts';
import { answersOf } from '../requests/answers.ts';
import type { Version } from '../versions.ts';

/** Returns what the requests at a step say, with their marks, as a fold compares them. */
export function comparedActs(
  version: Version,
  elementId: string,
  rows: readonly FoldRow[],
  /** Whether to tell which closed documents were given. */
  shown = { closed: true },
): ComparedAct[] {
  const template = signedTemplate(version.manifest, elementId);
  const saidBy = saying(version, shown);
  return rows.map((row) => ({ taskKey: row.taskKey, said: saidBy(row), marks: marksOn(template, row.marks) }));
}

/**
 * Hashes everything that a fold compares of a request, to tell whether it still says what was
 * shown.
 */
export const saidHash = ({ said, marks }: ComparedAct): string =>
  createHash('sha256').update(canonicalJson({ said, marks })).digest('hex').slice(0, 16);

const GIVEN: Bilingual = { fr: 'pièce fournie', en: 'document given' };
const NOT_GIVEN: Bilingual = { fr: 'pièce non fournie', en: 'document not given' };

/**
 * Builds the function that lists what a request says: its answers, except masked ones, and which
 * documents were given. The item that an agent chose from their own list is left out: no other
 * agent has it, so it is read on the act.
 */
function saying(version: Version, shown: { readonly closed: boolean }): (row: FoldRow) => Said[] {
  const { manifest, form } = version;
  const own = new Set(itemsAskedBy(form.components, manifest.themes).map(({ key }) => key));
  const told = manifest.pieces.filter(({ closed }) => shown.closed || !closed);
  const types = new Map(told.map(({ pieceType, label }) => [pieceType, label]));
  const order = new Map(placesIn(form, {}).map(({ path }, place) => [String(path[0]), place]));
  const worded = new Map<string, readonly Said[]>();
  /** Acts of one kind repeat the same values: a date or a number is put into words once. */
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

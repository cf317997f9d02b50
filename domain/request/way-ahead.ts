import type { ManifestStep } from '../circuit/manifest.ts';
import type { Flows } from './progress.ts';
import type { ClosingOutcome } from './request.ts';

/** Where a request may go in a diagram, and how it ends. */
export interface Ways extends Flows {
  /** Steps that prepare or sign a refusal. */
  readonly refusing: ReadonlySet<string>;
  /** Steps that close the request, by what they close it as. */
  readonly closing: ReadonlyMap<ClosingOutcome, ReadonlySet<string>>;
  /** `onward`, without what comes back to where one went through already. */
  readonly forward: ReadonlyMap<string, readonly string[]>;
  /** What can be reached, in the order of the ways. */
  readonly order: readonly string[];
  /** What a request comes to on its main way only once it is being refused: that it is there says what was decided. */
  readonly onceRefused: ReadonlySet<string>;
}

/**
 * The steps of the normal way that are still ahead: those that can be reached from where a request stands, without turning
 * back. None is, once a refusal is being signed.
 * @param at the elements where it stands
 * @param normal the steps that a request goes through when all goes well ({@link ManifestStep})
 */
export function wayAhead(ways: Ways, at: readonly string[], normal: ReadonlySet<string>): ReadonlySet<string> {
  if (at.some((id) => ways.onceRefused.has(id))) return new Set();
  const leading = leadingTo([...normal, ...(ways.closing.get('granted') ?? [])], ways.forward);
  // Beside the way, as one who was asked for more, one goes on until it is joined again.
  const nextsOf = (id: string) => (leading.has(id) ? ways.forward : ways.onward).get(id) ?? [];
  const reached = walk(at.flatMap(nextsOf), nextsOf);
  return new Set([...normal].filter((id) => reached.has(id) && !at.includes(id)));
}

/** Reads {@link Ways.onceRefused} off the rest. */
export function comeToOnceRefused(ways: Omit<Ways, 'onceRefused'>): ReadonlySet<string> {
  const onFrom = (ids: Iterable<string>) => walk(ids, (id) => ways.onward.get(id) ?? []);
  const hoped = hopeful(ways);
  const granted = onFrom(ways.closing.get('granted') ?? []);
  return new Set([...onFrom([`>${ways.process}`])].filter((id) => !hoped.has(id) && !granted.has(id)));
}

/** The elements on a way that ends granted, and signs no refusal. */
function hopeful({
  process,
  closing,
  refusing,
  onward,
  beside,
  interrupted,
}: Omit<Ways, 'onceRefused'>): ReadonlySet<string> {
  const met = walk([`>${process}`], (id) =>
    [onward, beside, interrupted].flatMap((nexts) => nexts.get(id) ?? []).filter((next) => !refusing.has(next)),
  );
  const leading = leadingTo(closing.get('granted') ?? [], onward);
  return new Set([...met].filter((id) => leading.has(id)));
}

/** What is reached from some elements, and those. */
function walk(from: Iterable<string>, nextsOf: (id: string) => readonly string[]): Set<string> {
  const reached = new Set(from);
  // The set grows while it is walked.
  for (const id of reached) for (const next of nextsOf(id)) reached.add(next);
  return reached;
}

/** Those from which some end is reached, and the ends. */
function leadingTo(ends: Iterable<string>, nexts: ReadonlyMap<string, readonly string[]>): Set<string> {
  const before = new Map<string, string[]>();
  for (const [from, all] of nexts) for (const to of all) before.set(to, [...(before.get(to) ?? []), from]);
  return walk(ends, (id) => before.get(id) ?? []);
}

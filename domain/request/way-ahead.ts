import type { ManifestStep } from '../circuit/manifest.ts';
import type { Flows } from './progress.ts';
import type { ClosingOutcome } from './request.ts';

/** Where a request may go in a diagram, and how it can end. */
export interface Ways extends Flows {
  /** Steps that prepare or sign a refusal. */
  readonly refusing: ReadonlySet<string>;
  /** Steps that close the request, by outcome. */
  readonly closing: ReadonlyMap<ClosingOutcome, ReadonlySet<string>>;
  /** `onward`, without what returns to an element already passed. */
  readonly forward: ReadonlyMap<string, readonly string[]>;
  /** Reachable elements, in the order of the ways. */
  readonly order: readonly string[];
  /**
   * Elements that a request reaches on its main way only once it is being refused: reaching one
   * reveals the decision.
   */
  readonly onceRefused: ReadonlySet<string>;
}

/**
 * Returns the steps of the normal way still ahead: those reachable from where a request is, without
 * going back. Empty once a refusal is being signed.
 * @param at the elements where the request is
 * @param normal the steps that a request goes through when all goes well ({@link ManifestStep})
 */
export function wayAhead(ways: Ways, at: readonly string[], normal: ReadonlySet<string>): ReadonlySet<string> {
  if (at.some((id) => ways.onceRefused.has(id))) return new Set();
  const leading = leadingTo([...normal, ...(ways.closing.get('granted') ?? [])], ways.forward);
  // An element beside the normal way, such as a complement, is left by any flow until the way is
  // joined again.
  const nextsOf = (id: string) => (leading.has(id) ? ways.forward : ways.onward).get(id) ?? [];
  const reached = walk(at.flatMap(nextsOf), nextsOf);
  return new Set([...normal].filter((id) => reached.has(id) && !at.includes(id)));
}

/** Derives {@link Ways.onceRefused} from the rest. */
export function comeToOnceRefused(ways: Omit<Ways, 'onceRefused'>): ReadonlySet<string> {
  const onFrom = (ids: Iterable<string>) => walk(ids, (id) => ways.onward.get(id) ?? []);
  const hoped = hopeful(ways);
  const granted = onFrom(ways.closing.get('granted') ?? []);
  return new Set([...onFrom([`>${ways.process}`])].filter((id) => !hoped.has(id) && !granted.has(id)));
}

/** Returns the elements on a way that ends granted, and signs no refusal. */
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

/** Returns some elements and all those reachable from them. */
function walk(from: Iterable<string>, nextsOf: (id: string) => readonly string[]): Set<string> {
  const reached = new Set(from);
  // The set grows while it is iterated.
  for (const id of reached) for (const next of nextsOf(id)) reached.add(next);
  return reached;
}

/** Returns some ends and all the elements from which they are reachable. */
function leadingTo(ends: Iterable<string>, nexts: ReadonlyMap<string, readonly string[]>): Set<string> {
  const before = new Map<string, string[]>();
  for (const [from, all] of nexts) for (const to of all) before.set(to, [...(before.get(to) ?? []), from]);
  return walk(ends, (id) => before.get(id) ?? []);
}

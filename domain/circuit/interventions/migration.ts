import { calledBy, idAt, pathOf, placeOf } from '../blocks/block.ts';
import { type DrawnElement, elementsIn, extensionsOf } from '../flows.ts';
import { type CircuitManifest, stepOf } from '../manifest.ts';

/**
 * State of a request that moves to another version: asked; then each instance of its tree moves,
 * its own last; or, if one cannot, those that moved go back, and it is refused. Stopped: one could
 * not go back either, and a person must look at it.
 */
export const MIGRATION_STATES = ['asked', 'would', 'moving', 'returning', 'moved', 'refused', 'stopped'] as const;
export type MigrationState = (typeof MIGRATION_STATES)[number];

/** Of a batch of them; `paused`: nothing more of it is begun until it goes on. `ended`: all of it is asked for. */
export const BATCH_STATES = ['running', 'paused', 'ended'] as const;
export type BatchState = (typeof BATCH_STATES)[number];

/** Of one instance; `ended`: it was over before its turn came. */
export const MIGRATED_STATES = ['waiting', 'moved', 'returned', 'refused', 'ended'] as const;
export type MigratedState = (typeof MIGRATED_STATES)[number];

/**
 * Why a request, or one instance of it, cannot follow another version:
 *  · request-closed: nothing of it goes on any more;
 *  · version-withdrawn: the version was withdrawn meanwhile;
 *  · answers-lost: its form has no place for an answer that was filed;
 *  · started-otherwise: such requests are filed, or started, by somebody else there;
 *  · step-gone, step-changed: the version has no such step as params.step, where the instance stands, or another one by its id,
 *    or by the id that the mapping gives it;
 *  · call-gone: the version does not call at params.step, nor where the mapping leads it, the block that is called there, in which it
 *    stands or would come back to;
 *  · mapping-astray: the mapping leads params.step to params.to, which that version has not, or which the former one has too;
 *  · asked-otherwise: what a person is asked at params.step is asked of another role, or is another decision;
 *  · fact-lacking: the version reads params.reason on a way from params.step, where the instance stands, and nothing gave it, nor
 *    gives it on that way;
 *  · engine-refuses: for params.reason.
 */
export const MIGRATION_CAUSES = [
  'request-closed',
  'version-withdrawn',
  'answers-lost',
  'started-otherwise',
  'step-gone',
  'step-changed',
  'call-gone',
  'mapping-astray',
  'asked-otherwise',
  'fact-lacking',
  'engine-refuses',
] as const;

export interface MigrationBar {
  readonly cause: (typeof MIGRATION_CAUSES)[number];
  readonly params: Readonly<Record<string, string>>;
}

/** A version as one instance would follow it: the drawing of its circuit, or of a block; null where it has no such block. */
export interface Followed {
  readonly manifest: Pick<CircuitManifest, 'steps' | 'calls'>;
  readonly drawing: DrawnElement | null;
}

/**
 * Which element of the new version each of the former one is, where it bears another id: « instruction/visa » → « instruction/visa-rh ».
 * Both are named by the calls of the former version, one of which may be mapped itself: « instruction » → « examen ».
 */
export type Mapping = Readonly<Record<string, string>>;

/**
 * Returns a place that a mapping gives twice, leads out of its diagram, or leads elsewhere than its
 * own call; null: none.
 */
export function mappingFault(mapping: Mapping): string | null {
  const given = new Set<string>();
  for (const [from, to] of Object.entries(mapping)) {
    const leadsOn = to !== from && Object.hasOwn(mapping, to);
    if (pathOf(from) !== pathOf(to) || given.has(to) || leadsOn) return from;
    given.add(to);
  }
  return null;
}

/**
 * Returns the place of the new version that corresponds to a place of the former one: «
 * instruction/visa » → « examen/visa-rh ».
 */
export function placeThere(mapping: Mapping, place: string): string {
  if (place === '') return '';
  const own = Object.hasOwn(mapping, place) ? mapping[place] : undefined;
  return placeOf(placeThere(mapping, pathOf(place)), idAt(own ?? place));
}

/**
 * Returns the place of the former version that is meant, whichever version names it or each call on
 * the way to it.
 */
export function placeBefore(mapping: Mapping, place: string): string {
  if (place === '') return '';
  const named = placeOf(placeBefore(mapping, pathOf(place)), idAt(place));
  return Object.keys(mapping).find((from) => mapping[from] === named) ?? named;
}

/** Restricts a mapping to one diagram, by the ids of that diagram. */
export const mappingAt = (mapping: Mapping, path: string): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(mapping).flatMap(([from, to]) =>
      pathOf(from) === path && pathOf(to) === path ? [[idAt(from), idAt(to)] as const] : [],
    ),
  );

/** Inverts a mapping: by the calls of the new version. */
export const backwards = (mapping: Mapping): Mapping =>
  Object.fromEntries(
    Object.keys(mapping).map((from) => {
      const there = placeThere(mapping, from);
      return [there, placeOf(pathOf(there), idAt(from))];
    }),
  );

/**
 * Lists the elements that two drawings have in common, by id or mapping: tokens there, or on their
 * way, go on.
 */
export function commonElements(
  from: DrawnElement,
  to: DrawnElement,
  mapping: ReadonlyMap<string, string> = NO_MAPPING,
): { readonly from: string; readonly to: string }[] {
  const there = traitsIn(to);
  return [...traitsIn(from, mapping)].flatMap(([id, traits]) => {
    const target = mapping.get(id) ?? id;
    return there.get(target) === traits ? [{ from: id, to: target }] : [];
  });
}

const NO_MAPPING: ReadonlyMap<string, string> = new Map();

/** An element that another drawing lacks, with those of the other that it may have become. */
export interface Unmapped {
  readonly id: string;
  /** Whether it is a call: it may have become another call of the same block alone. */
  readonly isCall: boolean;
  /** The one of the same type and name, where there is one alone. */
  readonly proposal: string | null;
  readonly candidates: readonly string[];
}

/**
 * Lists what must be mapped between two drawings: each element where a token can wait and whose id
 * the other one lacks, with what it may have become.
 */
export function unmappedIn(from: DrawnElement, to: DrawnElement): Unmapped[] {
  const common = new Set(commonElements(from, to).map(({ from: id }) => id));
  const [here, there] = [elementsIn(from), elementsIn(to)];
  // An element's own id is none of its traits: they are the same whatever it would be there.
  const [own, traits] = [traitsIn(from), traitsIn(to)];
  const known = new Set(here.map(({ element }) => element.id));
  return here.flatMap(({ element }) => {
    if (!WAITED_AT.has(element.$type) || common.has(element.id)) return [];
    const alike = there.filter(
      ({ element: other }) =>
        other.$type === element.$type && !known.has(other.id) && traits.get(other.id) === own.get(element.id),
    );
    const [named, ...others] = alike.filter(
      ({ element: other }) => other.name !== undefined && other.name === element.name,
    );
    const proposal = named !== undefined && others.length === 0 ? named.element.id : null;
    const isCall = element.$type === CALL;
    return [{ id: element.id, isCall, proposal, candidates: alike.map(({ element: other }) => other.id) }];
  });
}

const CALL = 'bpmn:CallActivity';
const WAITED_AT = new Set([
  CALL,
  ...[
    'bpmn:UserTask',
    'bpmn:ServiceTask',
    'bpmn:SendTask',
    'bpmn:ReceiveTask',
    'bpmn:BusinessRuleTask',
    'bpmn:ScriptTask',
  ],
  ...['bpmn:IntermediateCatchEvent', 'bpmn:EventBasedGateway', 'bpmn:ExclusiveGateway', 'bpmn:SubProcess'],
]);

/** Returns why an instance at these elements cannot follow another version; null: it can. */
export function barOf(
  { path, standsAt }: { readonly path: string; readonly standsAt: readonly string[] },
  from: Followed,
  to: Followed,
  mapping: Mapping = {},
): MigrationBar | null {
  const isCalledThere = blockAt(from, path) === blockAt(to, placeThere(mapping, path));
  if (from.drawing === null || to.drawing === null || !isCalledThere)
    return { cause: 'call-gone', params: { step: path } };
  const calls = callsIn(from.drawing);
  const ids = mappingAt(mapping, path);
  const [here, there] = [traitsIn(from.drawing, ids), traitsIn(to.drawing)];
  const astray = (id: string, target: string): MigrationBar => ({
    cause: 'mapping-astray',
    params: { step: placeOf(path, id), to: placeOf(path, target) },
  });
  // What the former version has too is what it was there, not what another one became.
  for (const [id, target] of ids) if (target !== id && here.has(target)) return astray(id, target);
  for (const id of standsAt) {
    const step = placeOf(path, id);
    const target = ids.get(id) ?? id;
    if (target !== id && !there.has(target)) return astray(id, target);
    if (there.get(target) !== here.get(id)) {
      const isGone = !there.has(target);
      return { cause: calls.has(id) ? 'call-gone' : isGone ? 'step-gone' : 'step-changed', params: { step } };
    }
    if (askedAt(to, placeThere(mapping, step)) !== askedAt(from, step))
      return { cause: 'asked-otherwise', params: { step } };
  }
  return null;
}

const callsIn = (drawing: DrawnElement): ReadonlySet<string> =>
  new Set(elementsIn(drawing).flatMap(({ element }) => (element.$type === CALL ? [element.id] : [])));

/** The block that the calls of a path lead into; undefined for the circuit itself, and where nothing is called there. */
const blockAt = ({ manifest }: Followed, path: string): string | undefined => manifest.calls?.[path]?.block;

/** What a person is asked at a step, as the list of tasks keeps it. */
function askedAt({ manifest }: Followed, place: string): string {
  const { role = null, decision = null, template = null } = stepOf(manifest, place) ?? {};
  return JSON.stringify([role, decision, template]);
}

/** By id, what must be the same of an element for a token that stands there not to notice; what is around it, by its new id. */
function traitsIn(drawing: DrawnElement, mapping: ReadonlyMap<string, string> = NO_MAPPING): Map<string, string> {
  const nodes = elementsIn(drawing).filter(({ element }) => !NO_NODES.has(element.$type));
  return new Map(nodes.map(({ scope, element }) => [element.id, traitsOf(scope, element, mapping)]));
}

const NO_NODES = new Set([
  'bpmn:SequenceFlow',
  'bpmn:DataObject',
  'bpmn:DataObjectReference',
  'bpmn:DataStoreReference',
]);

function traitsOf(scope: DrawnElement, element: DrawnElement, mapping: ReadonlyMap<string, string>): string {
  const mapped = (id: string | undefined) => (id === undefined ? null : (mapping.get(id) ?? id));
  const { attachedToRef, loopCharacteristics, eventDefinitions, triggeredByEvent } = element;
  const loop = loopCharacteristics as (DrawnElement & { isSequential?: boolean }) | undefined;
  return JSON.stringify([
    mapped(scope.id),
    element.$type,
    mapped((attachedToRef as DrawnElement | undefined)?.id),
    loop === undefined ? null : loop.isSequential === true,
    ((eventDefinitions ?? []) as DrawnElement[]).map(({ $type }) => $type),
    triggeredByEvent === true,
    extensionsOf(element, 'zeebe:UserTask').length,
    calledBy(element),
  ]);
}

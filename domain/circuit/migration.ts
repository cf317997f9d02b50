import { calledBy, placeOf } from './block.ts';
import { type DrawnElement, elementsIn, extensionsOf } from './flows.ts';
import { type CircuitManifest, stepOf } from './manifest.ts';

/**
 * A request that moves to another version: asked; then each instance of its tree moves, its own last; or, where one cannot, those
 * that did go back, and it is refused. Stopped: one could not go back either, and somebody must look at it.
 */
export const MIGRATION_STATES = ['asked', 'moving', 'returning', 'moved', 'refused', 'stopped'] as const;
export type MigrationState = (typeof MIGRATION_STATES)[number];

/** Of one instance; `ended`: it was over before its turn came. */
export const MIGRATED_STATES = ['waiting', 'moved', 'returned', 'refused', 'ended'] as const;
export type MigratedState = (typeof MIGRATED_STATES)[number];

/**
 * Why a request, or one instance of it, cannot follow another version:
 *  · request-closed: nothing of it goes on any more;
 *  · version-withdrawn: the version was withdrawn meanwhile;
 *  · answers-lost: its form has no place for an answer that was filed;
 *  · started-otherwise: such requests are filed, or started, by somebody else there;
 *  · step-gone, step-changed: the version has no such step as params.step, where the instance stands, or another one by its id;
 *  · asked-otherwise: what a person is asked at params.step is asked of another role, or is another decision;
 *  · engine-refuses: for params.reason.
 */
export const MIGRATION_CAUSES = [
  'request-closed',
  'version-withdrawn',
  'answers-lost',
  'started-otherwise',
  'step-gone',
  'step-changed',
  'asked-otherwise',
  'engine-refuses',
] as const;

export interface MigrationBar {
  readonly cause: (typeof MIGRATION_CAUSES)[number];
  readonly params: Readonly<Record<string, string>>;
}

/** A version as one instance would follow it: the drawing of its circuit, or of a block; null where it has no such block. */
export interface Followed {
  readonly manifest: Pick<CircuitManifest, 'steps'>;
  readonly drawing: DrawnElement | null;
}

/** The elements that two drawings have in common: what stands there, or waits for them, goes on as it was. */
export function commonElements(from: DrawnElement, to: DrawnElement): string[] {
  const there = traitsIn(to);
  return [...traitsIn(from)].flatMap(([id, traits]) => (there.get(id) === traits ? [id] : []));
}

/** Why an instance that stands at these elements cannot follow another version; null when it can. */
export function barOf(
  { path, standsAt }: { readonly path: string; readonly standsAt: readonly string[] },
  from: Followed,
  to: Followed,
): MigrationBar | null {
  if (from.drawing === null || to.drawing === null) return { cause: 'step-gone', params: { step: path } };
  const [here, there] = [traitsIn(from.drawing), traitsIn(to.drawing)];
  for (const id of standsAt) {
    const step = placeOf(path, id);
    if (!there.has(id)) return { cause: 'step-gone', params: { step } };
    if (there.get(id) !== here.get(id)) return { cause: 'step-changed', params: { step } };
    if (askedAt(to, step) !== askedAt(from, step)) return { cause: 'asked-otherwise', params: { step } };
  }
  return null;
}

/** What a person is asked at a step, as the list of tasks keeps it. */
function askedAt({ manifest }: Followed, place: string): string {
  const { role = null, decision = null, template = null } = stepOf(manifest, place) ?? {};
  return JSON.stringify([role, decision, template]);
}

/** By id, what must be the same of an element for a token that stands there not to notice. */
function traitsIn(drawing: DrawnElement): Map<string, string> {
  const nodes = elementsIn(drawing).filter(({ element }) => !NO_NODES.has(element.$type));
  return new Map(nodes.map(({ scope, element }) => [element.id, traitsOf(scope, element)]));
}

const NO_NODES = new Set([
  'bpmn:SequenceFlow',
  'bpmn:DataObject',
  'bpmn:DataObjectReference',
  'bpmn:DataStoreReference',
]);

function traitsOf(scope: DrawnElement, element: DrawnElement): string {
  const { attachedToRef, loopCharacteristics, eventDefinitions, triggeredByEvent } = element;
  const loop = loopCharacteristics as (DrawnElement & { isSequential?: boolean }) | undefined;
  return JSON.stringify([
    scope.id,
    element.$type,
    (attachedToRef as DrawnElement | undefined)?.id ?? null,
    loop === undefined ? null : loop.isSequential === true,
    ((eventDefinitions ?? []) as DrawnElement[]).map(({ $type }) => $type),
    triggeredByEvent === true,
    extensionsOf(element, 'zeebe:UserTask').length,
    calledBy(element),
  ]);
}

import { type DrawnElement, waysBackIn } from '#domain/circuit/flows.ts';
import type { KnownName } from '#web/contract/circuits/atelier.ts';

/** An element of the drawing, as far as it is read here: bpmn-js keeps what bpmn-moddle reads. */
interface Element extends DrawnElement {
  /** Null once it is removed from the drawing. */
  readonly $parent?: Element | null;
  readonly sourceRef?: Element;
}

/** The names that something gave before a token comes to an element: the others are offered nowhere before their step. */
export function namesAt(element: DrawnElement, names: readonly KnownName[]): readonly KnownName[] {
  const { id, sourceRef } = element as Element;
  const process = processOf(element);
  if (process === null || process === element) return names;
  const before = waysBackIn(process)(sourceRef?.id ?? id);
  return names.filter(({ givenBy }) => givenBy === undefined || givenBy.some((step) => before.has(step)));
}

/** The process that an element stands in; null once it is removed from the drawing. */
export function processOf(element: DrawnElement): DrawnElement | null {
  if (element.$type === 'bpmn:Process') return element;
  const { $parent } = element as Element;
  return $parent ? processOf($parent) : null;
}

import type { InputRead } from '#domain/circuit/blocks/block.ts';
import { headersTaken } from './headers-taken.ts';
import type { CircuitModel, ModelElement } from './model.ts';

/**
 * What a step of a block needs and its call leaves out; none for a step of the circuit. Such a step is no part of that call:
 * no way may come to it (checkGuarantees).
 */
export function leftOutOf(element: ModelElement, { opened }: Pick<CircuitModel, 'opened'>): InputRead[] {
  const headers = headersTaken(element);
  const isNeeded = ({ as }: InputRead) => as === 'candidateGroups' || headers[as]?.required === true;
  return opened.reads.filter((read) => read.at === element.id && !read.given && isNeeded(read));
}

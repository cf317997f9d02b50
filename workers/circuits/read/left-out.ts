import type { InputRead } from '../../../domain/circuit/blocks/block.ts';
import { definitionOf } from '../../definitions.ts';
import type { Headers } from '../../headers.ts';
import { PERSON_STEPS } from '../../person-step.ts';
import type { CircuitModel, ModelElement } from './model.ts';

/**
 * What a step of a block needs and its call leaves out; none for a step of the circuit. Such a step is no part of that call:
 * no way may come to it (checkGuarantees).
 */
export function leftOutOf(element: ModelElement, { opened }: Pick<CircuitModel, 'opened'>): InputRead[] {
  const { decision = '' } = element.headers;
  const ofPerson: Headers = PERSON_STEPS[decision as keyof typeof PERSON_STEPS] ?? {};
  const headers: Headers = definitionOf(element.jobType ?? '')?.headers ?? ofPerson;
  const isNeeded = ({ as }: InputRead) => as === 'candidateGroups' || headers[as]?.required === true;
  return opened.reads.filter((read) => read.at === element.id && !read.given && isNeeded(read));
}

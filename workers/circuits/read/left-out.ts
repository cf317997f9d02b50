import { type InputRead, pathOf } from '../../../domain/circuit/blocks/block.ts';
import { type DrawnElement, elementsIn, idOf, mappingsOf } from '../../../domain/circuit/flows.ts';
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

/** `=opinionTo != null and …`: what a condition asks to be there, first of all. */
const ASKED = /^=\s*(\w+)\s*!=\s*null(?:\s+and\s(?!.*\sor\s).*)?$/s;

/** The steps of blocks to which no way leads, since each asks for an input that the call leaves out: no part of that call either. */
export function barredIn({ drawn: { process }, opened }: Pick<CircuitModel, 'drawn' | 'opened'>): ReadonlySet<string> {
  const isClosed = ({ id, conditionExpression }: DrawnElement): boolean => {
    const name = ASKED.exec(String((conditionExpression as { body?: string } | undefined)?.body ?? ''))?.[1];
    const call = opened.drawn.get(pathOf(id));
    return name !== undefined && call !== undefined && !mappingsOf(call, 'input').some(({ target }) => target === name);
  };
  const flows = elementsIn(process).flatMap(({ element }) => (element.$type === 'bpmn:SequenceFlow' ? [element] : []));
  const into = Map.groupBy(flows, ({ targetRef }) => idOf(targetRef));
  return new Set([...into].flatMap(([id, ways]) => (id !== undefined && ways.every(isClosed) ? [id] : [])));
}

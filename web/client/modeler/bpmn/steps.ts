import type { BusinessObject } from './services.ts';

/** A step of the drawing, as the list beside it says it. */
export interface Step {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  /** How deep it is in sub-processes. */
  readonly depth: number;
  /** The step whose border it sits on. */
  readonly on?: string;
  /** Where one goes from here. */
  readonly next: readonly {
    readonly flowId: string;
    readonly name: string;
    readonly condition: string;
    readonly to: string;
  }[];
}

/** « Visa », or the id where nobody named it. */
const nameOf = ({ name, id }: BusinessObject): string => name?.trim().replace(/\s+/g, ' ') || id;

const isNode = ({ $type }: BusinessObject): boolean => $type !== 'bpmn:SequenceFlow' && !$type.startsWith('bpmn:Data');

/**
 * The steps of a process in the order one meets them: along the flows from each start, what sits on a step's border after
 * it, what a sub-process holds under it; what nothing leads to comes last.
 */
export function stepsOf(process: BusinessObject): Step[] {
  const steps: Step[] = [];
  walk(process, 0, steps);
  return steps;
}

function walk(scope: BusinessObject, depth: number, steps: Step[]): void {
  const nodes = (scope.flowElements ?? []).filter(isNode);
  const seen = new Set<string>();
  const visit = (node: BusinessObject): void => {
    const waiting = [node];
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (seen.has(next.id)) continue;
      seen.add(next.id);
      steps.push(stepOf(next, depth));
      if (next.flowElements) walk(next, depth + 1, steps);
      const { id } = next;
      for (const border of nodes.filter(({ attachedToRef }) => attachedToRef?.id === id)) {
        if (!seen.has(border.id)) visit(border);
      }
      for (const { targetRef } of next.outgoing ?? []) if (targetRef) waiting.push(targetRef);
    }
  };
  const isEntry = (node: BusinessObject) => (node.incoming ?? []).length === 0 && !node.attachedToRef;
  const starts = nodes.filter(({ $type }) => $type === 'bpmn:StartEvent');
  for (const node of starts) visit(node);
  for (const node of nodes.filter((each) => isEntry(each) && !each.triggeredByEvent)) visit(node);
  for (const node of nodes) visit(node);
}

function stepOf(node: BusinessObject, depth: number): Step {
  return {
    id: node.id,
    type: node.$type,
    name: nameOf(node),
    depth,
    ...(node.attachedToRef ? { on: nameOf(node.attachedToRef) } : {}),
    next: (node.outgoing ?? []).flatMap(({ id, name = '', conditionExpression, targetRef }) =>
      targetRef ? [{ flowId: id, name, condition: conditionExpression?.body ?? '', to: nameOf(targetRef) }] : [],
    ),
  };
}

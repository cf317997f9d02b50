import type { Moddle } from './model.ts';

const list = (value: unknown): readonly Moddle[] => (Array.isArray(value) ? (value as Moddle[]) : []);

/** Where a token may go from each element: along flows, over borders, into sub-processes and out of them. */
export function nextsIn(process: Moddle): Map<string, string[]> {
  const nexts = new Map<string, string[]>();
  const link = (from: string | undefined, to: string | undefined) => {
    if (from !== undefined && to !== undefined) nexts.set(from, [...(nexts.get(from) ?? []), to]);
  };
  const scopes = [process];
  for (const scope of scopes) {
    for (const child of list(scope.flowElements)) {
      if (child.$type === 'bpmn:SequenceFlow')
        link((child.sourceRef as Moddle | undefined)?.id, (child.targetRef as Moddle | undefined)?.id);
      if (child.$type === 'bpmn:BoundaryEvent') link((child.attachedToRef as Moddle | undefined)?.id, child.id);
      // Into a scope by its starts and its event sub-processes; out of it from wherever it ends.
      if (child.$type === 'bpmn:StartEvent' || child.triggeredByEvent === true) link(scope.id, child.id);
      if (child.$type === 'bpmn:EndEvent') link(child.id, scope.id);
      if (child.flowElements !== undefined) scopes.push(child);
    }
  }
  return nexts;
}

import type { BpmnModeler, DrawnElement } from './services.ts';

/** Room for a step and its two arrows. */
const ROOM = 170;

/** The flow that a new step would be put in: the one chosen, or the only one that leaves the step chosen. */
export function flowToInsertIn(chosen: DrawnElement | null): DrawnElement | null {
  if (!chosen) return null;
  if (chosen.type === 'bpmn:SequenceFlow') return chosen;
  const flows = (chosen.outgoing ?? []).filter(({ type }) => type === 'bpmn:SequenceFlow');
  return flows.length === 1 ? (flows[0] ?? null) : null;
}

/**
 * Puts a step in the middle of a flow, what follows being moved to make room: no mouse is needed, and the circuit stays
 * connected. One gesture for « undo ».
 */
export function insertStep(modeler: BpmnModeler, flow: DrawnElement, templateId: string, name: string): void {
  const stack = modeler.get('commandStack');
  const insert = () => {
    const { source, target } = flow;
    if (!source || !target) return;
    makeRoom(modeler, flow);
    const shape = modeler
      .get('elementTemplates')
      .createElement(modeler.get('elementTemplates').getLatest(templateId)[0]);
    const between = { from: source.x + source.width, to: target.x };
    const isForward = between.to > between.from;
    const position = isForward
      ? { x: (between.from + between.to) / 2, y: source.y + source.height / 2 }
      : middleOf(flow);
    const drawn = modeler.get('modeling').createShape(shape, position, flow);
    modeler.get('modeling').updateProperties(drawn, { name });
    modeler.get('selection').select(drawn);
  };
  try {
    stack.registerHandler(COMMAND, Gesture);
  } catch {
    // Known already.
  }
  stack.execute(COMMAND, { insert });
}

const COMMAND = 'harmonie.insertStep';

/** Whatever it does is undone and redone as one. */
class Gesture {
  preExecute({ insert }: { insert: () => void }): void {
    insert();
  }
}

function makeRoom(modeler: BpmnModeler, { source, target }: DrawnElement): void {
  if (!source || !target) return;
  const start = source.x + source.width + 5;
  if (target.x - start >= ROOM || target.x <= start) return;
  const delta = ROOM - (target.x - start);
  const tool = modeler.get('spaceTool');
  const root = modeler.get('canvas').getRootElement();
  const all = modeler.get('elementRegistry').filter((element) => element !== root && element.labelTarget === undefined);
  const { movingShapes, resizingShapes } = tool.calculateAdjustments(all, 'x', delta, start);
  tool.makeSpace(movingShapes, resizingShapes, { x: delta, y: 0 }, 'e', start);
}

function middleOf({ waypoints = [] }: DrawnElement): { x: number; y: number } {
  const middle = Math.max(1, Math.ceil(waypoints.length / 2));
  const [a, b] = [waypoints[middle - 1], waypoints[middle]];
  return { x: ((a?.x ?? 0) + (b?.x ?? 0)) / 2, y: ((a?.y ?? 0) + (b?.y ?? 0)) / 2 };
}

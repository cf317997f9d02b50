import type { BpmnModeler, DrawnElement } from '../../bpmn/services.ts';
import type { Step } from '../../bpmn/steps.ts';
import type { Drawn } from './choices.ts';
import { type Box, cutBeside, type Flow, makeRoom, shapesIn } from './room.ts';

/** The other way of a gateway leads to an end that is drawn with it. */
export const NEW_END = 'new-end';

/** The two ways of a gateway, as they are named in the drawing. */
export interface Ways {
  readonly name: string;
  readonly way: string;
  /** Where the other one leads: a step by its id, or `NEW_END`; null where it is drawn later. */
  readonly other: { readonly to: string; readonly name: string } | null;
}

/** The flow that a new step would be put in: the one chosen, or the only one that leaves the step chosen. */
export function flowToInsertIn(chosen: DrawnElement | null): Flow | null {
  if (!chosen) return null;
  if (isFlow(chosen)) return chosen;
  const [flow, ...others] = (chosen.outgoing ?? []).filter(isFlow);
  return others.length === 0 ? (flow ?? null) : null;
}

/** The steps that another way may lead to from where a flow or a gateway is: those beside it, but starts and what is on a border. */
export function targetsOf({ parent }: DrawnElement, steps: readonly Step[]): Step[] {
  const beside = new Set(shapesIn(parent).map(({ id }) => id));
  return steps.filter(({ id, type, on }) => beside.has(id) && type !== 'bpmn:StartEvent' && on === undefined);
}

const isFlow = (element: DrawnElement): element is Flow =>
  element.type === 'bpmn:SequenceFlow' && element.source !== undefined && element.target !== undefined;

/**
 * Puts a step in the middle of a flow, what follows being moved to make room: no mouse is needed, and the circuit stays
 * connected. Of a gateway, its ways are drawn and named too. One gesture for « undo ».
 */
export function insertStep(modeler: BpmnModeler, flow: Flow, drawn: Drawn, ways?: Ways): void {
  inOneGesture(modeler, () => {
    const shape = shapeOf(modeler, drawn);
    const step = modeler.get('modeling').createShape(shape, makeRoom(modeler, flow, shape), flow);
    if (ways) drawWays(modeler, step, ways);
    modeler.get('selection').select(step);
  });
}

function shapeOf(modeler: BpmnModeler, drawn: Drawn): DrawnElement {
  if (!('templateId' in drawn)) return modeler.get('elementFactory').createShape(drawn);
  const templates = modeler.get('elementTemplates');
  return templates.createElement(templates.getLatest(drawn.templateId)[0]);
}

function drawWays(modeler: BpmnModeler, gateway: DrawnElement, ways: Ways): void {
  const modeling = modeler.get('modeling');
  const name = (element: DrawnElement | undefined, given: string) => {
    if (element && given.trim() !== '') modeling.updateProperties(element, { name: given.trim() });
  };
  name(gateway, ways.name);
  name(gateway.outgoing?.[0], ways.way);
  if (!ways.other) return;
  const { to } = ways.other;
  const target = to === NEW_END ? endBelow(modeler, gateway) : modeler.get('elementRegistry').get(to);
  if (!target) return;
  const other = modeling.connect(gateway, target, { type: 'bpmn:SequenceFlow' });
  name(other, ways.other.name);
  // Whatever the condition of the first one says, there is a way: « sinon ».
  if (gateway.type === 'bpmn:ExclusiveGateway') modeling.updateProperties(gateway, { default: other.businessObject });
}

const BELOW = 90;
const END = { width: 36, height: 36 };

/** An end under a gateway, where it covers nobody. */
function endBelow(modeler: BpmnModeler, gateway: DrawnElement): DrawnElement {
  const shape = modeler.get('elementFactory').createShape({ type: 'bpmn:EndEvent' });
  const x = gateway.x + gateway.width / 2;
  const others = shapesIn(gateway.parent);
  const boxAt = (y: number): Box => ({ x: x - END.width / 2, y: y - END.height / 2, ...END });
  let y = gateway.y + gateway.height + BELOW;
  while (cutBeside(boxAt(y), others)) y += BELOW / 2;
  return modeler.get('modeling').createShape(shape, { x, y }, gateway.parent as DrawnElement);
}

const COMMAND = 'harmonie.gesture';

/** Whatever it draws is undone and redone as one. */
function inOneGesture(modeler: BpmnModeler, draw: () => void): void {
  const stack = modeler.get('commandStack');
  try {
    stack.registerHandler(COMMAND, Gesture);
  } catch {
    // Known already.
  }
  stack.execute(COMMAND, { draw });
}

class Gesture {
  preExecute({ draw }: { draw: () => void }): void {
    draw();
  }
}

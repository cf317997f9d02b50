/** Draws small BPMN files for tests, without coordinates. */

const NAMESPACES = [
  'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"',
  'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  'targetNamespace="http://harmonie/test"',
].join(' ');

/** Text as it may stand in an XML attribute or element. */
export function xmlText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** One node: its tag (`serviceTask`), its id, its inside and its attributes. */
export function node(tag: string, id: string, inside = '', attributes: Record<string, string> = {}): string {
  const text = Object.entries(attributes).map(([name, value]) => ` ${name}="${xmlText(value)}"`);
  return `<bpmn:${tag} id="${id}"${text.join('')}>${inside}</bpmn:${tag}>`;
}

/** Extensions of a node. */
export function extensions(...parts: string[]): string {
  return `<bpmn:extensionElements>${parts.join('')}</bpmn:extensionElements>`;
}

/**
 * Flows written as `a -> b -> c`, with a condition as `a -> b : =amount > 3`.
 * The id of the flow from a to b is `a_b`.
 */
export function flows(...lines: string[]): string {
  return lines
    .flatMap((line) => {
      const [path = '', condition] = line.split(/\s:\s/);
      const ids = path.split('->').map((id) => id.trim());
      return ids.slice(1).map((target, i) => flow(ids[i] as string, target, condition?.trim()));
    })
    .join('');
}

function flow(source: string, target: string, condition: string | undefined): string {
  const inside =
    condition === undefined
      ? ''
      : `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${xmlText(condition)}</bpmn:conditionExpression>`;
  return `<bpmn:sequenceFlow id="${source}_${target}" sourceRef="${source}" targetRef="${target}">${inside}</bpmn:sequenceFlow>`;
}

export function start(id = 'start', inside = ''): string {
  return node('startEvent', id, inside);
}

export function end(id = 'end', inside = ''): string {
  return node('endEvent', id, inside);
}

/** A service task whose job type is its id, or the one given. */
export function service(id: string, type = id, more = ''): string {
  return node('serviceTask', id, extensions(`<zeebe:taskDefinition type="${xmlText(type)}" />`, more));
}

/** A native user task with more extensions. */
export function user(id: string, ...more: string[]): string {
  return node('userTask', id, extensions('<zeebe:userTask />', ...more));
}

/** Input and output mappings, written as `source -> target`. */
export function mapping({ inputs = [], outputs = [] }: { inputs?: string[]; outputs?: string[] }): string {
  const draw = (tag: string) => (line: string) => {
    const at = line.lastIndexOf('->');
    return `<zeebe:${tag} source="${xmlText(line.slice(0, at).trim())}" target="${line.slice(at + 2).trim()}" />`;
  };
  return `<zeebe:ioMapping>${inputs.map(draw('input')).join('')}${outputs.map(draw('output')).join('')}</zeebe:ioMapping>`;
}

/** A timer: `timer('duration', 'P2D')`. */
export function timer(kind: 'date' | 'duration' | 'cycle', text: string): string {
  const tag = { date: 'timeDate', duration: 'timeDuration', cycle: 'timeCycle' }[kind];
  return `<bpmn:timerEventDefinition><bpmn:${tag} xsi:type="bpmn:tFormalExpression">${xmlText(text)}</bpmn:${tag}></bpmn:timerEventDefinition>`;
}

export function message(id: string): string {
  return `<bpmn:messageEventDefinition messageRef="${id}" />`;
}

export function error(id?: string): string {
  return id === undefined ? '<bpmn:errorEventDefinition />' : `<bpmn:errorEventDefinition errorRef="${id}" />`;
}

export function terminate(): string {
  return '<bpmn:terminateEventDefinition />';
}

export function boundary(id: string, attachedToRef: string, inside: string, interrupting = true): string {
  return node('boundaryEvent', id, inside, { attachedToRef, cancelActivity: String(interrupting) });
}

/** A message that events refer to; its correlation key is FEEL. */
export function messageNamed(id: string, correlationKey?: string): string {
  const inside =
    correlationKey === undefined
      ? ''
      : extensions(`<zeebe:subscription correlationKey="${xmlText(correlationKey)}" />`);
  return `<bpmn:message id="${id}" name="${id}">${inside}</bpmn:message>`;
}

export function errorNamed(id: string, code = id): string {
  return `<bpmn:error id="${id}" errorCode="${code}" />`;
}

/** A call activity; attributes are those of `zeebe:calledElement`. */
export function call(id: string, attributes: Record<string, string>, ...more: string[]): string {
  return node('callActivity', id, extensions(`<zeebe:calledElement${xmlAttributes(attributes)} />`, ...more));
}

/** Multi-instance marker, for the inside of an activity: attributes are those of `zeebe:loopCharacteristics`. */
export function loop(attributes: Record<string, string>, { sequential = false, until = '' } = {}): string {
  const condition = until === '' ? '' : `<bpmn:completionCondition>${xmlText(until)}</bpmn:completionCondition>`;
  const inside = extensions(`<zeebe:loopCharacteristics${xmlAttributes(attributes)} />`) + condition;
  return `<bpmn:multiInstanceLoopCharacteristics isSequential="${sequential}">${inside}</bpmn:multiInstanceLoopCharacteristics>`;
}

function xmlAttributes(attributes: Record<string, string>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${xmlText(value)}"`)
    .join('');
}

/** Puts something (a loop, a definition) at the end of a drawn node. */
export function inside(drawn: string, more: string): string {
  const at = drawn.lastIndexOf('</bpmn:');
  return drawn.slice(0, at) + more + drawn.slice(at);
}

export function subProcess(id: string, body: string[], attributes: Record<string, string> = {}): string {
  return node('subProcess', id, body.join(''), attributes);
}

export function eventSubProcess(id: string, body: string[]): string {
  return subProcess(id, body, { triggeredByEvent: 'true' });
}

/** The start of an event sub-process. */
export function eventStart(id: string, definition: string, interrupting = true): string {
  return node('startEvent', id, definition, { isInterrupting: String(interrupting) });
}

export function signal(id: string): string {
  return `<bpmn:signalEventDefinition signalRef="${id}" />`;
}

export function signalNamed(id: string, name = id): string {
  return `<bpmn:signal id="${id}" name="${xmlText(name)}" />`;
}

export function escalation(id?: string): string {
  return `<bpmn:escalationEventDefinition${id === undefined ? '' : ` escalationRef="${id}"`} />`;
}

export function escalationNamed(id: string, code = id): string {
  return `<bpmn:escalation id="${id}" escalationCode="${code}" />`;
}

export function compensation(activityRef?: string): string {
  return `<bpmn:compensateEventDefinition${activityRef === undefined ? '' : ` activityRef="${activityRef}"`} />`;
}

/** Ties a compensation boundary event to its handler. */
export function association(sourceRef: string, targetRef: string): string {
  return `<bpmn:association id="${sourceRef}_${targetRef}" associationDirection="One" sourceRef="${sourceRef}" targetRef="${targetRef}" />`;
}

export function condition(text: string, filter: Record<string, string> = {}): string {
  const extra =
    Object.keys(filter).length === 0 ? '' : extensions(`<zeebe:conditionalFilter${xmlAttributes(filter)} />`);
  return `<bpmn:conditionalEventDefinition>${extra}<bpmn:condition xsi:type="bpmn:tFormalExpression">${xmlText(text)}</bpmn:condition></bpmn:conditionalEventDefinition>`;
}

export function link(name: string): string {
  return `<bpmn:linkEventDefinition name="${xmlText(name)}" />`;
}

/** Execution listeners, written as `start type` or `end type`. */
export function executionListeners(...listeners: string[]): string {
  const drawn = listeners.map((listener) => {
    const [eventType, type = ''] = listener.split(' ');
    return `<zeebe:executionListener eventType="${eventType}" type="${type}" />`;
  });
  return `<zeebe:executionListeners>${drawn.join('')}</zeebe:executionListeners>`;
}

/** A BPMN file with one executable process; `roots` are messages and errors. */
export function draw(processId: string, body: string[], roots: string[] = []): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions id="definitions_${processId}" ${NAMESPACES}>${roots.join('')}<bpmn:process id="${processId}" isExecutable="true">${body.join('')}</bpmn:process></bpmn:definitions>`;
}

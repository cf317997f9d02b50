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

/** A BPMN file with one executable process; `roots` are messages and errors. */
export function draw(processId: string, body: string[], roots: string[] = []): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions id="definitions_${processId}" ${NAMESPACES}>${roots.join('')}<bpmn:process id="${processId}" isExecutable="true">${body.join('')}</bpmn:process></bpmn:definitions>`;
}

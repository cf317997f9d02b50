/**
 * Removes from a diagram a step with one incoming and one outgoing flow, and joins the two. Reads
 * diagrams as the models are written: a tag an element, prefixes `bpmn` and `bpmndi`.
 */
export function withoutStep(xml: string, id: string): string {
  const step = elementOf(xml, 'bpmn:\\w+', 'id', id);
  const [, before] = /<bpmn:incoming>([^<]*)</.exec(step) ?? [];
  const [, after] = /<bpmn:outgoing>([^<]*)</.exec(step) ?? [];
  if (before === undefined || after === undefined) throw new Error(`« ${id} » is no step on a way`);
  const leaving = elementOf(xml, 'bpmn:sequenceFlow', 'id', after);
  const [, next = ''] = /\stargetRef="([^"]*)"/.exec(leaving) ?? [];
  const [come, left] = [before, after].map((flow) => elementOf(xml, 'bpmndi:BPMNEdge', 'bpmnElement', flow));
  return xml
    .replace(come ?? '', joined(come ?? '', left ?? ''))
    .replace(left ?? '', '')
    .replace(elementOf(xml, 'bpmndi:BPMNShape', 'bpmnElement', id), '')
    .replace(step, '')
    .replace(leaving, '')
    .replace(`<bpmn:incoming>${after}<`, `<bpmn:incoming>${before}<`)
    .replace(new RegExp(`(<bpmn:sequenceFlow id="${before}"[^>]*\\stargetRef=")[^"]*`), `$1${next}`);
}

/** The text of an element, with the line break before it. */
function elementOf(xml: string, tag: string, attribute: string, value: string): string {
  const start = `\\s*<(${tag})\\b[^>]*\\s${attribute}="${value}"[^>]*`;
  const [found = ''] = new RegExp(`${start}(?:/>|>[\\s\\S]*?</\\1>)`).exec(xml) ?? [];
  return found;
}

const WAYPOINT = /\s*<di:waypoint [^>]*\/>/g;

/** The line of one flow, drawn on as that of the other ends. */
function joined(line: string, on: string): string {
  const points = [...(line.match(WAYPOINT) ?? []).slice(0, -1), ...(on.match(WAYPOINT) ?? []).slice(1)];
  let isFirst = true;
  return line.replace(WAYPOINT, () => {
    const written = isFirst ? points.join('') : '';
    isFirst = false;
    return written;
  });
}

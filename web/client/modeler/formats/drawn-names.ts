import type { CircuitTextsFile } from './circuit-texts.ts';

export type Names = ReadonlyMap<string, string>;

/** What is named in a diagram: ids and names, in one line each. Needs a browser. */
export function drawnNames(xml: string): Names {
  const document = new DOMParser().parseFromString(xml, 'application/xml');
  const names = new Map<string, string>();
  for (const process of document.getElementsByTagNameNS(BPMN, 'process')) {
    for (const element of process.getElementsByTagNameNS(BPMN, '*')) {
      const name = element.getAttribute('name')?.trim().replace(/\s+/g, ' ');
      const id = element.getAttribute('id');
      if (id && name) names.set(id, name);
    }
  }
  return names;
}

/** The flows of a diagram, with what each links. Needs a browser. */
export function drawnWays(xml: string): ReadonlyMap<string, { readonly from: string; readonly to: string }> {
  const flows = new DOMParser().parseFromString(xml, 'application/xml').getElementsByTagNameNS(BPMN, 'sequenceFlow');
  const end = (flow: Element, name: string) => flow.getAttribute(name) ?? '';
  return new Map([...flows].map((flow) => [flow.id, { from: end(flow, 'sourceRef'), to: end(flow, 'targetRef') }]));
}

const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';

/**
 * The diagram is drawn in French: what was named or renamed in it is so in the texts of a language too, where they said
 * what the diagram said, or nothing. Null when nothing changes. What was removed keeps its words, in case the drawing goes
 * back.
 * @param say a name of the drawing in that language, where it is known
 */
export function textsAfterDrawing(
  before: Names,
  after: Names,
  texts: CircuitTextsFile,
  say: (name: string) => string | undefined = (name) => name,
): CircuitTextsFile | null {
  const elements = { ...texts.elements };
  let changed = false;
  for (const [id, name] of after) {
    const said = elements[id];
    const former = before.get(id);
    const followsDrawing = !said || (former !== undefined && said === say(former));
    const now = say(name);
    if (followsDrawing && now !== undefined && said !== now) {
      elements[id] = now;
      changed = true;
    }
  }
  return changed ? { ...texts, elements } : null;
}

import type { CircuitTextsFile } from '../texts/circuit-texts.ts';

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

const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';

/**
 * The diagram is drawn in French: what was named or renamed in it is so in the French texts too, where they said what the
 * diagram said. Null when nothing changes. What was removed keeps its words, in case the drawing goes back.
 */
export function textsAfterDrawing(before: Names, after: Names, texts: CircuitTextsFile): CircuitTextsFile | null {
  const elements = { ...texts.elements };
  let changed = false;
  for (const [id, name] of after) {
    const said = elements[id];
    const followsDrawing = said === undefined || said === '' || said === before.get(id);
    if (followsDrawing && said !== name) {
      elements[id] = name;
      changed = true;
    }
  }
  return changed ? { ...texts, elements } : null;
}

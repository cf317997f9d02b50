import type { CircuitFault } from '../../domain/circuit-fault.ts';
import { modelDefects } from '../../engine/client.ts';
import { type Bundle, textOf } from './bundle.ts';
import { lintDiagram } from './lint.ts';

/**
 * What an engine would refuse at deployment: the embedded gateway's own reader, then the rules that Camunda publishes
 * for the version of Zeebe that the portal may be pointed at.
 */
export async function checkEngine(bundle: Bundle, readable: boolean): Promise<CircuitFault[]> {
  const faults: CircuitFault[] = [];
  for (const { path } of bundle.files) {
    // An unreadable diagram was reported already, in better words.
    if (!/^[^/]+\.(bpmn|dmn)$/.test(path) || (path === `${bundle.kind}.bpmn` && !readable)) continue;
    const text = textOf(bundle, path) ?? '';
    for (const { elementId, reason } of await modelDefects(path, text)) {
      // What cannot be read of a table is said rule by rule elsewhere.
      if (path.endsWith('.dmn') && elementId === '(document)') continue;
      const type = /^Elements of type '(\w+)' are currently not supported$/.exec(reason)?.[1];
      faults.push({
        file: path,
        elementId,
        code: type === undefined ? 'engine-refuses' : 'element-unsupported',
        params: type === undefined ? { reason } : { type, name: nameIn(text, elementId) },
        severity: 'error',
      });
    }
    if (path.endsWith('.bpmn')) faults.push(...(await lintDiagram(path, text)));
  }
  return faults;
}

/** The name of an element that no model could be made of. */
function nameIn(xml: string, elementId: string): string {
  const tag = [...xml.matchAll(/<[\w:]+[^>]*>/g)].find(([text]) => text.includes(` id="${elementId}"`))?.[0];
  return / name="([^"]*)"/.exec(tag ?? '')?.[1] || elementId;
}

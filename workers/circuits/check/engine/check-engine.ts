import { type Defect, modelDefects } from 'harmonie-engine/models';
import { BLOCKS_FOLDER, diagramOfBlock, isExecuted } from '#domain/circuit/blocks/block.ts';
import type { CircuitFault } from '#domain/circuit/faults/fault.ts';
import { blocksOf } from '../../read/blocks.ts';
import { type Bundle, textOf } from '../../read/bundle.ts';
import { inFrench } from './engine-reasons.ts';
import { lintDiagram } from './lint.ts';

/**
 * What an engine would refuse at deployment: the embedded gateway's own reader, then the rules that Camunda publishes
 * for the version of Zeebe that the portal may be pointed at.
 */
export async function checkEngine(bundle: Bundle, readable: boolean): Promise<CircuitFault[]> {
  const faults: CircuitFault[] = [];
  for (const { path } of bundle.files) {
    const isBlock = path.startsWith(BLOCKS_FOLDER);
    if (!isExecuted(path) || path.endsWith('.form')) continue;
    // A second diagram would be deployed too, whatever it is named.
    const isOwn = isBlock
      ? blocksOf(bundle).some((block) => path === diagramOfBlock(block))
      : path === `${bundle.kind}.bpmn`;
    if (path.endsWith('.bpmn') && !isOwn) {
      faults.push({ file: path, elementId: '(file)', code: 'diagram-second', params: {}, severity: 'error' });
      continue;
    }
    // An unreadable diagram was reported already, in better words.
    if (path.endsWith('.bpmn') && !readable) continue;
    faults.push(...(await refusedOnce(path, textOf(bundle, path) ?? '')));
  }
  return faults;
}

/**
 * Faults of files that were already read: saving a form asks again about a diagram and blocks that
 * have not changed, and reading them as an engine does is the longest part of an inspection.
 */
const known = new Map<string, readonly CircuitFault[]>();
/** The blocks of a few circuits, and their diagrams. */
const MAX_KNOWN = 30;

async function refusedOnce(path: string, text: string): Promise<readonly CircuitFault[]> {
  const key = `${path}\n${text}`;
  const found = known.get(key) ?? (await refusedIn(path, text));
  known.delete(key);
  known.set(key, found);
  const [oldest] = known.size > MAX_KNOWN ? known.keys() : [];
  if (oldest !== undefined) known.delete(oldest);
  return found;
}

async function refusedIn(path: string, text: string): Promise<CircuitFault[]> {
  const faults: CircuitFault[] = [];
  const names = namesIn(text);
  for (const defect of await modelDefects(path, text)) {
    const { elementId } = defect;
    // What cannot be read of a table is said rule by rule elsewhere.
    if (path.endsWith('.dmn') && elementId === '(document)') continue;
    // Expressions of a diagram are read one by one, and said at their property.
    if (path.endsWith('.bpmn') && isExpression(defect)) continue;
    faults.push({ file: path, elementId, ...saidOf(defect, names), severity: 'error' });
  }
  if (!path.endsWith('.bpmn')) return faults;
  const refused = new Set(faults.map(({ elementId }) => elementId));
  const linted = await lintDiagram(path, text);
  // What Camunda's rules call an error is refused by the engine too, which says it in French.
  return [...faults, ...linted.filter(({ elementId, severity }) => severity !== 'error' || !refused.has(elementId))];
}

/** A defect in the words of an analyst, at the element where it is mended. */
function saidOf(
  defect: Defect,
  names: ReadonlyMap<string, string>,
): Pick<CircuitFault, 'code' | 'params'> & { elementId?: string } {
  const { code, elementId, params } = defect;
  if (code === 'element-unsupported') return { code, params: { ...params, name: names.get(elementId) ?? elementId } };
  if (code === 'flow-without-condition')
    return { elementId: String(defect.params.flow), code: 'way-without-condition', params: {} };
  return { code: 'engine-refuses', params: { reason: defect.sentence, motif: inFrench(defect) } };
}

const isExpression = ({ code }: Defect): boolean => code.startsWith('expression-') || code.startsWith('unary-');

/** Names of elements by id, read off the text: no model could be made of some. */
function namesIn(xml: string): Map<string, string> {
  const names = new Map<string, string>();
  for (const [tag] of xml.matchAll(/<[\w:]+\s[^<>]*>/g)) {
    const [id, name] = [/\sid="([^"]*)"/.exec(tag)?.[1], /\sname="([^"]+)"/.exec(tag)?.[1]];
    if (id !== undefined && name !== undefined) names.set(id, name);
  }
  return names;
}

import { blockOfProcess, calledBy, diagramOfBlock } from '../../../domain/circuit/block.ts';
import type { CircuitFault, CircuitFaultCode } from '../../../domain/circuit/fault.ts';
import { elementsIn, extensionsOf } from '../../../domain/circuit/flows.ts';
import { readNames } from '../../../domain/circuit/start-fact.ts';
import type { ErrorParams } from '../../../domain/errors.ts';
import { definitionOf } from '../../definitions.ts';
import { blockDeclaration } from '../read/blocks.ts';
import { type Bundle, textOf } from '../read/bundle.ts';
import { readExpression, unreadable } from '../read/feel.ts';
import { startFormOf } from '../read/forms.ts';
import { type CircuitModel, type Moddle, readProcess } from '../read/model.ts';

/** What the portal itself gives every circuit, at its start, at a decision, at a withdrawal. */
const GIVEN = ['requestId', 'decisionId', 'outcome', 'withdrawalId'];
/** Names, labels and values that may begin with « = » and are no expressions. */
const WORDS = new Set(['name', 'documentation', 'text', 'id', 'key', 'value', 'modelerTemplateIcon']);
/** What leads back up, or is drawn only. */
const NOT_BELOW = new Set([
  '$parent',
  'sourceRef',
  'targetRef',
  'incoming',
  'outgoing',
  'attachedToRef',
  'default',
  'di',
]);

/** What the expressions of a diagram may name, and what they name. */
export interface ReadDiagram {
  readonly known: ReadonlySet<string>;
  readonly read: ReadonlySet<string>;
}

/**
 * Reads every expression of the diagrams, and holds the names each uses against those that something gives there: all that
 * the kind's own is given, for the tables. Null when it cannot be read.
 */
export async function checkExpressions(
  bundle: Bundle,
  model: CircuitModel | null,
): Promise<{
  readonly faults: readonly CircuitFault[];
  readonly known: ReadonlySet<string> | null;
  readonly blocks: ReadonlyMap<string, ReadDiagram>;
}> {
  const blocks = new Map<string, ReadDiagram>();
  if (model === null) return { faults: [], known: null, blocks };
  const facts = startFormOf(bundle, model)?.content.components.filter(({ fact }) => fact) ?? [];
  const atStart = readNames(model.properties.startFacts);
  const own = await checkDiagram(bundle, `${bundle.kind}.bpmn`, [...atStart, ...facts.map(({ key }) => key)]);
  const faults = [...own.faults];
  for (const block of new Set([...model.opened.calls.values()].map((call) => call.block))) {
    const inputs = blockDeclaration(bundle, block)?.inputs ?? [];
    const inBlock = await checkDiagram(
      bundle,
      diagramOfBlock(block),
      inputs.map(({ name }) => name),
    );
    faults.push(...inBlock.faults);
    blocks.set(block, inBlock);
  }
  return { faults, known: own.known, blocks };
}

/** The same of one diagram that could be read before, with what it is given from outside. */
async function checkDiagram(bundle: Bundle, file: string, given: readonly string[]) {
  const { process, messages } = await readProcess(textOf(bundle, file) ?? '');
  const faults: CircuitFault[] = [];
  const known = new Set([...GIVEN, ...given]);
  const calls = new Set<string>();
  for (const { element } of elementsIn(process)) {
    if (blockOfProcess(bundle.kind, calledBy(element) ?? '') !== null) calls.add(element.id);
    for (const definition of extensionsOf(element, 'zeebe:TaskDefinition'))
      for (const name of Object.keys(definitionOf(String(definition.type))?.results ?? {})) known.add(name);
  }
  const used: { elementId: string; path: string; text: string }[] = [];
  for (const { owner, property, value, holder } of stringsBelow([process, ...messages])) {
    if (GIVES.has(`${holder.$type}.${property}`)) known.add(value.replace(/^=/, '').split('.')[0] ?? '');
    const isName = WORDS.has(property) && !(holder.$type === 'bpmn:Message' && property === 'name');
    // What a call takes back has its name in the block (check-calls.ts).
    const isTaken = holder.$type === 'zeebe:Output' && property === 'source' && calls.has(owner);
    if (value.startsWith('=') && !isName && !isTaken)
      used.push({ elementId: owner, path: property, text: value.slice(1) });
  }
  const named = new Set<string>();
  for (const { elementId, path, text } of used) {
    const report = (code: CircuitFaultCode, params: ErrorParams) =>
      faults.push({ file, elementId, path, code, params, severity: 'error' });
    const read = readExpression(text);
    if ('reason' in read) report(...unreadable(read));
    else
      for (const name of read.names) {
        named.add(name);
        if (!known.has(name)) report('variable-unknown', { name });
      }
  }
  return { faults, known, read: named };
}

/** Attributes that name a variable which comes to be. */
const GIVES = new Set([
  'zeebe:Input.target',
  'zeebe:Output.target',
  'zeebe:CalledDecision.resultVariable',
  'zeebe:Script.resultVariable',
  'zeebe:LoopCharacteristics.inputElement',
  'zeebe:LoopCharacteristics.outputCollection',
]);

interface Text {
  /** Id of the drawn element that it belongs to. */
  readonly owner: string;
  readonly holder: Moddle;
  readonly property: string;
  readonly value: string;
}

/** Every text below some nodes, with the drawn element it belongs to. */
function* stringsBelow(roots: readonly Moddle[]): Generator<Text> {
  const waiting = roots.map((node) => ({ node, owner: node.id ?? '', at: '' }));
  const seen = new Set<Moddle>();
  for (const { node, owner, at } of waiting) {
    if (seen.has(node)) continue;
    seen.add(node);
    for (const [property, value] of Object.entries(node)) {
      if (NOT_BELOW.has(property)) continue;
      // The body of an expression is what it is the expression of.
      if (typeof value === 'string')
        yield { owner, holder: node, property: property === 'body' ? at : property, value };
      for (const child of Array.isArray(value) ? value : [value]) {
        if (isModdle(child))
          waiting.push({ node: child, owner: isDrawn(child) ? (child.id ?? owner) : owner, at: property });
      }
    }
  }
}

const isModdle = (value: unknown): value is Moddle =>
  typeof value === 'object' && value !== null && typeof (value as { $type?: unknown }).$type === 'string';

/** Expressions, definitions and extensions have ids of their own, which no analyst knows. */
const isDrawn = ({ $type }: Moddle): boolean =>
  $type.startsWith('bpmn:') && !/Expression$|Definition$|ExtensionElements$|LoopCharacteristics$/.test($type);

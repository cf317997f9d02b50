import { blockOfProcess, calledBy, diagramOfBlock } from '#domain/circuit/blocks/block.ts';
import type { CircuitFault, CircuitFaultCode } from '#domain/circuit/faults/fault.ts';
import { elementsIn, extensionsOf } from '#domain/circuit/flows.ts';
import { readNames } from '#domain/circuit/interventions/start-fact.ts';
import { IDENTITIES } from '#domain/circuit/words/identity.ts';
import type { ErrorParams } from '#domain/errors.ts';
import { definitionOf } from '#workers/jobs/definitions.ts';
import { blockDeclaration } from '../../read/blocks.ts';
import { type Bundle, textOf } from '../../read/bundle.ts';
import { expressionsBelow, stringsBelow } from '../../read/expressions.ts';
import { mistakesIn, readExpression, unreadable } from '../../read/feel.ts';
import { startFormOf } from '../../read/forms.ts';
import { type CircuitModel, readProcess } from '../../read/model.ts';

/** What the portal itself gives every circuit, at its start, at a decision, at a withdrawal. */
const GIVEN = [...IDENTITIES, 'outcome'];
/** Where something is true or false. */
const CONDITIONS = new Set(['conditionExpression', 'condition', 'completionCondition']);
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
  for (const { property, value, holder } of stringsBelow([process, ...messages]))
    if (GIVES.has(`${holder.$type}.${property}`)) known.add(value.replace(/^=/, '').split('.')[0] ?? '');
  const named = new Set<string>();
  for (const { owner: elementId, property: path, text, holder } of expressionsBelow([process, ...messages])) {
    // What a call takes back has its name in the block (check-calls.ts).
    if (holder.$type === 'zeebe:Output' && path === 'source' && calls.has(elementId)) continue;
    const report = (code: CircuitFaultCode, params: ErrorParams) =>
      faults.push({ file, elementId, path, code, params, severity: 'error' });
    const read = readExpression(text);
    if ('reason' in read) {
      report(...unreadable(read));
      continue;
    }
    for (const name of read.names) {
      named.add(name);
      if (!known.has(name)) report('variable-unknown', { name });
    }
    for (const mistake of mistakesIn(read)) report(...mistake);
    if (read.isPlain && CONDITIONS.has(path)) report('operand-never-true', { text: text.trim().slice(0, 100) });
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

import type { Aggregation, Decision, DecisionModel, DecisionTable, HitPolicy } from '../expressions/dmn-model.ts';
import { type Expression, feelExpression } from '../expressions/expression.ts';
import { compileUnaryTests } from '../expressions/unary-tests.ts';
import { type Defect, InvalidModel } from './invalid-model.ts';
import { type ModdleElement, readDmn } from './moddle.ts';

/** More than any person draws: each may require the one before it. */
const MAX_DECISIONS = 500;

/** Reads a DMN file: decision tables and literal expressions, with what they require. Throws `InvalidModel`. */
export async function readDecisions(resourceName: string, xml: string): Promise<DecisionModel> {
  const definitions = await readDmn(resourceName, xml);
  const defects: Defect[] = [];
  const decisions = new Map<string, Decision>();
  for (const drawn of (definitions.drgElement as ModdleElement[] | undefined) ?? []) {
    if (drawn.$type !== 'dmn:Decision') continue;
    try {
      decisions.set(drawn.id ?? '', readDecision(drawn));
    } catch (error) {
      defects.push({ elementId: drawn.id ?? '(no id)', elementType: 'decision', reason: (error as Error).message });
    }
  }
  if (decisions.size === 0 && defects.length === 0) {
    defects.push({
      elementId: definitions.id ?? '(definitions)',
      elementType: 'definitions',
      reason: 'Must contain at least one decision',
    });
  }
  if (decisions.size > MAX_DECISIONS)
    defects.push({
      elementId: definitions.id ?? '(definitions)',
      elementType: 'definitions',
      reason: `Must not contain more than ${MAX_DECISIONS} decisions`,
    });
  else defects.push(...missingOrCyclic(decisions));
  if (defects.length > 0) throw new InvalidModel(resourceName, defects);
  return { id: definitions.id ?? '', name: definitions.name ?? '', decisions };
}

function readDecision(drawn: ModdleElement): Decision {
  const logic = drawn.decisionLogic as ModdleElement | undefined;
  const requires = ((drawn.informationRequirement as ModdleElement[] | undefined) ?? [])
    .map((requirement) => (requirement.requiredDecision as ModdleElement | undefined)?.href as string | undefined)
    .filter((href) => href !== undefined)
    .map((href) => href.replace(/^#/, ''));
  const versionTag = (drawn.extensionElements?.values ?? []).find((value) => /versionTag$/i.test(value.$type))?.value;
  return {
    id: drawn.id ?? '',
    name: drawn.name ?? drawn.id ?? '',
    versionTag: String(versionTag ?? ''),
    resultName: String((drawn.variable as ModdleElement | undefined)?.name ?? drawn.name ?? drawn.id ?? ''),
    requires,
    logic: readLogic(logic),
  };
}

function readLogic(logic: ModdleElement | undefined): Decision['logic'] {
  if (logic?.$type === 'dmn:DecisionTable') return readTable(logic);
  if (logic?.$type === 'dmn:LiteralExpression') {
    return { kind: 'LITERAL_EXPRESSION', expression: feelExpression(String(logic.text ?? '')) };
  }
  throw new Error(
    `The logic '${logic?.$type ?? 'none'}' is currently not supported: use a decision table or a literal expression`,
  );
}

function readTable(table: ModdleElement): DecisionTable {
  const inputs = (table.input as ModdleElement[] | undefined) ?? [];
  const outputs = (table.output as ModdleElement[] | undefined) ?? [];
  return {
    kind: 'DECISION_TABLE',
    hitPolicy: (table.hitPolicy ?? 'UNIQUE') as HitPolicy,
    aggregation: table.aggregation as Aggregation | undefined,
    inputs: inputs.map((input) => ({
      id: input.id ?? '',
      label: String(input.label ?? (input.inputExpression as ModdleElement | undefined)?.text ?? ''),
      expression: feelExpression(String((input.inputExpression as ModdleElement | undefined)?.text ?? 'null')),
    })),
    outputs: outputs.map((output, i) => ({
      id: output.id ?? '',
      name: String(output.name ?? output.label ?? `output${i + 1}`),
      allowed: allowedValues(output.outputValues as ModdleElement | undefined),
      fallback: optional((output.defaultOutputEntry as ModdleElement | undefined)?.text),
    })),
    rules: ((table.rule as ModdleElement[] | undefined) ?? []).map((rule) => ({
      id: rule.id ?? '',
      tests: ((rule.inputEntry as ModdleElement[] | undefined) ?? []).map((cell) =>
        compileUnaryTests(String(cell.text ?? '')),
      ),
      outputs: ((rule.outputEntry as ModdleElement[] | undefined) ?? []).map(
        (cell) => optional(cell.text) ?? feelExpression('null'),
      ),
    })),
  };
}

function allowedValues(values: ModdleElement | undefined): unknown[] {
  const text = String(values?.text ?? '').trim();
  return text === '' ? [] : (feelExpression(`[${text}]`).evaluate(() => undefined, 0) as unknown[]);
}

function optional(text: unknown): Expression | undefined {
  return typeof text === 'string' && text.trim() !== '' ? feelExpression(text) : undefined;
}

/** A decision that requires what is not there, or itself through others, could not be evaluated. */
function missingOrCyclic(decisions: ReadonlyMap<string, Decision>): Defect[] {
  const defects: Defect[] = [];
  const settled = new Set<string>();
  const visit = (id: string, path: string[]): void => {
    if (settled.has(id)) return;
    const defect = (reason: string) => defects.push({ elementId: path.at(-1) ?? id, elementType: 'decision', reason });
    const decision = decisions.get(id);
    if (path.includes(id)) defect(`Requires itself, through ${[...path, id].join(' → ')}`);
    else if (decision === undefined) defect(`Requires the decision '${id}', which is not in this file`);
    else for (const required of decision.requires) visit(required, [...path, id]);
    settled.add(id);
  };
  for (const id of decisions.keys()) visit(id, []);
  return defects;
}

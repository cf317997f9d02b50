import type { Aggregation, DecisionTable, FunctionLogic, HitPolicy, Logic } from '../expressions/dmn-model.ts';
import { type Expression, feelExpression } from '../expressions/expression.ts';
import { compileUnaryTests } from '../feel/index.ts';
import type { Value } from '../feel/values.ts';
import { refuse } from './defects.ts';
import type { ModdleElement } from './moddle.ts';

/** Reads what a decision does, with all that is boxed in it. Throws a `ModelDefect` when something is wrong in it. */
export function readLogic(logic: ModdleElement | undefined): Logic {
  switch (logic?.$type) {
    case 'dmn:DecisionTable':
      return readTable(logic);
    case 'dmn:LiteralExpression':
      return { kind: 'LITERAL_EXPRESSION', expression: feelExpression(String(logic.text ?? '')) };
    case 'dmn:List':
      return { kind: 'LIST', items: several(logic.elements).map(readLogic) };
    case 'dmn:Relation':
      return {
        kind: 'RELATION',
        columns: several(logic.column).map((column) => String(column.name ?? '')),
        rows: several(logic.row).map((row) => several(row.elements).map(readLogic)),
      };
    case 'dmn:Context': {
      const entries = several(logic.contextEntry);
      const named = entries.filter((entry) => entry.variable?.name !== undefined);
      const last = entries.find((entry) => entry.variable?.name === undefined);
      return {
        kind: 'CONTEXT',
        entries: named.map(({ variable, value }) => ({ name: String(variable.name), value: readLogic(value) })),
        result: last === undefined ? undefined : readLogic(last.value),
      };
    }
    case 'dmn:FunctionDefinition':
      return readFunction(logic);
    case 'dmn:Invocation':
      return {
        kind: 'INVOCATION',
        called: readLogic(logic.calledFunction),
        bindings: several(logic.binding).map(({ parameter, bindingFormula }) => ({
          name: String(parameter?.name ?? ''),
          value: readLogic(bindingFormula),
        })),
      };
    default:
      return refuse('logic-unsupported', { logic: logic?.$type ?? 'none' });
  }
}

export function readFunction(logic: ModdleElement): FunctionLogic {
  if (logic.kind !== undefined && logic.kind !== 'FEEL') refuse('function-unsupported', { language: logic.kind });
  return {
    kind: 'FUNCTION',
    parameters: several(logic.formalParameter).map((parameter) => String(parameter.name ?? '')),
    body: readLogic(logic.body),
  };
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
      type: String((input.inputExpression as ModdleElement | undefined)?.typeRef ?? 'Any'),
      expression: feelExpression(String((input.inputExpression as ModdleElement | undefined)?.text ?? 'null')),
    })),
    outputs: outputs.map((output, i) => ({
      id: output.id ?? '',
      name: String(output.name ?? output.label ?? `output${i + 1}`),
      label: String(output.label ?? output.name ?? `output${i + 1}`),
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

function allowedValues(values: ModdleElement | undefined): Value[] {
  const text = String(values?.text ?? '').trim();
  return text === '' ? [] : (feelExpression(`[${text}]`).evaluateRaw(() => undefined, 0).value as Value[]);
}

function optional(text: unknown): Expression | undefined {
  return typeof text === 'string' && text.trim() !== '' ? feelExpression(text) : undefined;
}

function several(nodes: unknown): ModdleElement[] {
  return (nodes as ModdleElement[] | undefined) ?? [];
}

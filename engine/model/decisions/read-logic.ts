import { feelExpression } from '../../expressions/compile-expression.ts';
import type {
  Aggregation,
  DecisionTable,
  FunctionLogic,
  HitPolicy,
  IterationLogic,
  Logic,
} from '../../expressions/dmn-model.ts';
import type { Expression } from '../../expressions/expression.ts';
import { compileFeel, compileUnaryTests } from '../../feel/index.ts';
import type { Value } from '../../feel/values.ts';
import { refuse } from '../defects.ts';
import type { ModdleElement } from '../xml/moddle.ts';

/** Names that an expression may mention though they are no single words: those of its requirements, of what is boxed around it. */
type Names = readonly string[];

/** Reads what a decision does, with all that is boxed in it. Throws a `ModelDefect` when something is wrong in it. */
export function readLogic(logic: ModdleElement | undefined, names: Names): Logic {
  const inside = (boxed: ModdleElement | undefined) => readLogic(boxed, names);
  switch (logic?.$type) {
    case 'dmn:DecisionTable':
      return readTable(logic, names);
    case 'dmn:LiteralExpression':
      return { kind: 'LITERAL_EXPRESSION', expression: feelExpression(String(logic.text ?? ''), names) };
    case 'dmn:List':
      return { kind: 'LIST', items: several(logic.elements).map(inside) };
    case 'dmn:Relation':
      return {
        kind: 'RELATION',
        columns: several(logic.column).map((column) => String(column.name ?? '')),
        rows: several(logic.row).map((row) => several(row.elements).map(inside)),
      };
    case 'dmn:Context':
      return readContext(logic, names);
    case 'dmn:FunctionDefinition':
      return readFunction(logic, names);
    case 'dmn:Invocation':
      return {
        kind: 'INVOCATION',
        called: inside(logic.calledFunction),
        bindings: several(logic.binding).map(({ parameter, bindingFormula }) => ({
          name: String(parameter?.name ?? ''),
          value: inside(bindingFormula),
        })),
      };
    case 'dmn:Conditional':
      return {
        kind: 'CONDITIONAL',
        condition: inside(logic.if?.value),
        yes: inside(logic.then?.value),
        no: inside(logic.else?.value),
      };
    case 'dmn:Filter':
      return readIteration('filter', logic, logic.match, names);
    case 'dmn:For':
      return readIteration('for', logic, logic.return, names);
    case 'dmn:Some':
      return readIteration('some', logic, logic.satisfies, names);
    case 'dmn:Every':
      return readIteration('every', logic, logic.satisfies, names);
    default:
      return refuse('logic-unsupported', { logic: logic?.$type ?? 'none' });
  }
}

/** Entries see those before them. */
function readContext(logic: ModdleElement, names: Names): Logic {
  const seen = [...names];
  const entries: { name: string; value: Logic }[] = [];
  let result: Logic | undefined;
  for (const { variable, value } of several(logic.contextEntry)) {
    const read = readLogic(value, seen);
    if (variable?.name === undefined) result ??= read;
    else {
      const name = String(variable.name);
      entries.push({ name, value: read });
      seen.push(name);
    }
  }
  return { kind: 'CONTEXT', entries, result };
}

function readIteration(
  over: IterationLogic['over'],
  logic: ModdleElement,
  each: ModdleElement | undefined,
  names: Names,
): Logic {
  const variable = String(logic.iteratorVariable ?? 'item');
  return {
    kind: 'ITERATION',
    over,
    loop: compileFeel(LOOPS[over]),
    variable,
    list: readLogic(logic.in?.value, names),
    each: readLogic(each?.value, [...names, variable]),
  };
}

/** A loop whose parts are boxed is one of FEEL. */
const LOOPS: Readonly<Record<IterationLogic['over'], string>> = {
  filter: 'list[each(item)]',
  for: 'for item in list return each(item, partial)',
  some: 'some item in list satisfies each(item)',
  every: 'every item in list satisfies each(item)',
};

export function readFunction(logic: ModdleElement, names: Names): FunctionLogic {
  if (logic.kind !== undefined && logic.kind !== 'FEEL') refuse('function-unsupported', { language: logic.kind });
  const parameters = several(logic.formalParameter).map((parameter) => String(parameter.name ?? ''));
  return { kind: 'FUNCTION', parameters, body: readLogic(logic.body, [...names, ...parameters]) };
}

function readTable(table: ModdleElement, names: Names): DecisionTable {
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
      expression: feelExpression(String((input.inputExpression as ModdleElement | undefined)?.text ?? 'null'), names),
    })),
    outputs: outputs.map((output, i) => ({
      id: output.id ?? '',
      name: String(output.name ?? output.label ?? `output${i + 1}`),
      label: String(output.label ?? output.name ?? `output${i + 1}`),
      allowed: allowedValues(output.outputValues as ModdleElement | undefined),
      fallback: optional((output.defaultOutputEntry as ModdleElement | undefined)?.text, names),
    })),
    rules: ((table.rule as ModdleElement[] | undefined) ?? []).map((rule) => ({
      id: rule.id ?? '',
      tests: ((rule.inputEntry as ModdleElement[] | undefined) ?? []).map((cell) =>
        compileUnaryTests(String(cell.text ?? ''), names),
      ),
      outputs: ((rule.outputEntry as ModdleElement[] | undefined) ?? []).map(
        (cell) => optional(cell.text, names) ?? feelExpression('null'),
      ),
    })),
  };
}

function allowedValues(values: ModdleElement | undefined): Value[] {
  const text = String(values?.text ?? '').trim();
  return text === '' ? [] : (feelExpression(`[${text}]`).evaluateRaw(() => undefined, 0).value as Value[]);
}

function optional(text: unknown, names: Names): Expression | undefined {
  return typeof text === 'string' && text.trim() !== '' ? feelExpression(text, names) : undefined;
}

function several(nodes: unknown): ModdleElement[] {
  return (nodes as ModdleElement[] | undefined) ?? [];
}

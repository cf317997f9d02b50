import { DmnModdle } from 'dmn-moddle';
import type { CircuitFault, CircuitFaultCode } from '../../../domain/circuit/fault.ts';
import type { ErrorParams } from '../../../domain/errors.ts';
import { type Bundle, textOf } from '../read/bundle.ts';
import { readExpression, readUnaryTests, unreadable } from '../read/feel.ts';
import { formsOf } from '../read/forms.ts';
import { readCell } from '../read/table-cell.ts';
import { type Column, findGap, findOverlaps } from './table-coverage.ts';

// moddle objects are dynamic by nature; this is the one shape we read of them.
interface Moddle {
  readonly $type: string;
  readonly id?: string;
  readonly name?: string;
  readonly [property: string]: unknown;
}

const list = (value: unknown): readonly Moddle[] => (Array.isArray(value) ? (value as Moddle[]) : []);
const textIn = (value: unknown): string => String((value as Moddle | undefined)?.text ?? '');

const MAX_XML = 1_000_000;
const MAX_RULES = 1_000;
/** With these, one rule at most may hold; with the others, several may, on purpose. */
const ONE_ANSWER = new Set(['UNIQUE', 'ANY']);
/** With these, a table that answers nothing surprises. */
const SOME_ANSWER = new Set(['UNIQUE', 'ANY', 'FIRST', 'PRIORITY']);

type Report = (elementId: string, code: CircuitFaultCode, params?: ErrorParams, severity?: 'error' | 'warning') => void;

/** Reads every table of the bundle: cells, rules that contradict each other, inputs that no rule foresees. */
export async function checkTables(bundle: Bundle, known: ReadonlySet<string> | null): Promise<CircuitFault[]> {
  const faults: CircuitFault[] = [];
  const choices = choicesOf(bundle);
  for (const { path } of bundle.files.filter((file) => file.path.endsWith('.dmn'))) {
    const report: Report = (elementId, code, params = {}, severity = 'error') =>
      faults.push({ file: path, elementId, code, params, severity });
    const xml = textOf(bundle, path) ?? '';
    if (xml.length > MAX_XML) report('(file)', 'file-too-large', { max: MAX_XML });
    else if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) report('(file)', 'diagram-hostile');
    else await checkFile(xml, choices, known, report);
  }
  return faults;
}

async function checkFile(
  xml: string,
  choices: Choices,
  known: ReadonlySet<string> | null,
  report: Report,
): Promise<void> {
  let definitions: Moddle;
  try {
    const { rootElement, warnings } = await new DmnModdle().fromXML(xml);
    definitions = rootElement as Moddle;
    if (warnings.length > 0) throw new Error(warnings[0]?.message);
  } catch (error) {
    report('(file)', 'table-unreadable', {
      reason: (error as Error).message.replace(/\s+/g, ' ').trim().slice(0, 300),
    });
    return;
  }
  const decisions = list(definitions.drgElement).filter(({ $type }) => $type === 'dmn:Decision');
  const given = new Set(known ?? []);
  for (const { id, name, variable } of decisions) {
    for (const result of [id, name, (variable as Moddle | undefined)?.name]) if (result) given.add(result);
  }
  for (const decision of decisions) {
    for (const { elementId, text } of expressionsOf(decision)) {
      const read = readExpression(text);
      if ('reason' in read) report(elementId, ...unreadable(read));
      else if (known !== null)
        for (const name of read.names) if (!given.has(name)) report(elementId, 'variable-unknown', { name });
    }
    const logic = decision.decisionLogic as Moddle | undefined;
    if (logic?.$type === 'dmn:DecisionTable') checkTable(decision, logic, choices, report);
  }
}

/** What a decision reads of the circuit: the heads of its inputs, or its own expression. */
function expressionsOf({ id, decisionLogic }: Moddle): { elementId: string; text: string }[] {
  const logic = (decisionLogic ?? {}) as Moddle;
  if (logic.$type === 'dmn:LiteralExpression') return [{ elementId: logic.id ?? id ?? '', text: textIn(logic) }];
  return list(logic.input).map((input) => ({ elementId: input.id ?? id ?? '', text: expressionOf(input) }));
}

function checkTable(decision: Moddle, table: Moddle, choices: Choices, report: Report): void {
  const tableId = table.id ?? decision.id ?? '(table)';
  const inputs = list(table.input);
  const outputs = list(table.output);
  const rules = list(table.rule);
  if (rules.length === 0) return void report(tableId, 'table-without-rules', {}, 'warning');
  if (rules.length > MAX_RULES)
    return void report(tableId, 'too-many-elements', { count: rules.length, max: MAX_RULES });
  const columns = [...inputs, ...outputs].map((column, index) => labelOf(column, index));
  const broken = rules.filter((rule, index) => !checkRule(rule, index + 1, inputs.length, columns, report));
  if (broken.length > 0) return;
  const policy = String(table.hitPolicy ?? 'UNIQUE');
  if (inputs.length > 0 && areIndependent(inputs)) {
    checkCoverage({ tableId, policy, inputs, outputs, rules }, columns, choices, report);
  }
}

/** Whether every cell of a rule can be read. */
function checkRule(rule: Moddle, number: number, inputs: number, columns: readonly string[], report: Report): boolean {
  const cells = [...list(rule.inputEntry), ...list(rule.outputEntry)];
  if (cells.length !== columns.length) {
    report(rule.id ?? '(rule)', 'rule-incomplete', { rule: number, cells: cells.length, columns: columns.length });
    return false;
  }
  let sound = true;
  cells.forEach((cell, index) => {
    const text = textIn(cell).trim();
    const column = columns[index] ?? '';
    const isInput = index < inputs;
    if (text === '' || text === '-') {
      if (!isInput) report(rule.id ?? '(rule)', 'output-empty', { rule: number, column }, 'warning');
      return;
    }
    const read = isInput ? readUnaryTests(text) : readExpression(text);
    if ('names' in read) return;
    sound = false;
    if ('monstrous' in read) report(rule.id ?? '(rule)', ...unreadable(read));
    else report(rule.id ?? '(rule)', 'cell-unreadable', { rule: number, column, reason: read.reason });
  });
  return sound;
}

interface Table {
  readonly tableId: string;
  readonly policy: string;
  readonly inputs: readonly Moddle[];
  readonly outputs: readonly Moddle[];
  readonly rules: readonly Moddle[];
}

function checkCoverage(table: Table, labels: readonly string[], choices: Choices, report: Report): void {
  const { tableId, policy, inputs, outputs, rules } = table;
  const columns: Column[] = inputs.map((input, index) => {
    const only = choices.get(expressionOf(input));
    return {
      label: labels[index] ?? '',
      cells: rules.map((rule) => readCell(textIn(list(rule.inputEntry)[index]))),
      ...(only && { only }),
    };
  });
  if (ONE_ANSWER.has(policy)) {
    for (const { first, second, example } of findOverlaps(columns)) {
      const [one, other] = [rules[first], rules[second]];
      // « ANY »: rules may hold together as long as they say the same.
      if (policy === 'ANY' && answers(one) === answers(other)) continue;
      report(other?.id ?? tableId, 'rules-overlap', { first: first + 1, second: second + 1, example });
    }
  }
  const hasDefault = outputs.some(({ defaultOutputEntry }) => textIn(defaultOutputEntry).trim() !== '');
  if (!SOME_ANSWER.has(policy) || hasDefault) return;
  const example = findGap(columns);
  if (example !== null) report(tableId, 'rules-gap', { example }, 'warning');
}

const answers = (rule: Moddle | undefined): string => list(rule?.outputEntry).map(textIn).join('\n');
const expressionOf = (input: Moddle): string => textIn(input.inputExpression).trim();
const labelOf = (column: Moddle, index: number): string =>
  String(column.label ?? column.name ?? '') || textIn(column.inputExpression).trim() || String(index + 1);

/** Columns that read the same variable cannot take any value each: what they rule out together is not judged. */
function areIndependent(inputs: readonly Moddle[]): boolean {
  const seen = new Set<string>();
  for (const input of inputs) {
    const read = readExpression(expressionOf(input));
    if ('reason' in read) return false;
    for (const name of read.names) {
      if (seen.has(name)) return false;
      seen.add(name);
    }
  }
  return true;
}

type Choices = ReadonlyMap<string, readonly string[]>;

/** The values that the forms offer, by key: all that a choice can be. */
function choicesOf(bundle: Bundle): Choices {
  const choices = new Map<string, readonly string[]>();
  for (const { content } of formsOf(bundle)) {
    for (const { key, type, options } of content.components) {
      if (['select', 'radio'].includes(type) && options.length > 0) choices.set(key, options);
    }
  }
  return choices;
}

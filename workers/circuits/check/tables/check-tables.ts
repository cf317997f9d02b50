import { DmnModdle } from 'dmn-moddle';
import type { CircuitFault } from '#domain/circuit/faults/fault.ts';
import { type Bundle, textOf } from '../../read/bundle.ts';
import {
  type DmnElement,
  elementsOf,
  expressionsOf,
  headOf,
  requiredBy,
  tableIn,
  textIn,
} from '../../read/decisions.ts';
import { mistakesIn, readExpression, unreadable } from '../../read/feel.ts';
import type { CircuitModel } from '../../read/model.ts';
import { readCell } from '../../read/table-cell.ts';
import { type IsSurelyAsked, readSurelyAsked } from './certain-gaps.ts';
import { type Answers, answersOf, type CheckNames, checkCells, checkRule } from './check-cells.ts';
import {
  callersOf,
  checkPortalTable,
  PORTAL_NAMES,
  type Report,
  SOME_ANSWER,
  type TableCallers,
  withRequired,
} from './portal-tables.ts';
import { type Column, findGap, findOverlaps } from './table-coverage.ts';

/** Kept, with what it learns of each type. */
const moddle = new DmnModdle();

const MAX_XML = 1_000_000;
const MAX_RULES = 1_000;
/** With these, one rule at most may hold; with the others, several may, on purpose. */
const ONE_ANSWER = new Set(['UNIQUE', 'ANY']);

/**
 * Reads every table of the bundle: cells, rules that contradict each other, inputs that no rule foresees; what each names, which is
 * for the engine or for the portal to give, by who evaluates it. `known`: what the engine gives; null where that cannot be read.
 */
export async function checkTables(
  bundle: Bundle,
  model: CircuitModel | null,
  known: ReadonlySet<string> | null,
): Promise<CircuitFault[]> {
  const faults: CircuitFault[] = [];
  const around: Around = {
    answers: answersOf(bundle),
    known,
    callers: model && callersOf(bundle, model),
    isSurelyAsked: model === null ? () => false : readSurelyAsked(bundle, model),
  };
  for (const { path } of bundle.files.filter((file) => file.path.endsWith('.dmn'))) {
    const report: Report = (elementId, code, params = {}, severity = 'error') =>
      faults.push({ file: path, elementId, code, params, severity });
    const xml = textOf(bundle, path) ?? '';
    if (xml.length > MAX_XML) report('(file)', 'file-too-large', { max: MAX_XML });
    else if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) report('(file)', 'diagram-hostile');
    else await checkFile(xml, around, report);
  }
  return faults;
}

/** What the tables of a circuit are held against. */
interface Around {
  readonly answers: Answers;
  readonly known: ReadonlySet<string> | null;
  /** Null where the diagram cannot be read. */
  readonly callers: TableCallers | null;
  readonly isSurelyAsked: IsSurelyAsked;
}

async function checkFile(
  xml: string,
  { answers, known, callers, isSurelyAsked }: Around,
  report: Report,
): Promise<void> {
  let definitions: DmnElement;
  try {
    const { rootElement, warnings } = await moddle.fromXML(xml);
    definitions = rootElement as DmnElement;
    if (warnings.length > 0) throw new Error(warnings[0]?.message);
  } catch (error) {
    report('(file)', 'table-unreadable', {
      reason: (error as Error).message.replace(/\s+/g, ' ').trim().slice(0, 300),
    });
    return;
  }
  const decisions = elementsOf(definitions.drgElement).filter(({ $type }) => $type === 'dmn:Decision');
  const results = new Set(
    decisions.flatMap(({ id, name, variable }) => [id, name, (variable as DmnElement | undefined)?.name]),
  );
  const requires = new Map(decisions.map((decision) => [decision.id ?? '', requiredBy(decision)]));
  const portal = callers?.portal ?? [];
  const inPortal = withRequired(
    [...portal.map(({ table }) => table), ...(callers?.points ? [callers.points] : [])],
    requires,
  );
  const inEngine = withRequired(callers?.engine ?? [], requires);
  for (const decision of decisions) {
    const { id = '' } = decision;
    // It may name what each of those that evaluate it gives; one that nobody asks for is taken for the engine's.
    const byPortal = inPortal.has(id);
    const byEngine = inEngine.has(id) || !byPortal;
    const isGiven = (name: string) =>
      results.has(name) || ((!byPortal || PORTAL_NAMES.has(name)) && (!byEngine || known?.has(name)));
    const checkNames: CheckNames = (elementId, read) => {
      for (const name of read.names)
        if (known !== null && !isGiven(name)) report(elementId, 'variable-unknown', { name });
      for (const mistake of mistakesIn(read)) report(elementId, ...mistake);
    };
    for (const { elementId, text } of expressionsOf(decision)) {
      const read = readExpression(text);
      if ('reason' in read) report(elementId, ...unreadable(read));
      else checkNames(elementId, read);
    }
    const table = tableIn(decision);
    const asking = [...requires.keys()].filter((one) => withRequired([one], requires).has(id));
    if (table !== undefined)
      checkTable(
        decision,
        table,
        { answers, checkNames, isSurelyAsked: (keys) => asking.some((one) => isSurelyAsked(one, keys)) },
        report,
      );
    if (callers !== null && byPortal) checkPortalTable(decision, callers, report);
  }
}

/** What the cells of a table are held against. */
interface Given {
  readonly answers: Answers;
  readonly checkNames: CheckNames;
  readonly isSurelyAsked: (keys: readonly string[]) => boolean;
}

function checkTable(decision: DmnElement, table: DmnElement, given: Given, report: Report): void {
  const { answers, checkNames, isSurelyAsked } = given;
  const tableId = table.id ?? decision.id ?? '(table)';
  const inputs = elementsOf(table.input);
  const outputs = elementsOf(table.output);
  const rules = elementsOf(table.rule);
  if (rules.length === 0) return void report(tableId, 'table-without-rules', {}, 'warning');
  if (rules.length > MAX_RULES)
    return void report(tableId, 'too-many-elements', { count: rules.length, max: MAX_RULES });
  const columns = [...inputs, ...outputs].map((column, index) => labelOf(column, index));
  const broken = rules.filter(
    (rule, index) => !checkRule(rule, index + 1, inputs.length, columns, { report, checkNames }),
  );
  if (broken.length > 0) return;
  checkCells(inputs, rules, { columns, answers }, report);
  const policy = String(table.hitPolicy ?? 'UNIQUE');
  if (inputs.length > 0 && areIndependent(inputs)) {
    checkCoverage({ tableId, policy, inputs, outputs, rules }, columns, { answers, isSurelyAsked }, report);
  }
}

interface Table {
  readonly tableId: string;
  readonly policy: string;
  readonly inputs: readonly DmnElement[];
  readonly outputs: readonly DmnElement[];
  readonly rules: readonly DmnElement[];
}

function checkCoverage(
  table: Table,
  labels: readonly string[],
  { answers: known, isSurelyAsked }: Pick<Given, 'answers' | 'isSurelyAsked'>,
  report: Report,
): void {
  const { tableId, policy, inputs, outputs, rules } = table;
  const keyOf = (input: DmnElement | undefined): string => (input ? headOf(input).replace(/^answers\./, '') : '');
  const columns: Column[] = inputs.map((input, index) => {
    const only = known.get(keyOf(input))?.values;
    return {
      label: labels[index] ?? '',
      cells: rules.map((rule) => readCell(textIn(elementsOf(rule.inputEntry)[index]))),
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
  const gap = findGap(columns);
  if (gap === null) return;
  const keys = gap.columns.map((column) => keyOf(inputs[columns.indexOf(column)]));
  // What agents may well answer leaves their request without what the table decides.
  const isCertain = keys.every((key) => known.has(key)) && isSurelyAsked(keys);
  report(tableId, 'rules-gap', { example: gap.example }, isCertain ? 'error' : 'warning');
}

const answers = (rule: DmnElement | undefined): string => elementsOf(rule?.outputEntry).map(textIn).join('\n');
const labelOf = (column: DmnElement, index: number): string =>
  String(column.label ?? column.name ?? '') || textIn(column.inputExpression).trim() || String(index + 1);

/** Columns that read the same variable cannot take any value each: what they rule out together is not judged. */
function areIndependent(inputs: readonly DmnElement[]): boolean {
  const seen = new Set<string>();
  for (const input of inputs) {
    const read = readExpression(headOf(input));
    if ('reason' in read) return false;
    for (const name of read.names) {
      if (seen.has(name)) return false;
      seen.add(name);
    }
  }
  return true;
}

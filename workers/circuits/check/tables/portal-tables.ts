import { POINT_COLUMNS } from '#domain/campaign/points.ts';
import type { CircuitFaultCode } from '#domain/circuit/faults/fault.ts';
import { TABLE_NAMES } from '#domain/circuit/table.ts';
import type { ErrorParams } from '#domain/errors.ts';
import type { Themes } from '#domain/situation/themes/theme.ts';
import type { Bundle } from '../../read/bundle.ts';
import { type DmnElement, elementsOf, expressionsOf, tableAskedAt, tableIn, textIn } from '../../read/decisions.ts';
import { readExpression, readUnaryTests } from '../../read/feel.ts';
import { startFormOf } from '../../read/forms.ts';
import type { CircuitModel } from '../../read/model.ts';
import { readThemes } from '../../read/theme.ts';

/** Reports a fault at an element of a table. */
export type Report = (
  elementId: string,
  code: CircuitFaultCode,
  params?: ErrorParams,
  severity?: 'error' | 'warning',
) => void;

/** With these, one rule answers, and a table that answers nothing surprises. */
export const SOME_ANSWER = new Set(['UNIQUE', 'ANY', 'FIRST', 'PRIORITY']);

/** What the tables of a circuit are evaluated by: steps of the portal, with the outcomes that each declares, or the engine. */
export interface TableCallers {
  readonly portal: readonly { readonly step: string; readonly table: string; readonly outcomes: readonly string[] }[];
  /** The table that gives the points of a campaign: each of its rules that holds is a line of them. */
  readonly points: string | null;
  readonly engine: readonly string[];
  /** The answers that the portal lets a table read, and the themes of the circuit. */
  readonly answers: ReadonlySet<string>;
  readonly themes: Themes;
}

/** Reads who evaluates which decision. A step that its definition refuses is said elsewhere. */
export function callersOf(bundle: Bundle, model: CircuitModel): TableCallers {
  const components = startFormOf(bundle, model)?.content.components ?? [];
  return {
    portal: model.elements.flatMap((element) => {
      const asked = tableAskedAt(element);
      return asked === null ? [] : [{ step: element.id, ...asked }];
    }),
    points: model.properties.campaign || null,
    engine: model.elements.flatMap(({ decisionId }) => decisionId ?? []),
    answers: new Set(components.filter(({ sensitive }) => !sensitive).map(({ key }) => key)),
    themes: readThemes(bundle).themes,
  };
}

/** Some decisions with all that they require, themselves and through others. */
export function withRequired(
  decisions: readonly string[],
  requires: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...decisions];
  // The array grows while it is walked.
  for (const id of waiting) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(requires.get(id) ?? []));
  }
  return found;
}

/** What of an expression, or of a cell, the portal gives a table nothing of: a misspelt answer would be read as none. */
function* unknownPaths(
  text: string,
  top: 'Expression' | 'UnaryTests',
  { answers, themes }: Pick<TableCallers, 'answers' | 'themes'>,
): Generator<string> {
  const read = top === 'Expression' ? readExpression(text) : readUnaryTests(text);
  for (const [name = '', first, second] of 'paths' in read ? read.paths : []) {
    if (name === 'answers' && first !== undefined && !answers.has(first)) yield `answers.${first}`;
    if (name !== 'situation' || first === undefined) continue;
    const theme = themes[first];
    const field = theme?.fields.find(({ key }) => key === second);
    const isDay = second === 'from' || second === 'until';
    if (theme === undefined) yield `situation.${first}`;
    else if (second !== undefined && !isDay && (field === undefined || field.sensitive))
      yield `situation.${first}.${second}`;
  }
}

/** The names that the portal gives a table. */
export const PORTAL_NAMES: ReadonlySet<string> = new Set(TABLE_NAMES);

/** Says what the portal gives a table nothing of, and which of its answers a step could not be given. */
export function checkPortalTable(decision: DmnElement, callers: TableCallers, report: Report): void {
  const rules = elementsOf(tableIn(decision)?.rule);
  const cells = rules.flatMap(({ id = '', inputEntry, outputEntry }) => [
    ...elementsOf(inputEntry).map((cell) => ({ elementId: id, text: textIn(cell), top: 'UnaryTests' as const })),
    ...elementsOf(outputEntry).map((cell) => ({ elementId: id, text: textIn(cell), top: 'Expression' as const })),
  ]);
  const heads = expressionsOf(decision).map((head) => ({ ...head, top: 'Expression' as const }));
  for (const { elementId, text, top } of [...heads, ...cells])
    for (const path of unknownPaths(text, top, callers)) report(elementId, 'table-reads-unknown', { path });
  if (decision.id === callers.points) checkPoints(decision, report);
  for (const caller of callers.portal.filter(({ table }) => table === decision.id))
    checkAnswers(decision, caller, report);
}

/** Points are added up from all the rules that hold, each with its words. */
function checkPoints(decision: DmnElement, report: Report): void {
  const table = tableIn(decision);
  const columns = elementsOf(table?.output).map(({ name }) => name);
  if (table?.hitPolicy !== 'COLLECT' || columns.join() !== POINT_COLUMNS.join())
    report(decision.id ?? '(table)', 'campaign-columns');
}

/**
 * A step is given one text that it declares: of a table of one column, by one rule at a time. What a rule computes could be what
 * the table read, which is not for the engine.
 */
function checkAnswers(decision: DmnElement, { step, outcomes }: TableCallers['portal'][number], report: Report): void {
  const { id = '(table)' } = decision;
  const table = tableIn(decision);
  const policy = String(table?.hitPolicy ?? 'UNIQUE');
  if (table === undefined || elementsOf(table.output).length !== 1 || !SOME_ANSWER.has(policy))
    return void report(id, 'table-answer-several', { step });
  for (const [index, { id: ruleId = id, outputEntry }] of elementsOf(table.rule).entries()) {
    const rule = index + 1;
    const value = /^"([^"\\]*)"$/.exec(textIn(elementsOf(outputEntry)[0]).trim())?.[1];
    if (value === undefined) report(ruleId, 'table-answer-computed', { rule });
    else if (!outcomes.includes(value))
      report(ruleId, 'table-answer-undeclared', { rule, value, step, outcomes: outcomes.join(', ') });
  }
}

import type { CircuitFaultCode } from '#domain/circuit/faults/fault.ts';
import type { ErrorParams } from '#domain/errors.ts';
import type { Bundle } from '../../read/bundle.ts';
import { type DmnElement, elementsOf, headOf, textIn } from '../../read/decisions.ts';
import { readExpression, readUnaryTests, unreadable } from '../../read/feel.ts';
import { literalsTested } from '../../read/feel-comparisons.ts';
import type { Names } from '../../read/feel-names.ts';
import { formsOf } from '../../read/forms.ts';
import { type Known, knownOf } from '../../read/known.ts';
import type { Report } from './portal-tables.ts';

/** Says what an expression that can be read names, or calls, that is not there. */
export type CheckNames = (elementId: string, read: Names) => void;

/** What is known of the answers of the forms, by their keys. */
export type Answers = ReadonlyMap<string, Known>;

/** What is known of the answers, by their keys; nothing of one that two forms ask. */
export function answersOf(bundle: Bundle): Answers {
  const answers = new Map<string, Known | null>();
  for (const { content } of formsOf(bundle))
    for (const component of content.components) {
      const isAlone = !answers.has(component.key);
      answers.set(component.key, isAlone ? knownOf(component) : null);
    }
  return new Map([...answers].flatMap(([key, known]) => (known === null ? [] : [[key, known] as const])));
}

/** Whether every cell of a rule can be read. */
export function checkRule(
  rule: DmnElement,
  number: number,
  inputs: number,
  columns: readonly string[],
  { report, checkNames }: { readonly report: Report; readonly checkNames: CheckNames },
): boolean {
  const cells = [...elementsOf(rule.inputEntry), ...elementsOf(rule.outputEntry)];
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
    const at = rule.id ?? '(rule)';
    if ('names' in read) {
      checkNames(at, read);
      return;
    }
    sound = false;
    const { reason, monstrous, stranger } = read;
    if (stranger === 'equals-doubled' || stranger === 'equals-first')
      report(at, 'cell-equals', { rule: number, column, reason });
    else if (monstrous || stranger) report(at, ...unreadable(read));
    else report(at, 'cell-unreadable', { rule: number, column, reason });
  });
  return sound;
}

/** Says which cells no answer ever passes: a text that the form does not offer, a number where it gives a text. */
export function checkCells(
  inputs: readonly DmnElement[],
  rules: readonly DmnElement[],
  { columns, answers }: { readonly columns: readonly string[]; readonly answers: Answers },
  report: Report,
): void {
  for (const [index, input] of inputs.entries()) {
    const known = answers.get(headOf(input).replace(/^answers\./, ''));
    const column = columns[index] ?? '';
    if (known === undefined || !isOfKind(input, known)) continue;
    for (const [place, rule] of rules.entries()) {
      const cell = textIn(elementsOf(rule.inputEntry)[index]).trim();
      const reportCell = (code: CircuitFaultCode, params: ErrorParams) =>
        report(rule.id ?? '(rule)', code, { rule: place + 1, column, ...params });
      for (const { kind, text } of cell === '' || cell === '-' ? [] : literalsTested(cell)) {
        const texts = known.values?.join(', ') ?? '';
        if (kind !== known.kind) reportCell(known.kind === 'text' ? 'cell-text' : 'cell-of-kind', { text });
        else if (kind === 'text' && known.values?.includes(text) === false) reportCell('cell-never', { text, texts });
      }
    }
  }
}

/** A column that says its type reads what it is given as that. */
function isOfKind(input: DmnElement, { kind }: Known): boolean {
  const { typeRef } = (input.inputExpression ?? {}) as { readonly typeRef?: unknown };
  const types: Readonly<Record<Known['kind'], readonly unknown[]>> = {
    text: ['string', 'Any', undefined],
    number: ['number', 'integer', 'long', 'double', 'Any', undefined],
    boolean: ['boolean', 'Any', undefined],
    list: [],
  };
  return types[kind].includes(typeRef);
}

import type { CircuitComparison } from '#web/contract/circuits/atelier.ts';
import { type Drawn, textOf } from '../formats/sources.ts';
import type { EditorWords } from '../use-editor-words.ts';
import type { Changed } from './said.ts';

type ComparedTable = CircuitComparison['tables'][number];
type Circuit = Pick<Drawn, 'files'>;

/** A table as its columns and its rules are called. */
interface NamedTable {
  readonly name: string;
  /** Inputs first, as cells are. */
  readonly columns: readonly string[];
  /** Ids of the rules, in their order. */
  readonly rules: readonly string[];
}

/** A table that changed, and its rules that did: cell by cell, under the names of the columns. Needs a browser. */
export function changedTable(
  { path, decisionId, rules }: ComparedTable,
  circuits: { before: Circuit | null; after: Circuit },
  words: EditorWords,
): { readonly name: string; readonly rules: readonly Changed[] } {
  const is = namedTable(textOf(circuits.after, path), decisionId);
  const was = circuits.before ? namedTable(textOf(circuits.before, path), decisionId) : null;
  const changed = rules.map(({ ruleId, change, before, after }): Changed => {
    const table = change === 'removed' ? was : is;
    const number = (table?.rules.indexOf(ruleId) ?? -1) + 1;
    const cells = Array.from({ length: Math.max(before?.length ?? 0, after?.length ?? 0) }, (_none, column) => ({
      ...{ key: String(column), label: table?.columns[column] ?? String(column + 1) },
      ...{ before: sayCell(before?.[column]), after: sayCell(after?.[column]) },
    }));
    return {
      ...{ key: ruleId, type: '', change, lines: cells.filter((cell) => cell.before !== cell.after) },
      name: number > 0 ? words('tables.rule', { number }) : ruleId,
    };
  });
  return { name: is?.name ?? was?.name ?? decisionId, rules: changed };
}

/** A cell that asks for nothing says so. */
const sayCell = (cell: string | undefined): string | null => (cell === undefined ? null : cell || '-');

function namedTable(xml: string | null, decisionId: string): NamedTable | null {
  const document = new DOMParser().parseFromString(xml ?? '', 'application/xml');
  const decision = within(document, 'decision').find((one) => one.getAttribute('id') === decisionId);
  if (!decision) return null;
  const inputs = within(decision, 'input').map(
    (input) => input.getAttribute('label') || (within(input, 'text')[0]?.textContent ?? '').trim(),
  );
  const outputs = within(decision, 'output').map(
    (output) => output.getAttribute('label') || output.getAttribute('name') || '',
  );
  return {
    name: decision.getAttribute('name') || decisionId,
    columns: [...inputs, ...outputs],
    rules: within(decision, 'rule').map((rule) => rule.getAttribute('id') ?? ''),
  };
}

const within = (holder: Document | Element, name: string): Element[] => [...holder.getElementsByTagNameNS('*', name)];

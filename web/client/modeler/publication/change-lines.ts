import { ACT_ENDING } from '#domain/act/text/document.ts';
import type { CircuitComparison } from '#web/contract/circuits/atelier.ts';
import { isReadInParts } from '../formats/paths.ts';

/** One change, as the summary of a publication says it. */
export interface ChangeLine {
  readonly key: string;
  readonly change: 'added' | 'removed' | 'changed' | 'moved';
  readonly part: 'element' | 'component' | 'form' | 'rule' | 'table' | 'act' | 'text' | 'file';
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Everything that changes, the finest there is to say of each file. */
export function linesOf({ elements, forms, tables, acts, texts, files }: CircuitComparison): ChangeLine[] {
  const lines: ChangeLine[] = [];
  const add = (line: Omit<ChangeLine, 'key' | 'before' | 'after'> & Partial<ChangeLine>) =>
    lines.push({ before: null, after: null, ...line, key: `${lines.length} ${line.part} ${line.name}` });

  for (const { elementId, name, change, attributes } of elements) {
    const [only] = attributes.length === 1 ? attributes : [];
    add({
      part: 'element',
      change,
      name: name || elementId,
      ...(only ? { before: only.before, after: only.after } : {}),
    });
  }
  for (const { path, change, components } of forms) {
    if (components.length === 0) add({ part: 'form', change, name: path });
    for (const component of components) add({ part: 'component', change: component.change, name: component.key });
  }
  for (const { path, decisionId, change, rules } of tables) {
    if (rules.length === 0) add({ part: 'table', change, name: decisionId || path });
    for (const rule of rules)
      add({
        part: 'rule',
        change: rule.change,
        name: `${decisionId} · ${rule.ruleId}`,
        before: rule.before?.join(' | ') ?? null,
        after: rule.after?.join(' | ') ?? null,
      });
  }
  for (const { path, lines: blocks } of acts)
    for (const { kind, text } of blocks) {
      if (kind === 'added') add({ part: 'act', change: kind, name: path, after: text });
      if (kind === 'removed') add({ part: 'act', change: kind, name: path, before: text });
    }
  for (const { key, language, change, before, after } of texts)
    add({ part: 'text', change, name: `${key} (${language})`, before, after });
  for (const { path, change } of files)
    if (!isReadInParts(path) || isLeftOut(path, lines)) add({ part: 'file', change, name: path });
  return lines;
}

/** A file that differs in ways no finer line says: layout, comments. */
const isLeftOut = (path: string, lines: readonly ChangeLine[]): boolean => {
  const parts: Record<string, readonly ChangeLine['part'][]> = {
    bpmn: ['element'],
    form: ['form', 'component'],
    dmn: ['table', 'rule'],
    json: ['text'],
    act: ['act'],
  };
  const expected = parts[path.endsWith(ACT_ENDING) ? 'act' : (path.split('.').at(-1) ?? '')] ?? [];
  return !lines.some(({ part }) => expected.includes(part));
};

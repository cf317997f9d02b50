import { fault, type ImportFault } from './import-cells.ts';

/** A structure of a file, by its line. */
export interface StructureLine {
  readonly line: number;
  readonly code: string;
  readonly parent: string | null;
}

export interface StructurePlan {
  /** Lines that can be applied, parents before what is below them. */
  readonly order: readonly number[];
  readonly faults: ReadonlyMap<number, ImportFault>;
}

/**
 * In which order structures are made, whatever that of their lines. A ring is at fault whole, each line naming it; what is below
 * a line at fault waits for it; a parent must be in the file or there already. Codes are those of one line each.
 * @param known codes of structures that are there
 */
export function planStructures(lines: readonly StructureLine[], known: ReadonlySet<string>): StructurePlan {
  const byCode = new Map(lines.map((line) => [line.code, line]));
  const faults = new Map<number, ImportFault>();
  const state = new Map<string, 'open' | 'done'>();
  const order: number[] = [];
  for (const start of lines) {
    const path: StructureLine[] = [];
    let current: StructureLine | undefined = start;
    // Up to what is done, known or missing; no recursion, for a tree may be deep.
    while (current !== undefined && !state.has(current.code)) {
      state.set(current.code, 'open');
      path.push(current);
      current = current.parent === null ? undefined : byCode.get(current.parent);
    }
    if (current !== undefined && state.get(current.code) === 'open') {
      const ring = path.slice(path.findIndex(({ code }) => code === current?.code));
      const names = ring.map(({ code }) => code).join(' → ');
      for (const { line } of ring) faults.set(line, fault('structure-ring', { ring: names.slice(0, 200) }));
    }
    for (const each of path.reverse()) {
      state.set(each.code, 'done');
      if (faults.has(each.line)) continue;
      const problem = parentFault(each, byCode, known, faults);
      if (problem === null) order.push(each.line);
      else faults.set(each.line, problem);
    }
  }
  return { order, faults };
}

function parentFault(
  { code, parent }: StructureLine,
  byCode: ReadonlyMap<string, StructureLine>,
  known: ReadonlySet<string>,
  faults: ReadonlyMap<number, ImportFault>,
): ImportFault | null {
  if (parent === null) return known.has(code) ? null : fault('parent-missing');
  const above = byCode.get(parent);
  if (above === undefined) return known.has(parent) ? null : fault('structure-unknown', { code: parent });
  // What is there already stands, whatever becomes of its own line.
  return faults.has(above.line) && !known.has(parent) ? fault('waits-for', { line: above.line }) : null;
}

import { fault, type ImportFault } from './import-cells.ts';

/** A structure of a file, with its line. */
export interface StructureLine {
  readonly line: number;
  readonly code: string;
  readonly parent: string | null;
}

/** The order in which the structures of a file are created, and the faults found. */
export interface StructurePlan {
  /** Lines that can be applied, parents before children. */
  readonly order: readonly number[];
  readonly faults: ReadonlyMap<number, ImportFault>;
}

/**
 * Orders the structures to create, in whatever order their lines come. All the lines of a cycle are
 * at fault, and each names it; a child of a line at fault waits for it; a parent must be in the
 * file or already exist. Each code must be on one line only.
 * @param known codes of existing structures
 */
export function planStructures(lines: readonly StructureLine[], known: ReadonlySet<string>): StructurePlan {
  const byCode = new Map(lines.map((line) => [line.code, line]));
  const faults = new Map<number, ImportFault>();
  const state = new Map<string, 'open' | 'done'>();
  const order: number[] = [];
  for (const start of lines) {
    const path: StructureLine[] = [];
    let current: StructureLine | undefined = start;
    // Climbs to a structure that is done, known or missing; a loop, not recursion, because a tree
    // may be deep.
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
  // An existing parent remains valid even if its own line is at fault.
  return faults.has(above.line) && !known.has(parent) ? fault('waits-for', { line: above.line }) : null;
}

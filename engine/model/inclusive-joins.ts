import { refuse } from './defects.ts';
import type { ExecutableElement, InclusiveJoin } from './executable.ts';

/** More of them than any person draws would each remember most of the elements. */
const MAX_JOINS = 200;

/** For each inclusive gateway of a scope that joins: every element from which a token can still come to it. */
export function inclusiveJoinsOf(children: readonly ExecutableElement[]): InclusiveJoin[] {
  const before = predecessors(children);
  const joins = children.filter((element) => element.type === 'INCLUSIVE_GATEWAY' && element.incoming.length > 1);
  if (joins.length > MAX_JOINS) refuse('too-many-joins', { max: MAX_JOINS });
  return joins.map((gateway) => ({ gateway, reachedFrom: reaching(gateway, before) }));
}

/** Walks backwards; not through the gateway itself, or every loop would wait for its own token. */
function reaching(
  gateway: ExecutableElement,
  before: ReadonlyMap<ExecutableElement, readonly ExecutableElement[]>,
): Set<string> {
  const found = new Set<string>();
  const left = [gateway];
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    for (const earlier of before.get(at) ?? []) {
      if (earlier === gateway || found.has(earlier.id)) continue;
      found.add(earlier.id);
      left.push(earlier);
    }
  }
  return found;
}

function predecessors(children: readonly ExecutableElement[]): Map<ExecutableElement, ExecutableElement[]> {
  const before = new Map<ExecutableElement, ExecutableElement[]>(children.map((element) => [element, []]));
  for (const element of children) {
    for (const { target } of element.outgoing) before.get(target)?.push(element);
    if (element.linkTarget !== undefined) before.get(element.linkTarget)?.push(element);
    // while the activity is active its boundary events may still happen
    if (element.attachedTo !== undefined) before.get(element)?.push(element.attachedTo);
  }
  return before;
}

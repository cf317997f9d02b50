import type { parseExpression } from '@bpmn-io/feelin';
import { LOOP_OVER, LOOP_RANGE } from './size-limits.ts';

/** The text with every collection that a loop goes through handed to a counter first, so that none is too long. */
export function countLoops(text: string, tree: ReturnType<typeof parseExpression>): string {
  const insertions: [at: number, what: string][] = [];
  const replaced: [from: number, to: number][] = [];
  tree.iterate({
    enter({ name, node }) {
      if (name !== 'InExpression') return;
      const collection = node.lastChild;
      if (collection === null) return;
      const [first, last] = [collection.firstChild, collection.lastChild];
      const isRange = collection.name === 'IterationContext' && first !== null && last !== null && first.to < last.from;
      insertions.push([collection.from, `${isRange ? LOOP_RANGE : LOOP_OVER}((`], [collection.to, '))']);
      if (!isRange) return;
      insertions.push([first.to, '), (']);
      replaced.push([first.to, last.from]);
    },
  });
  if (insertions.length === 0) return text;
  let counted = '';
  let at = 0;
  const places = insertions.map(([place, what], order) => ({ place, what, order }));
  places.sort((a, b) => a.place - b.place || a.order - b.order);
  for (const { place, what } of places) {
    counted += text.slice(at, place) + what;
    at = replaced.find(([from]) => from === place && what.startsWith('),'))?.[1] ?? place;
  }
  return counted + text.slice(at);
}

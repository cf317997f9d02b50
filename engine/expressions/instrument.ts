import type { parseExpression } from '@bpmn-io/feelin';
import { LOOP_OVER, LOOP_RANGE } from './size-limits.ts';

/** Names under which an instrumented expression finds what the interpreter lacks. */
export const TIMES = '_times';
export const OVER = '_over';
export const NEGATED = '_negated';
export const INSTANCE_OF = '_instanceOf';
export const PART_OF = '_partOf';

/** Parts of dates and durations that the interpreter lacks, or has in part. */
const PARTS = new Set(['years', 'months', 'days', 'hours', 'minutes', 'seconds', 'timezone', 'time offset']);

/** Variables hold no durations: only what makes one in the same text needs arithmetic on them. */
const MAKES_DURATIONS = /duration|@\s*"|date|time|now|today/;

/** A piece of the text, and what stands in its place. */
interface Edit {
  from: number;
  to: number;
  text: string;
  /** It ends what was handed over; whatever stands at the same place comes after. */
  closes?: boolean;
}

type Tree = ReturnType<typeof parseExpression>;
type SyntaxNode = Tree['topNode'];

/**
 * The text with what the interpreter cannot do handed to functions of ours: every collection that a loop goes through
 * to a counter first, so that none is too long, `*` and `/` that may meet a duration, parts of dates and durations, and `instance of`.
 */
export function instrument(text: string, tree: Tree): string {
  const edits: Edit[] = [];
  const open = (at: number, name: string) => edits.push({ from: at, to: at, text: `${name}((` });
  const close = (at: number) => edits.push({ from: at, to: at, text: '))', closes: true });
  const call = (name: string, first: SyntaxNode, last = first) => {
    open(first.from, name);
    if (last !== first) edits.push({ from: first.to, to: last.from, text: '), (' });
    close(last.to);
  };
  const hasDurations = MAKES_DURATIONS.test(text);
  tree.iterate({
    enter({ name, node }) {
      const { firstChild: first, lastChild: last } = node;
      if (first === null || last === null) return;
      if (name === 'InExpression') countLoop(last, call);
      else if (name === 'ArithmeticExpression' && hasDurations) {
        const operator = first.name === 'ArithOp' ? first : first.nextSibling;
        const sign = operator === null ? '' : text.slice(operator.from, operator.to);
        if (operator === first && sign === '-') {
          edits.push({ from: first.from, to: last.from, text: `${NEGATED}((` });
          close(last.to);
        } else if (sign === '*' || sign === '/') call(sign === '*' ? TIMES : OVER, first, last);
      } else if (name === 'PathExpression' && hasDurations) {
        const part = text.slice(last.from, last.to).replace(/\s+/g, ' ');
        if (!PARTS.has(part)) return;
        open(first.from, PART_OF);
        edits.push({ from: first.to, to: node.to, text: `), "${part}")` });
      } else if (name === 'InstanceOfExpression') {
        const type = text.slice(first.to, node.to).replace(/^\s*instance\s+of\s+/, '');
        open(first.from, INSTANCE_OF);
        edits.push({ from: first.to, to: node.to, text: `), "${type.replace(/["\\]/g, '')}")` });
      }
    },
  });
  return apply(text, edits);
}

function countLoop(collection: SyntaxNode, call: (name: string, first: SyntaxNode, last?: SyntaxNode) => void): void {
  const { firstChild: first, lastChild: last } = collection;
  const isRange = collection.name === 'IterationContext' && first !== null && last !== null && first.to < last.from;
  if (isRange) call(LOOP_RANGE, first, last);
  else call(LOOP_OVER, collection);
}

/** At one place what closes comes first, then what opens, from the outside in, as it was made. */
function apply(text: string, edits: Edit[]): string {
  if (edits.length === 0) return text;
  const places = edits.map((edit, order) => ({ ...edit, order }));
  places.sort((a, b) => a.from - b.from || Number(b.closes ?? false) - Number(a.closes ?? false) || a.order - b.order);
  let edited = '';
  let at = 0;
  for (const { from, to, text: what } of places) {
    edited += text.slice(at, from) + what;
    at = to;
  }
  return edited + text.slice(at);
}

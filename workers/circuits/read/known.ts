import type { CircuitFaultCode } from '#domain/circuit/faults/fault.ts';
import type { ErrorParams } from '#domain/errors.ts';
import type { Comparison } from './feel-comparisons.ts';
import type { FormComponent } from './form.ts';

/** What is known of a name before anybody answered: of which kind its value is, and all the texts that it can be. */
export interface Known {
  readonly kind: 'text' | 'number' | 'boolean' | 'list';
  readonly values?: readonly string[];
  /** Whether it may be left without an answer: it is nothing then. */
  readonly optional?: boolean;
}

const KINDS: Readonly<Record<string, Known['kind']>> = {
  textfield: 'text',
  textarea: 'text',
  datetime: 'text',
  select: 'text',
  radio: 'text',
  number: 'number',
  checkbox: 'boolean',
  checklist: 'list',
  taglist: 'list',
};
const ONE_OF = ['select', 'radio'];

/** What is known of an answer; null for a component whose answer may be anything. */
export function knownOf({ type, options }: Pick<FormComponent, 'type' | 'options'>): Known | null {
  const kind = KINDS[type];
  if (kind === undefined) return null;
  return ONE_OF.includes(type) && options.length > 0 ? { kind, values: options } : { kind };
}

/** Says of what is compared that it never holds: with a text that the name never is, with a value of another kind. */
export function neverHolds(
  comparisons: readonly Comparison[],
  knownAs: (name: string) => Known | null | undefined,
): [CircuitFaultCode, ErrorParams][] {
  return comparisons.flatMap(({ name, operator, literal }): [CircuitFaultCode, ErrorParams][] => {
    const known = knownAs(name);
    if (!known) return [];
    const { kind, values } = known;
    if (kind !== literal.kind) return [[OF_KIND[kind], { name, value: literal.text }]];
    const isEquality = operator === '=' || operator === '!=';
    if (!isEquality || kind !== 'text' || values === undefined || values.includes(literal.text)) return [];
    return [['condition-never', { name, text: literal.text, texts: values.join(', ') }]];
  });
}

const OF_KIND = {
  text: 'compared-text',
  number: 'compared-number',
  boolean: 'compared-boolean',
  list: 'compared-list',
} as const satisfies Record<Known['kind'], CircuitFaultCode>;

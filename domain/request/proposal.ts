/**
 * A counter-proposal: what a visa proposes instead of what was asked. The agent accepts it or not;
 * if so, the request has these answers from then on, and what was filed stays as it was filed
 * (docs/decisions/counter-proposals.md).
 */

type Values = Readonly<Record<string, unknown>>;

/** The properties read of a component of a form. */
export interface AskedComponent {
  readonly type: string;
  readonly key?: string;
  readonly path?: string;
  readonly disabled?: boolean;
  readonly readonly?: boolean | string;
  readonly values?: readonly unknown[];
  readonly properties?: Readonly<Record<string, string>>;
  readonly components?: readonly AskedComponent[];
}

const FREE = ['textfield', 'textarea', 'number', 'datetime', 'checkbox'];
const CHOICES = ['select', 'radio', 'checklist', 'taglist'];
/** Formats that identify an account: nobody proposes another one. */
const PERSONAL_FORMATS = ['iban', 'holder'];

/**
 * True if a person other than the agent may propose another answer there: not a document, a
 * sensitive value, an answer computed by the form or offered to that agent alone, or a row of a
 * list.
 */
function mayPropose({ type, disabled, readonly, values, properties = {} }: AskedComponent): boolean {
  if (disabled || readonly || properties.sensitive === 'true' || PERSONAL_FORMATS.includes(properties.format ?? ''))
    return false;
  return FREE.includes(type) || (CHOICES.includes(type) && values !== undefined && values.length > 0);
}

/** Lists the keys of a form for which a visa may propose another answer. */
export const proposableIn = (components: readonly AskedComponent[]): string[] =>
  components.flatMap((component) => {
    if (component.type === 'group' && !component.path) return proposableIn(component.components ?? []);
    return component.key !== undefined && mayPropose(component) ? [component.key] : [];
  });

/** Keeps the part of a form that asks for these keys, without what is only shown. */
export const partOf = <Component extends AskedComponent>(
  components: readonly Component[],
  keys: readonly string[],
): Component[] =>
  components.flatMap((component) => {
    if (component.type !== 'group') return keys.includes(component.key ?? '') ? [component] : [];
    const inside = partOf((component.components ?? []) as readonly Component[], keys);
    return inside.length === 0 ? [] : [{ ...component, components: inside }];
  });

/** Returns the second set of answers where it differs from the first; null: it has no answer. */
export function changesBetween(asked: Values, proposed: Values): Record<string, unknown> {
  const keys = new Set([...Object.keys(asked), ...Object.keys(proposed)]);
  const same = (key: string) => JSON.stringify(asked[key] ?? null) === JSON.stringify(proposed[key] ?? null);
  return Object.fromEntries([...keys].filter((key) => !same(key)).map((key) => [key, proposed[key] ?? null]));
}

/** Applies such changes to answers, as `request_answers` of the database does. */
export function withChanges(asked: Values, changes: Values): Record<string, unknown> {
  const all = Object.entries({ ...asked, ...changes });
  return Object.fromEntries(all.filter(([key, value]) => value !== null || !(key in changes)));
}

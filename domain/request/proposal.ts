/**
 * A counter-proposal: what a visa proposes instead of what was asked. The agent accepts it or not; accepted, the request answers so
 * from then on, and what was filed stays as it was filed (docs/decisions/counter-proposals.md).
 */

type Values = Readonly<Record<string, unknown>>;

/** What is read of a component of a form. */
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
/** Whose account it is, nobody proposes. */
const PERSONAL_FORMATS = ['iban', 'holder'];

/**
 * Whether somebody else than the agent may propose another answer there: neither a document, nor what is sensitive, nor what the form
 * works out or offers to that agent alone, nor a row of a list.
 */
function mayPropose({ type, disabled, readonly, values, properties = {} }: AskedComponent): boolean {
  if (disabled || readonly || properties.sensitive === 'true' || PERSONAL_FORMATS.includes(properties.format ?? ''))
    return false;
  return FREE.includes(type) || (CHOICES.includes(type) && values !== undefined && values.length > 0);
}

/** The keys of a form that a visa may propose otherwise. */
export const proposableIn = (components: readonly AskedComponent[]): string[] =>
  components.flatMap((component) => {
    if (component.type === 'group' && !component.path) return proposableIn(component.components ?? []);
    return component.key !== undefined && mayPropose(component) ? [component.key] : [];
  });

/** The part of a form where these keys are answered, what only shows something left out. */
export const partOf = <Component extends AskedComponent>(
  components: readonly Component[],
  keys: readonly string[],
): Component[] =>
  components.flatMap((component) => {
    if (component.type !== 'group') return keys.includes(component.key ?? '') ? [component] : [];
    const inside = partOf((component.components ?? []) as readonly Component[], keys);
    return inside.length === 0 ? [] : [{ ...component, components: inside }];
  });

/** What differs of two sets of answers, as the second says it; null for what it does not answer. */
export function changesBetween(asked: Values, proposed: Values): Record<string, unknown> {
  const keys = new Set([...Object.keys(asked), ...Object.keys(proposed)]);
  const same = (key: string) => JSON.stringify(asked[key] ?? null) === JSON.stringify(proposed[key] ?? null);
  return Object.fromEntries([...keys].filter((key) => !same(key)).map((key) => [key, proposed[key] ?? null]));
}

/** Answers with such changes, as `request_answers` of the database has them. */
export function withChanges(asked: Values, changes: Values): Record<string, unknown> {
  const all = Object.entries({ ...asked, ...changes });
  return Object.fromEntries(all.filter(([key, value]) => value !== null || !(key in changes)));
}

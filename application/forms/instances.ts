import { DomainError } from '#domain/errors.ts';
import { conditionHolds, expressionContext, type Scope } from './feel.ts';
import { type Path, parsePath, setAt, valueAt } from './path.ts';
import { EMPTY_VALUES, type FormComponent, type FormSchema, holdsValue, type ValueType } from './schema.ts';

/** A field in a filled form; a field of a list has one instance a row. */
export interface FieldInstance {
  readonly component: FormComponent & { type: ValueType; key: string };
  readonly path: Path;
  readonly scope: Scope;
  readonly hidden: boolean;
}

/** A list in a filled form. */
export interface ListInstance {
  readonly component: FormComponent;
  readonly path: Path;
  readonly rows: number;
  readonly hidden: boolean;
}

/** A filled form: its data laid out on its fields. */
export interface FilledForm {
  /** What expressions see: every visible field with a value, hidden ones removed. */
  readonly data: Record<string, unknown>;
  readonly fields: readonly FieldInstance[];
  readonly lists: readonly ListInstance[];
  /** Today in Paris. */
  readonly today: string | null;
}

/**
 * Maximum number of fields in a filled form, rows of lists included; more were not typed by
 * anybody.
 */
const MAX_FIELDS = 50_000;

/**
 * Lists the fields of the form where the data puts them, hidden or not. Evaluates no expression, so
 * it may run in the process that serves everybody.
 * @throws {DomainError} form-endless
 */
export const placesIn = (
  { components }: FormSchema,
  data: Record<string, unknown>,
): readonly Pick<FieldInstance, 'component' | 'path'>[] => walk(components, data, data, () => false).fields;

/**
 * Lays the data out on the form. Visibility is judged twice, as in the browser: first on the data
 * as typed, to find what is hidden, then on the data without it.
 * @throws {DomainError} form-endless
 */
export function fill(schema: FormSchema, sent: Record<string, unknown>, today: string | null = null): FilledForm {
  const typed = laidOut(schema, sent);
  const first = walk(schema.components, typed, typed, hiding(typed, today));
  const visible: Record<string, unknown> = {};
  for (const list of first.lists) if (!list.hidden) setAt(visible, list.path, rowsOf(list.rows));
  for (const field of first.fields) if (!field.hidden) setAt(visible, field.path, valueAt(typed, field.path));
  const { fields, lists } = walk(schema.components, typed, visible, hiding(visible, today));
  return { data: visible, fields, lists, today };
}

const rowsOf = (count: number): Record<string, unknown>[] => Array.from({ length: count }, () => ({}));

/** Gives every field its value, or the empty one. */
function laidOut(schema: FormSchema, sent: Record<string, unknown>) {
  const data: Record<string, unknown> = {};
  const { fields, lists } = walk(schema.components, sent, sent, () => false);
  for (const list of lists) setAt(data, list.path, rowsOf(list.rows));
  for (const { component, path } of fields) setAt(data, path, valueAt(sent, path) ?? EMPTY_VALUES[component.type]);
  return data;
}

type Hides = (component: FormComponent, scope: Scope) => boolean;

/**
 * Returns the function that tells what the analyst's conditions hide; `context` is what they see.
 */
const hiding =
  (context: Record<string, unknown>, today: string | null): Hides =>
  (component, scope) =>
    conditionHolds(component.conditional?.hide, () => expressionContext(context, scope, today));

/**
 * Walks all fields and lists. `rows` gives the number of rows of each list; `context` is what their
 * scopes see.
 */
function walk(
  components: readonly FormComponent[],
  rows: Record<string, unknown>,
  context: Record<string, unknown>,
  hides: Hides,
): { fields: FieldInstance[]; lists: ListInstance[] } {
  const fields: FieldInstance[] = [];
  const lists: ListInstance[] = [];
  let visited = 0;
  const visit = (children: readonly FormComponent[], base: Path, scope: Scope, parentHidden: boolean): void => {
    for (const component of children) {
      const hidden = parentHidden || hides(component, scope);
      visited += 1;
      if (visited > MAX_FIELDS) throw new DomainError('form-endless');
      if (component.type === 'group') {
        visit(component.components ?? [], [...base, ...parsePath(component.path)], scope, hidden);
      } else if (component.type === 'dynamiclist') {
        const path = [...base, ...parsePath(component.path)];
        const sent = valueAt(rows, path);
        const count = Array.isArray(sent) ? sent.length : 0;
        lists.push({ component, path, rows: count, hidden });
        for (let row = 0; row < count; row++) {
          const inRow = { this: valueAt(context, [...path, row]) ?? {}, parent: scope.this, i: [...scope.i, row + 1] };
          visit(component.components ?? [], [...path, row], inRow, hidden);
        }
      } else if (holdsValue(component)) {
        fields.push({ component, path: [...base, ...parsePath(component.key)], scope, hidden });
      }
    }
  };
  visit(components, [], { this: context, parent: null, i: [] }, false);
  return { fields, lists };
}

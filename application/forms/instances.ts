import { DomainError } from '#domain/errors.ts';
import { conditionHolds, expressionContext, type Scope } from './feel.ts';
import { type Path, parsePath, setAt, valueAt } from './path.ts';
import { EMPTY_VALUES, type FormComponent, type FormSchema, holdsValue, type ValueType } from './schema.ts';

/** One field as it stands in the filled form: in a list, there is one per row. */
export interface FieldInstance {
  readonly component: FormComponent & { type: ValueType; key: string };
  readonly path: Path;
  readonly scope: Scope;
  readonly hidden: boolean;
}

export interface ListInstance {
  readonly component: FormComponent;
  readonly path: Path;
  readonly rows: number;
  readonly hidden: boolean;
}

export interface FilledForm {
  /** What expressions see: every field has a value, hidden ones are gone. */
  readonly data: Record<string, unknown>;
  readonly fields: readonly FieldInstance[];
  readonly lists: readonly ListInstance[];
  /** The day it is, in Paris. */
  readonly today: string | null;
}

/** Fields of a filled form at most, rows of lists included: beyond, nobody typed them. */
const MAX_FIELDS = 50_000;

/**
 * The fields of the form where the data puts them, hidden or not: no expression is evaluated, so that whoever serves
 * everyone can ask.
 * @throws {DomainError} form-endless
 */
export const placesIn = (
  { components }: FormSchema,
  data: Record<string, unknown>,
): readonly Pick<FieldInstance, 'component' | 'path'>[] => walk(components, data, data, () => false).fields;

/**
 * Lays the data on the form. Visibility is judged twice, as in the browser: once on the data as typed, to know what
 * is hidden, then on the data without what was hidden.
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

/** Every field of the form with its value, or the empty one. */
function laidOut(schema: FormSchema, sent: Record<string, unknown>) {
  const data: Record<string, unknown> = {};
  const { fields, lists } = walk(schema.components, sent, sent, () => false);
  for (const list of lists) setAt(data, list.path, rowsOf(list.rows));
  for (const { component, path } of fields) setAt(data, path, valueAt(sent, path) ?? EMPTY_VALUES[component.type]);
  return data;
}

type Hides = (component: FormComponent, scope: Scope) => boolean;

/** What the analyst's conditions hide; `context` is what they see. */
const hiding =
  (context: Record<string, unknown>, today: string | null): Hides =>
  (component, scope) =>
    conditionHolds(component.conditional?.hide, () => expressionContext(context, scope, today));

/** `rows` tells how many rows each list has; `context` is what their scopes see. */
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

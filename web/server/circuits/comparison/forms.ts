import { attributeChanges, type Comparison, flattened, freeName, orderChange, paired, readJson } from './attributes.ts';

const CHILDREN = new Set(['components']);

/** What changed in a form, component by component. */
export function compareForms(path: string, before: string | undefined, after: string | undefined): Comparison['forms'] {
  if (before === after) return [];
  const [one, other] = [componentsOf(before), componentsOf(after)];
  const order = orderChange([...one.keys()], [...other.keys()], (key) => key, 'components.order');
  const components = paired(one, other).flatMap(({ key, before: was, after: is }) => {
    const attributes = [...attributeChanges(was ?? new Map(), is ?? new Map()), ...(key === FORM ? order : [])];
    if (was !== null && is !== null && attributes.length === 0) return [];
    return [
      {
        key,
        change: was === null ? ('added' as const) : is === null ? ('removed' as const) : ('changed' as const),
        attributes,
      },
    ];
  });
  return [{ path, change: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed', components }];
}

/** The form itself, beside its components. */
const FORM = '(form)';

function componentsOf(source: string | undefined): Map<string, ReadonlyMap<string, string>> {
  const found = new Map<string, ReadonlyMap<string, string>>();
  if (source === undefined) return found;
  const form = readJson(source);
  found.set(FORM, flattened(form, CHILDREN));
  const waiting: Record<string, unknown>[] = [form];
  for (const holder of waiting) {
    if (!Array.isArray(holder.components)) continue;
    for (const component of holder.components as unknown[]) {
      if (typeof component !== 'object' || component === null) continue;
      const raw = component as Record<string, unknown>;
      found.set(freeName(found, String(raw.key ?? raw.id ?? '?')), flattened(raw, CHILDREN));
      waiting.push(raw);
    }
  }
  return found;
}

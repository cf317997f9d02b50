import type { CircuitFault, CircuitFaultCode } from '#domain/circuit/faults/fault.ts';
import type { ErrorParams } from '#domain/errors.ts';
import { type Bundle, textOf } from '../../read/bundle.ts';
import { mistakesIn, readExpression, readUnaryTests, unreadable } from '../../read/feel.ts';
import { parseForm } from '../../read/form.ts';
import { type Known, knownOf, neverHolds } from '../../read/known.ts';

/** What conditions and rules see beside the form's own fields, as form-js gives it. */
const GIVEN = ['this', 'parent', 'i', '_this_', '_parent_', '_i_', 'today', 'now'];
/** Components that hold no value: they need no key. */
const WITHOUT_KEY = new Set([
  'text',
  'html',
  'image',
  'separator',
  'spacer',
  'button',
  'iframe',
  'table',
  'documentPreview',
  'group',
  'dynamiclist',
]);

interface Raw {
  readonly id?: unknown;
  readonly key?: unknown;
  readonly path?: unknown;
  readonly type?: unknown;
  readonly components?: unknown;
  readonly [property: string]: unknown;
}

/**
 * What is wrong within the forms themselves: files that are none, twins, keys, expressions. Whether the server can check
 * what people type in a component is the server's to say, which has the validator.
 */
export function checkFormFiles(bundle: Bundle): CircuitFault[] {
  const faults: CircuitFault[] = [];
  const ids = new Map<string, string>();
  for (const { path } of bundle.files.filter((file) => file.path.endsWith('.form'))) {
    const report = (elementId: string, code: CircuitFaultCode, params: ErrorParams = {}, property?: string) =>
      faults.push({ file: path, elementId, ...(property && { path: property }), code, params, severity: 'error' });
    const source = textOf(bundle, path) ?? '';
    const form = parseForm(source);
    if ('unread' in form) {
      report('(form)', form.unread, form.params);
      continue;
    }
    if (ids.has(form.id)) report('(form)', 'form-id-twice', { form: form.id });
    ids.set(form.id, path);
    checkComponents(form.schema as Raw, report);
  }
  return faults;
}

type Report = (elementId: string, code: CircuitFaultCode, params?: ErrorParams, property?: string) => void;

function checkComponents(form: Raw, report: Report): void {
  const all = below(form);
  const known = new Set(GIVEN);
  for (const { component } of all) {
    for (const place of [component.key, component.path]) {
      if (typeof place === 'string') known.add(place.split('.')[0] ?? '');
    }
  }
  const answers = new Map<string, Known | null>();
  const places = new Map<string, boolean>();
  for (const { component, within } of all) {
    const { key, path } = component;
    const isHolder = Array.isArray(component.components) || component.type === 'filepicker';
    if (typeof path === 'string' && path !== '') places.set(`${within}${path}`, true);
    if (typeof key !== 'string') continue;
    places.set(`${within}${key}`, isHolder);
    if (within === '') answers.set(key, knownOfRaw(component));
  }
  const keys = new Set<string>();
  for (const { component, within } of all) {
    const name = nameOf(component);
    const needsKey = !WITHOUT_KEY.has(String(component.type));
    if (needsKey && typeof component.key !== 'string') report(name, 'component-key-missing');
    if (needsKey && typeof component.key === 'string') {
      const place = `${within}${component.key}`;
      if (keys.has(place)) report(name, 'component-key-twice', { key: component.key });
      keys.add(place);
    }
    for (const { property, text, unary } of expressionsOf(component)) {
      const read = unary ? readUnaryTests(text) : readExpression(text);
      if ('reason' in read) {
        const [code, params] = unreadable(read);
        report(name, code, params, property);
        continue;
      }
      for (const field of read.names) if (!known.has(field)) report(name, 'field-unknown', { name: field }, property);
      for (const path of read.paths)
        if (!isPlace(path, places)) report(name, 'field-unknown', { name: path.join('.') }, property);
      const mistakes = [...mistakesIn(read), ...neverHolds(read.comparisons, (field) => answers.get(field))];
      for (const [code, params] of mistakes) report(name, code, params, property);
    }
  }
}

/** What is known of the answer to a component; nothing of one whose choices are no texts, or that writes its number as one. */
function knownOfRaw({ type, values, serializeToString }: Raw): Known | null {
  const options = Array.isArray(values) ? values.map((one) => (one as { value?: unknown } | null)?.value) : [];
  if (serializeToString === true || !options.every((option) => typeof option === 'string')) return null;
  return knownOf({ type: String(type), options });
}

/**
 * Whether a path may lead anywhere: what it begins with is no place of the form's own, or each word is within the one before.
 * @param places those that values are kept in, and whether something is kept within them
 */
function isPlace(path: readonly string[], places: ReadonlyMap<string, boolean>): boolean {
  if (!places.has(path[0] ?? '')) return true;
  return path.every((_word, index) => {
    const holder = index === 0 || places.get(path.slice(0, index).join('.')) !== false;
    return holder && (places.has(path.slice(0, index + 1).join('.')) || hasWithin(places, path.slice(0, index + 1)));
  });
}

const hasWithin = (places: ReadonlyMap<string, boolean>, path: readonly string[]): boolean =>
  [...places.keys()].some((place) => place.startsWith(`${path.join('.')}.`));

/** Every component with the place its values are kept in. */
function below(form: Raw): { component: Raw; within: string }[] {
  const found: { component: Raw; within: string }[] = [{ component: form, within: '' }];
  for (const { component, within } of found) {
    if (!Array.isArray(component.components)) continue;
    const place = typeof component.path === 'string' && component.path !== '' ? `${within}${component.path}.` : within;
    for (const child of component.components as unknown[]) {
      if (typeof child === 'object' && child !== null) found.push({ component: child as Raw, within: place });
    }
  }
  return found.slice(1);
}

const nameOf = ({ key, id }: Raw): string => (typeof key === 'string' ? key : typeof id === 'string' ? id : '?');

/** Texts of a component that begin with « = »; whether they are read as conditions, as form-js reads them. */
function* expressionsOf(component: Raw): Generator<{ property: string; text: string; unary: boolean }> {
  const { validate, properties, conditional } = component as {
    readonly validate?: object;
    readonly properties?: object;
    readonly conditional?: object;
  };
  const places = { '': component, 'validate.': validate, 'properties.': properties, 'conditional.': conditional };
  for (const [prefix, place] of Object.entries(places)) {
    for (const [property, value] of Object.entries(place ?? {})) {
      if (typeof value !== 'string' || !value.startsWith('=') || value === '=') continue;
      // Words are templated by the screen, and a message may begin as it likes.
      if (['label', 'text', 'description', 'validateMessage', 'alt', 'source', 'url'].includes(property)) continue;
      yield { property: `${prefix}${property}`, text: value.slice(1), unary: prefix === 'conditional.' };
    }
  }
}

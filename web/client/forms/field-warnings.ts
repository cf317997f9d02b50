import { Fragment, h, type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Field, withinFields } from './answered-fields.ts';
import type { FormComponent } from './schema.ts';

/** What is said under fields that can be filed as they are, by key: it keeps nobody from going on. */
export class FieldWarnings {
  #texts: Readonly<Record<string, string>> = {};
  readonly #listeners = new Set<() => void>();

  say(texts: Readonly<Record<string, string>>): void {
    this.#texts = texts;
    for (const listener of this.#listeners) listener();
  }

  of(key: string | undefined): string | undefined {
    return key === undefined ? undefined : this.#texts[key];
  }

  /** Answers how to stop. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

/** What form-js hands to the component of a field, as far as a warning reads it. */
interface FieldProps {
  field: FormComponent;
  domId: string;
  /** The rows it stands in, of a group that repeats. */
  indexes?: object;
}

/** A form-js module: fields say what there is to check of them. */
export const warnedFields = (warnings: FieldWarnings) =>
  withinFields<FieldProps>('warnedFields', (inner) => warned(inner, warnings));

function warned(Inner: Field<FieldProps>, warnings: FieldWarnings) {
  return function Warned(props: FieldProps): JSX.Element {
    const { field, domId, indexes } = props;
    const [, setTimes] = useState(0);
    useEffect(() => warnings.listen(() => setTimes((times) => times + 1)), []);
    const inRow = Object.keys(indexes ?? {}).length > 0;
    const text = inRow ? undefined : warnings.of(field.key);
    const id = `${domId}-warning`;
    // Each time: form-js writes what describes a field anew when its errors change.
    useEffect(() => describe(domId, id, text !== undefined));
    return h(
      Fragment,
      null,
      h(Inner, props),
      text === undefined ? null : h('p', { id, className: 'h-fieldwarning' }, text),
    );
  };
}

/** Has a screen reader say the warning with the field. */
function describe(fieldId: string, warningId: string, is: boolean): void {
  const field = document.getElementById(fieldId);
  if (field === null) return;
  const others = (field.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .filter((id) => id !== '' && id !== warningId);
  const all = is ? [...others, warningId] : others;
  if (all.length > 0) field.setAttribute('aria-describedby', all.join(' '));
  else field.removeAttribute('aria-describedby');
}

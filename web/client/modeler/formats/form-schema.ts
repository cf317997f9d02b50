import { MESSAGES, wordName, wordsOf } from '#domain/circuit/words/form-words.ts';
import { allComponents, type FormComponent, type FormSchema } from '#web/client/forms/schema.ts';

/** Reads a .form; null when it is not one. */
export function readFormFile(text: string): FormSchema | null {
  try {
    const schema = JSON.parse(text) as FormSchema | null;
    return schema && typeof schema.id === 'string' && Array.isArray(schema.components) ? schema : null;
  } catch {
    return null;
  }
}

const LINE = 110;

/**
 * A .form as it was laid out: small groups of values on one line, or every value on its own. What the editor did not
 * change stays the same to the letter, so that comparing two versions shows what an analyst did and nothing else.
 */
export function writeFormFile(schema: object, former = ''): string {
  const wide = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  const before = readFormFile(former);
  return before !== null && wide(before) === former ? wide(schema) : `${print(schema, '')}\n`;
}

function print(value: unknown, indent: string): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const deeper = `${indent}  `;
  const isList = Array.isArray(value);
  const parts = isList
    ? value.map((item) => print(item, deeper))
    : Object.entries(value)
        .filter(([, held]) => held !== undefined)
        .map(([name, held]) => `${JSON.stringify(name)}: ${print(held, deeper)}`);
  const [open, close] = isList ? '[]' : '{}';
  if (parts.length === 0) return `${open}${close}`;
  const isFlat = Object.values(value).every((held) => held === null || typeof held !== 'object');
  const line = isList ? `[${parts.join(', ')}]` : `{ ${parts.join(', ')} }`;
  if (isFlat && indent !== '' && indent.length + line.length <= LINE) return line;
  return `${open}\n${parts.map((part) => deeper + part).join(',\n')}\n${indent}${close}`;
}

/** What the editor gives back, as it is kept: in the version of the format that the file was written for. */
export const asKept = (exported: FormSchema, former: FormSchema): FormSchema =>
  former.schemaVersion === undefined ? exported : { ...exported, schemaVersion: former.schemaVersion };

/** All the words of a form. */
export const wordsOfForm = (schema: FormSchema): Record<string, string> =>
  Object.assign({}, ...allComponents(schema.components).map(wordsOf));

/** A form whose component says another word; the same form when none of its components has that word. */
export function withWord(schema: FormSchema, key: string, word: string): FormSchema {
  return { ...schema, components: schema.components.map((component) => componentWithWord(component, key, word)) };
}

function componentWithWord(component: FormComponent, key: string, word: string): FormComponent {
  const name = wordName(component);
  const children = component.components?.map((child) => componentWithWord(child, key, word));
  const same = children ? { ...component, components: children } : component;
  if (wordsOf(component)[key] === undefined) return same;
  const property = key.slice(name.length + 1);
  if (property.startsWith('options.')) {
    const value = property.slice('options.'.length);
    const values = component.values?.map((option) =>
      String(option.value) === value ? { ...option, label: word } : option,
    );
    return values ? { ...same, values } : same;
  }
  if (MESSAGES.some((message) => message === property))
    return { ...same, properties: { ...component.properties, [property]: word } };
  if (property !== 'label') return { ...same, [property]: word };
  return { ...same, [component.label ? 'label' : component.dateLabel ? 'dateLabel' : 'timeLabel']: word };
}

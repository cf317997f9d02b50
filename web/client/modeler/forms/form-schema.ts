import { allComponents, type FormComponent, type FormSchema } from '../../forms/schema.ts';

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
 * A .form as the house writes it: one property a line, small groups of values on one line. A file that the editor did
 * not change stays the same to the letter, so that comparing two versions shows what an analyst did and nothing else.
 */
export const writeFormFile = (schema: object): string => `${print(schema, '')}\n`;

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

/** The key of the words of a component: « quota » in « quota.label ». */
export const wordName = (component: FormComponent): string => component.key ?? component.id;

/** The words that a component shows, by the keys they have in the texts: « quota.label », « quota.options.50 »… */
export function wordsOf(component: FormComponent): Record<string, string> {
  const name = wordName(component);
  const label = component.label || component.dateLabel || component.timeLabel;
  return {
    ...(label && { [`${name}.label`]: label }),
    ...(component.description && { [`${name}.description`]: component.description }),
    ...(component.text && { [`${name}.text`]: component.text }),
    ...Object.fromEntries(
      (component.values ?? []).map((option) => [`${name}.options.${String(option.value)}`, option.label]),
    ),
    ...(component.properties?.validateMessage && { [`${name}.validateMessage`]: component.properties.validateMessage }),
  };
}

/** All the words of a form. */
export const wordsOfForm = (schema: FormSchema): Record<string, string> =>
  Object.assign({}, ...allComponents(schema.components).map(wordsOf));

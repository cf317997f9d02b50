import type { Theme } from './theme.ts';
import { themeFile } from './theme.ts';

/** Writes the smallest theme: one value, of one field, that the agent changes alone. */
export function newTheme(name: string, title: string): Map<string, string> {
  const said = { fr: title, en: title };
  const theme: Theme = {
    name,
    title: said,
    inTime: { is: 'current' },
    guarantee: 'self',
    fields: [{ key: 'value', type: 'text', label: said, required: true }],
    rules: [],
  };
  return new Map([[themeFile(name), `${JSON.stringify(theme, null, 2)}\n`]]);
}

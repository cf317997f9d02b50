/**
 * Fills a text with its values: « Demande {number} » and `{ number: '2026-000012' }`. A name
 * without value is left out.
 */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? '');

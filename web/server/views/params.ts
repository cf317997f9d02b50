/** The details of an event that a sentence can hold: texts and numbers, nothing nested. */
export function scalarParams(detail: unknown): Record<string, string | number> {
  if (typeof detail !== 'object' || detail === null) return {};
  return Object.fromEntries(
    Object.entries(detail).filter(([, value]) => typeof value === 'string' || typeof value === 'number'),
  ) as Record<string, string | number>;
}

/** True if a field of a form, by its type, was left without an answer; an unticked box is. */
export function isUnanswered(value: unknown, type: string): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (type === 'checkbox') return value === false;
  return Array.isArray(value) && value.length === 0;
}

/** Whether a field of a form was left without an answer, by its type; a box that is not ticked is. */
export function isUnanswered(value: unknown, type: string): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (type === 'checkbox') return value === false;
  return Array.isArray(value) && value.length === 0;
}

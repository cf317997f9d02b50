/** A moment as the API has it (RFC 3339): without its offset it would be another one on another machine. */
const RFC_3339 = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/i;

/** What a refusal asks for instead. */
export const INSTANT = 'an ISO 8601 date and time with its offset, such as 2030-01-31T10:00:00Z';

/** Milliseconds since 1970, or null when the text is no moment. */
export function readInstant(text: string): number | null {
  const time = RFC_3339.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

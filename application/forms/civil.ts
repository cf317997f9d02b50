import { DateTime } from 'luxon';

/** True if a text is a date that exists: « 2026-02-30 » has the form of a date but is none. */
export function isCivilDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  return DateTime.fromFormat(text, 'yyyy-MM-dd', { zone: 'utc' }).isValid;
}

const ZONES = {
  utc_offset: /(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/,
  utc_normalized: /Z$/,
  no_timezone: /$/,
} as const;

/**
 * True if a text is a time, « 14:30 », with the zone that the component's serializing format asks
 * for.
 */
export function isTime(text: string, format: string | undefined): boolean {
  const zone = ZONES[(format ?? 'no_timezone') as keyof typeof ZONES] ?? ZONES.no_timezone;
  if (!zone.test(text)) return false;
  return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text.replace(zone, ''));
}

/**
 * True if a text is a date and a time, « 2026-02-28T14:30 », with the zone that the format asks
 * for.
 */
export function isDateTime(text: string, format: string | undefined): boolean {
  const [date, time, ...more] = text.split('T');
  return more.length === 0 && date !== undefined && time !== undefined && isCivilDate(date) && isTime(time, format);
}

/** « 01/09/2026 » → « 2026-09-01 »; null when it is not a day of the calendar. Day first in both languages, always. */
export function parseDay(typed: string): string | null {
  const match = /^\s*(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4})\s*$/.exec(typed);
  if (!match) return null;
  const [, day = '', month = '', year = ''] = match;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isRealDay(iso) ? iso : null;
}

/** Whether « 2026-02-30 » exists: a date built from it must say the same. */
export function isRealDay(iso: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return false;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === iso;
}

/** « 2026-09-01 » → « 01/09/2026 »; what is not a date is shown as it was typed. */
export const showDay = (value: string): string => (isRealDay(value) ? value.split('-').reverse().join('/') : value);

/** Today in Paris, whatever the machine's zone. */
export const todayInParis = (now = new Date()): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(now);

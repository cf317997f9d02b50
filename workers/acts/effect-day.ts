import { type CivilDate, isDay } from '#domain/calendar/civil-date.ts';
import { type CircuitManifest, effectsOf } from '#domain/circuit/manifest.ts';

/** The day from which a request changes something; null where no answer says it. */
export function effectDay(manifest: CircuitManifest, data: Readonly<Record<string, unknown>>): CivilDate | null {
  for (const { inTime } of effectsOf(manifest)) {
    const day = inTime.from === undefined ? undefined : data[inTime.from];
    if (isDay(day)) return day;
  }
  return null;
}

import { DateTime } from 'luxon';

/** A PDF date at Paris's offset, whatever the machine's zone: `D:20261124173219+01'00'`. */
export function toPdfDate(instant: Date): string {
  const paris = DateTime.fromJSDate(instant, { zone: 'Europe/Paris' });
  if (!paris.isValid) throw new RangeError('The instant of the seal is not a date');
  return `D:${paris.toFormat('yyyyMMddHHmmss')}${paris.toFormat('ZZ').replace(':', "'")}'`;
}

import { DateTime } from 'luxon';

/** Today in Paris, on whatever machine. */
export const today = (): DateTime => DateTime.now().setZone('Europe/Paris');

/** « 01/09/2027 », as people type it. */
export const typed = (date: DateTime): string => date.toFormat('dd/MM/yyyy');

/** A period of a year that leaves time to decide. */
export const nextYear = (): { from: DateTime; until: DateTime } => {
  const from = today().plus({ months: 4 }).startOf('month');
  return { from, until: from.plus({ years: 1 }).minus({ days: 1 }) };
};

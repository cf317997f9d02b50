import { methodWords, outcomeWords } from '#domain/account/sign-in-words.ts';
import { parisTime } from '#domain/calendar/civil-date.ts';
import { csvTable } from '#domain/formats/csv.ts';
import type { JournalEntry } from '#prisma/repositories/account/journal.ts';

const WORDS = {
  fr: {
    columns: ['Date et heure (Paris)', 'Nom', 'Prénom', 'Issue', 'Moyen', 'Facteurs', 'Adresse', 'Appareil'],
    nobody: 'Aucun compte de ce nom',
    unknownDevice: 'Programme ou appareil non reconnu',
    end: 'Fin du journal',
  },
  en: {
    columns: ['Date and time (Paris)', 'Last name', 'First name', 'Outcome', 'Method', 'Factors', 'Address', 'Device'],
    nobody: 'No account of that name',
    unknownDevice: 'Unrecognised program or device',
    end: 'End of the journal',
  },
} as const;

const FACTORS: Readonly<Record<string, string>> = { 'single-factor': '1', 'two-factor': '2' };

/** The journal of sign-ins for a spreadsheet, in the words of the screen, some lines at a time. */
export function signInsCsv(
  batches: AsyncIterable<readonly JournalEntry[]>,
  language: 'fr' | 'en',
): AsyncGenerator<string> {
  const { columns, end, nobody, unknownDevice } = WORDS[language];
  const lines = async function* () {
    for await (const entries of batches)
      yield entries.map(({ at, person, outcome, method, strength, address, device }) => [
        ...[parisTime(at), person?.lastName ?? nobody, person?.firstName ?? '', outcomeWords(outcome, language)],
        ...[method === null ? '' : methodWords(method, language), FACTORS[strength ?? ''] ?? ''],
        ...[address, device ?? unknownDevice],
      ]);
  };
  return csvTable({ columns, end, language }, lines());
}

import type { ActNature, ActState, UnusedBecause } from '../../../../domain/act/registry.ts';
import { type Fate, keptFor, type Retention } from '../../../../domain/archive/retention.ts';
import { parisDay } from '../../../../domain/calendar/civil-date.ts';
import { csvLine, UTF8_MARK } from '../../../../domain/formats/csv.ts';
import type { RegistryRow } from '../../../../prisma/repositories/acts/registry.ts';

type Language = 'fr' | 'en';

interface Words {
  readonly columns: readonly string[];
  readonly natures: Readonly<Record<ActNature, string>>;
  readonly states: Readonly<Record<ActState, string>>;
  readonly because: Readonly<Record<UnusedBecause, string>>;
  readonly fates: Readonly<Record<Fate, string>>;
  /** Of the last line. */
  readonly end: readonly [title: string, counted: (lines: number) => string];
}

const WORDS: Readonly<Record<Language, Words>> = {
  fr: {
    columns: [
      ...['Numéro', 'Nature', 'Objet', 'Matricule', 'Nom', 'Prénom', 'Structure', 'Demande'],
      ...['Réservé le', 'Signé le', 'État', 'Motif', 'Modifié par', 'Depuis le'],
      ...['À conserver jusqu’au (inclus)', 'Sort final'],
    ],
    natures: { arrete: 'Arrêté', decision: 'Décision' },
    states: {
      reserved: 'Réservé',
      'in-force': 'En vigueur',
      corrected: 'Rectifié',
      withdrawn: 'Retiré',
      repealed: 'Abrogé',
      unused: 'Sans acte',
    },
    because: {
      refused: 'Demande refusée',
      withdrawn: 'Demande retirée',
      closed: 'Demande close sans suite',
      replaced: 'Un autre acte a été signé',
    },
    fates: { transfer: 'Verser', destroy: 'Éliminer' },
    end: ['Fin du registre', (lines) => `${lines} ligne${lines > 1 ? 's' : ''}`],
  },
  en: {
    columns: [
      ...['Number', 'Form', 'Title', 'Employee number', 'Last name', 'First name', 'Structure', 'Request'],
      ...['Reserved on', 'Signed on', 'State', 'Reason', 'Changed by', 'Since'],
      ...['Kept until (included)', 'Then'],
    ],
    natures: { arrete: 'Arrêté', decision: 'Decision' },
    states: {
      reserved: 'Reserved',
      'in-force': 'In force',
      corrected: 'Corrected',
      withdrawn: 'Withdrawn',
      repealed: 'Repealed',
      unused: 'No act',
    },
    because: {
      refused: 'Request refused',
      withdrawn: 'Request withdrawn',
      closed: 'Request closed without follow-up',
      replaced: 'Another act was signed',
    },
    fates: { transfer: 'Archives', destroy: 'Destroyed' },
    end: ['End of the registry', (lines) => `${lines} line${lines === 1 ? '' : 's'}`],
  },
};

/**
 * The registry for a spreadsheet, some lines at a time. The last line says how many stand above it: a file without it was cut.
 */
export async function* registryCsv(
  batches: AsyncIterable<readonly RegistryRow[]>,
  language: Language,
  retention: (kind: string) => Retention | null,
): AsyncGenerator<string> {
  const { columns, end } = WORDS[language];
  yield `${UTF8_MARK}${csvLine(columns)}`;
  let count = 0;
  for await (const rows of batches) {
    count += rows.length;
    yield rows.map((row) => lineOf(row, language, retention)).join('');
  }
  const [title, counted] = end;
  yield csvLine([title, counted(count)]);
}

function lineOf(
  { agent, ...row }: RegistryRow,
  language: Language,
  retention: (kind: string) => Retention | null,
): string {
  const { natures, states, because, fates } = WORDS[language];
  const kept = row.signedAt && keptFor(row.signedAt, retention(row.kind));
  return csvLine([
    ...[row.number, natures[row.nature], row.title, row.employeeNumber, agent.lastName, agent.firstName],
    ...[row.structureName, row.request.number, parisDay(row.reservedAt)],
    ...[row.signedAt === null ? '' : parisDay(row.signedAt), states[row.state]],
    row.unusedBecause === null ? '' : because[row.unusedBecause],
    row.touchedBy.map(({ number }) => number).join(' | '),
    row.touchedBy.map(({ since }) => since).join(' | '),
    ...(kept ? [kept.until, fates[kept.fate]] : ['', '']),
  ]);
}

import type { ActNature, ActState, UnusedBecause } from '#domain/act/registry.ts';
import type { DepositState } from '#domain/archive/deposit.ts';
import { type Fate, keptFor, type Retention } from '#domain/archive/retention.ts';
import type { Bilingual } from '#domain/bilingual.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { csvTable } from '#domain/formats/csv.ts';
import type { RegistryRow } from '#prisma/repositories/acts/registry.ts';

type Language = 'fr' | 'en';

interface Words {
  readonly columns: readonly string[];
  readonly natures: Readonly<Record<ActNature, string>>;
  readonly states: Readonly<Record<ActState, string>>;
  readonly because: Readonly<Record<UnusedBecause, string>>;
  readonly fates: Readonly<Record<Fate, string>>;
  readonly deposits: Readonly<Record<DepositState, string>>;
  readonly end: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  fr: {
    columns: [
      ...['Numéro', 'Nature', 'Objet', 'Matricule', 'Nom', 'Prénom', 'Structure', 'Démarche', 'Demande'],
      ...['Réservé le', 'Signé le', 'État', 'Motif', 'Modifié par', 'Depuis le'],
      ...['À conserver jusqu’au (inclus)', 'Sort final', 'Versement', 'Versement, depuis le', 'Éliminé le'],
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
    deposits: { waiting: 'En cours', deposited: 'Déposé', acknowledged: 'Accusé', refused: 'Refusé' },
    end: 'Fin du registre',
  },
  en: {
    columns: [
      ...['Number', 'Form', 'Title', 'Employee number', 'Last name', 'First name', 'Structure', 'Process', 'Request'],
      ...['Reserved on', 'Signed on', 'State', 'Reason', 'Changed by', 'Since'],
      ...['Kept until (included)', 'Then', 'Deposit', 'Deposit, since', 'Eliminated on'],
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
    deposits: { waiting: 'Under way', deposited: 'Deposited', acknowledged: 'Acknowledged', refused: 'Refused' },
    end: 'End of the registry',
  },
};

/** What its rows do not say by themselves: what the kind of a version is called, how long acts of a kind are kept. */
export interface RegistrySources {
  readonly titleOf: (versionId: string) => Promise<Bilingual>;
  readonly retention: (kind: string) => Retention | null;
}

/** The registry for a spreadsheet, some lines at a time. */
export function registryCsv(
  batches: AsyncIterable<readonly RegistryRow[]>,
  language: Language,
  sources: RegistrySources,
): AsyncGenerator<string> {
  const { columns, end } = WORDS[language];
  const lines = async function* () {
    for await (const rows of batches) yield await Promise.all(rows.map((row) => lineOf(row, language, sources)));
  };
  return csvTable({ columns, end, language }, lines());
}

async function lineOf(
  { agent, deposit, eliminatedOn, ...row }: RegistryRow,
  language: Language,
  { titleOf, retention }: RegistrySources,
): Promise<string[]> {
  const { natures, states, because, fates, deposits } = WORDS[language];
  const kept = row.signedAt && eliminatedOn === null && keptFor(row.signedAt, retention(row.kind));
  return [
    ...[row.number, natures[row.nature], row.title, row.employeeNumber, agent.lastName, agent.firstName],
    ...[row.structureName, (await titleOf(row.versionId))[language], row.request.number, parisDay(row.reservedAt)],
    ...[row.signedAt === null ? '' : parisDay(row.signedAt), states[row.state]],
    row.unusedBecause === null ? '' : because[row.unusedBecause],
    row.touchedBy.map(({ number }) => number).join(' | '),
    row.touchedBy.map(({ since }) => since).join(' | '),
    ...(kept ? [kept.until, fates[kept.fate]] : ['', '']),
    ...(deposit === null ? ['', ''] : [deposits[deposit.state], parisDay(new Date(deposit.at))]),
    eliminatedOn ?? '',
  ];
}

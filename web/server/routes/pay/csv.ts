import { parisDay } from '#domain/calendar/civil-date.ts';
import type { CsvTable } from '#domain/formats/csv.ts';
import type { PayPieceView } from '#web/contract/requests/pay.ts';

type Language = 'fr' | 'en';

const WORDS = {
  fr: {
    columns: [
      'Mois',
      'Bordereau',
      'Référence',
      'Matricule',
      'Nom',
      'Prénom',
      'Structure',
      'Décision',
      'Mouvement',
      'Date d’effet',
      'Fin d’effet',
      'Éléments',
      'État',
      'Adressée le',
      'Reprend',
    ],
    movements: {
      'work-time': 'Quotité de travail',
      echelon: 'Échelon',
      'bank-account': 'Coordonnées bancaires',
      allowance: 'Indemnité ou prime',
      leave: 'Congé ou absence',
      other: 'Autre',
    },
    states: { 'to-check': 'À contrôler', checked: 'Contrôlée', sent: 'Adressée' },
    colon: ' : ',
    end: 'Fin de la liste',
  },
  en: {
    columns: [
      'Month',
      'Transmittal',
      'Reference',
      'Employee number',
      'Last name',
      'First name',
      'Structure',
      'Decision',
      'Movement',
      'Effective date',
      'Effective until',
      'Items',
      'State',
      'Sent on',
      'Takes back',
    ],
    movements: {
      'work-time': 'Working time',
      echelon: 'Step',
      'bank-account': 'Bank details',
      allowance: 'Allowance or bonus',
      leave: 'Leave or absence',
      other: 'Other',
    },
    states: { 'to-check': 'To check', checked: 'Checked', sent: 'Sent' },
    colon: ': ',
    end: 'End of the list',
  },
} as const satisfies Record<
  Language,
  {
    columns: readonly string[];
    movements: Record<PayPieceView['movement'], string>;
    states: Record<PayPieceView['state'], string>;
    colon: string;
    end: string;
  }
>;

/** What a table of pay pieces for a spreadsheet begins and ends with, in the words of the screen. */
export function payTable(language: Language): CsvTable {
  const { columns, end } = WORDS[language];
  return { columns, end, language };
}

/** Its line of a piece. */
export function payLine(piece: PayPieceView, language: Language): string[] {
  const { movements, states, colon } = WORDS[language];
  const facts = piece.facts.map(({ label, value, before }) => {
    const change = before === null ? '' : `${before[language]} → `;
    return `${label[language]}${colon}${change}${value[language]}`;
  });
  return [
    piece.month,
    piece.batchNumber ?? '',
    piece.reference,
    piece.agent.employeeNumber,
    piece.agent.lastName,
    piece.agent.firstName,
    piece.structureName,
    piece.title[language],
    movements[piece.movement],
    piece.effectDate,
    piece.effectUntil ?? '',
    facts.join(' | '),
    states[piece.state],
    piece.sentAt === null ? '' : parisDay(new Date(piece.sentAt)),
    piece.takesBack?.reference ?? '',
  ];
}

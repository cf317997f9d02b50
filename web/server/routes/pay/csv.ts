import { parisDay } from '../../../../domain/calendar/civil-date.ts';
import { csvLine, UTF8_MARK } from '../../../../domain/formats/csv.ts';
import type { PayPieceView } from '../../../contract/requests/pay.ts';

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
      'Mouvement',
      'Date d’effet',
      'Fin d’effet',
      'Éléments',
      'Envoyée le',
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
    colon: ' : ',
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
      'Movement',
      'Effective date',
      'Effective until',
      'Items',
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
    colon: ': ',
  },
} as const satisfies Record<
  Language,
  { columns: readonly string[]; movements: Record<PayPieceView['movement'], string>; colon: string }
>;

export const payCsvHead = (language: Language): string => `${UTF8_MARK}${csvLine(WORDS[language].columns)}`;

export function payCsvLines(pieces: readonly PayPieceView[], language: Language): string {
  const { movements, colon } = WORDS[language];
  return pieces
    .map((piece) =>
      csvLine([
        piece.month,
        piece.batchNumber ?? '',
        piece.reference,
        piece.agent.employeeNumber,
        piece.agent.lastName,
        piece.agent.firstName,
        piece.structureName,
        movements[piece.movement],
        piece.effectDate,
        piece.effectUntil ?? '',
        piece.facts.map(({ label, value }) => `${label[language]}${colon}${value[language]}`).join(' | '),
        piece.sentAt === null ? '' : parisDay(new Date(piece.sentAt)),
        piece.takesBack?.reference ?? '',
      ]),
    )
    .join('');
}

import type { CivilDate } from '../calendar/civil-date.ts';
import type { SilenceMeaning } from '../calendar/deadline.ts';
import { longDay } from '../calendar/french-day.ts';
import { printableAnyway } from '../formats/printable.ts';
import type { ClosingOutcome } from './request.ts';

/** A person named by a receipt. */
interface Named {
  readonly firstName: string;
  readonly lastName: string;
}

/** The facts of a request closed without an act, in French words and days of Paris. */
export interface ReceiptFacts {
  readonly ministry: string;
  /** « Congé annuel » */
  readonly kind: string;
  readonly number: string;
  readonly agent: Named & { readonly employeeNumber: string };
  readonly structureName: string;
  readonly filedOn: CivilDate;
  /** The person who filed it for the agent, or entered it from their paper; null: the agent did. */
  readonly filedBy: Named | null;
  readonly onPaper: boolean;
  readonly outcome: 'granted' | 'refused';
  readonly closedOn: CivilDate;
  /** The meaning of the administration's silence, if that is what decided. */
  readonly silence: SilenceMeaning | null;
  /** The decisions of people other than the agent; for a refusal, the refusal. */
  readonly decisions: readonly (Named & {
    readonly step: string;
    readonly quality: string | null;
    readonly on: CivilDate;
    readonly reasons: readonly string[];
  })[];
  /** Changes of the situation, theme by theme; sensitive values by their masks. */
  readonly changes: readonly {
    readonly title: string;
    readonly from: CivilDate;
    readonly until: CivilDate | null;
    readonly values: readonly { readonly label: string; readonly before: string | null; readonly after: string }[];
  }[];
  /**
   * What was asked, and what was recorded at its steps: printed if no change of the situation tells
   * it.
   */
  readonly answers: readonly { readonly label: string; readonly value: string }[];
  /** Ways and time limits of appeal, for a refusal only. */
  readonly appeal: readonly string[];
  readonly demonstration: boolean;
}

/** The page of a receipt, in the order in which it is typeset: each line as it reads. */
export interface ReceiptPage {
  readonly header: string;
  readonly footer: string;
  readonly ministry: string;
  readonly notice: string | null;
  /** « Récépissé », then the kind, then the reference. */
  readonly headings: readonly string[];
  readonly rows: readonly { readonly term: string; readonly lines: readonly string[] }[];
  readonly verification: string;
  readonly document: { readonly title: string; readonly author: string; readonly date: CivilDate };
}

/** How a request ended, as far as its receipt is concerned. */
export interface Ending {
  readonly outcome: ClosingOutcome;
  /** Whether an act of it is sealed. */
  readonly sealed: boolean;
  /**
   * Whether the agent asked for it: they must not learn of what was started for them and refused.
   */
  readonly ofAgent: boolean;
}

/** True if a closed request gets a receipt: it was decided, and no act of its own records it. */
export const isReceipted = <E extends Ending>(ending: E): ending is E & { readonly outcome: 'granted' | 'refused' } =>
  !ending.sealed && (ending.outcome === 'granted' || (ending.outcome === 'refused' && ending.ofAgent));

/** Used if the circuit's texts have no words of their own for its refusals. */
export const APPEAL_OF_REFUSAL = 'Ce refus peut être contesté devant {court} dans un délai de deux mois.';

const NOTICE = 'Démonstration : document sans valeur juridique';

const fullName = ({ firstName, lastName }: Named): string => `${firstName} ${lastName.toLocaleUpperCase('fr')}`;

/** Composes the page of a receipt; nothing else does. */
export function receiptPage(facts: ReceiptFacts): ReceiptPage {
  const { ministry, kind, number, agent, demonstration } = facts;
  const page: ReceiptPage = {
    header: demonstration ? NOTICE.toLocaleUpperCase('fr') : '',
    footer: [ministry, `récépissé de la demande n° ${number}`, demonstration && NOTICE].filter(Boolean).join(' – '),
    ministry: ministry.toLocaleUpperCase('fr'),
    notice: demonstration
      ? `${NOTICE}. Il est scellé par une autorité d’essai et ne crée ni droit ni obligation.`
      : null,
    headings: ['Récépissé', kind, `Référence : demande n° ${number}`],
    rows: [
      { term: 'Agent', lines: [`${fullName(agent)}, matricule ${agent.employeeNumber}`, facts.structureName] },
      { term: 'Demande', lines: [filing(facts)] },
      { term: 'Suite donnée', lines: [ending(facts)] },
      { term: facts.decisions.length > 0 ? 'Décidé par' : 'Décision', lines: deciders(facts) },
      ...row('Motifs du refus', facts.outcome === 'refused' ? facts.decisions.flatMap(({ reasons }) => reasons) : []),
      ...facts.changes.map((change) => ({ term: 'Ce qui change', lines: changed(change) })),
      ...row(
        'Ce qui était demandé',
        facts.changes.length > 0 ? [] : facts.answers.map(({ label, value }) => `${label} : ${value}`),
      ),
      ...row('Voies et délais de recours', facts.outcome === 'refused' ? facts.appeal : []),
    ],
    verification: `Ce récépissé est scellé par le ministère. Il constate la suite donnée à la demande n° ${number} : ce n’est pas un acte, personne ne l’a signé, et il ne porte pas de numéro d’acte.`,
    document: {
      title: `Récépissé – ${kind} – ${agent.firstName} ${agent.lastName}`,
      author: ministry,
      date: facts.closedOn,
    },
  };
  return printableAnyway(page);
}

/** Lists all the lines of a page between its header and its footer, in order. */
export const linesOf = ({ ministry, notice, headings, rows, verification }: ReceiptPage): string[] => [
  ministry,
  ...(notice === null ? [] : [notice]),
  ...headings,
  ...rows.flatMap(({ term, lines }) => [term, ...lines]),
  verification,
];

const row = (term: string, lines: readonly string[]): ReceiptPage['rows'] =>
  lines.length > 0 ? [{ term, lines }] : [];

function filing({ filedOn, filedBy, onPaper }: ReceiptFacts): string {
  const day = longDay(filedOn);
  if (filedBy === null) return `Déposée par l’agent le ${day}.`;
  return onPaper
    ? `Demande de l’agent sur papier, reçue le ${day}, saisie par ${fullName(filedBy)}.`
    : `Engagée pour l’agent par ${fullName(filedBy)} le ${day}.`;
}

function ending({ outcome, silence, closedOn }: ReceiptFacts): string {
  const day = longDay(closedOn);
  if (silence === 'acceptance') return `Acceptée par le silence de l’administration, constaté le ${day}.`;
  if (silence === 'rejection') return `Rejetée par le silence de l’administration, constaté le ${day}.`;
  return `${outcome === 'granted' ? 'Accordée' : 'Refusée'} le ${day}.`;
}

function deciders({ decisions, silence }: ReceiptFacts): string[] {
  if (silence !== null) return ['Personne n’a répondu dans le délai.'];
  if (decisions.length === 0) return ['D’office : la demande n’appelait la décision de personne.'];
  return decisions.map(
    ({ step, quality, on, ...author }) =>
      `${[fullName(author), quality].filter(Boolean).join(', ')}, le ${longDay(on)} (${step}).`,
  );
}

function changed({ title, from, until, values }: ReceiptFacts['changes'][number]): string[] {
  const when = until === null ? `à compter du ${longDay(from)}` : `du ${longDay(from)} au ${longDay(until)} inclus`;
  return [
    `${title}, ${when} :`,
    ...values.map(({ label, before, after }) => {
      const former = before === null || before === after ? '' : ` (auparavant : ${before})`;
      return `${label} : ${after}${former}`;
    }),
  ];
}

import type { Bilingual } from '../../bilingual.ts';
import { type ActDatum, type DatumType, datum, FORMATS } from '../../circuit/words/datum.ts';
import type { FieldType, Theme } from '../../situation/themes/theme.ts';

/** A field of the form that files the request, as the vocabulary needs it. */
export interface AskedField {
  readonly key: string;
  readonly type: string;
  readonly subtype?: string | undefined;
  readonly label: Bilingual;
  readonly sure: boolean;
  /** In French, as acts are. */
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

/** A step where a person decides. */
export interface CitedStep {
  readonly elementId: string;
  readonly name: Bilingual;
}

export interface VocabularySources {
  readonly fields: readonly AskedField[];
  readonly themes: readonly Theme[];
  readonly steps: readonly CitedStep[];
  /** Whether an interview comes before a refusal. */
  readonly interview: boolean;
}

const OF_EVERY_ACT: readonly ActDatum[] = [
  datum('agent.name', 'Nom de l’agent', 'Agent’s name', 'person'),
  datum('agent.firstName', 'Prénom de l’agent', 'Agent’s first name'),
  datum('agent.lastName', 'Nom de famille de l’agent', 'Agent’s last name'),
  datum('agent.grade', 'Grade de l’agent', 'Agent’s grade'),
  datum('agent.rank', 'Grade, corps et échelon de l’agent', 'Agent’s grade, corps and échelon'),
  datum('agent.posting', 'Affectation de l’agent', 'Agent’s posting'),
  datum('agent.number', 'Matricule de l’agent', 'Agent’s number'),
  datum('agent.echelon', 'Échelon de l’agent', 'Agent’s échelon', 'echelon', false),
  datum('agent.agree', 'Mot accordé avec l’agent', 'Word that agrees with the agent', 'agreement'),
  datum('request.filedOn', 'Jour du dépôt', 'Day of filing', 'date'),
  datum('request.number', 'Numéro de la demande', 'Number of the request'),
  datum('act.date', 'Date de signature', 'Date of signature', 'date'),
  datum('act.ministry', 'Ministère', 'Ministry'),
  datum('act.payFraction', 'Fraction du traitement versée', 'Fraction of pay', 'fraction', false),
];

const TYPE_OF_FIELD: Readonly<Partial<Record<FieldType, DatumType>>> = {
  ...{ date: 'date', number: 'number', amount: 'amount', index: 'number', quota: 'quota', echelon: 'echelon' },
  ...{ fraction: 'fraction', boolean: 'boolean' },
};

const OF_COMPONENT: Readonly<Record<string, DatumType>> = {
  ...{ textfield: 'text', textarea: 'text', number: 'number', checkbox: 'boolean', select: 'choice', radio: 'choice' },
  datetime: 'date',
};

/** Lists all that an act of a circuit can name, the most common first. */
export function vocabularyOf({ fields, themes, steps, interview }: VocabularySources): ActDatum[] {
  return [
    ...OF_EVERY_ACT,
    datum('interview.date', 'Date de l’entretien', 'Date of the interview', 'date', interview),
    ...fields.flatMap(({ key, type, subtype, label, sure, choices }): ActDatum[] => {
      const read = type === 'datetime' && subtype !== 'date' ? 'text' : OF_COMPONENT[type];
      if (read === undefined || key === '') return [];
      return [{ path: `form.${key}`, label, type: read, sure, ...(choices.length > 0 && { choices }) }];
    }),
    ...themes.flatMap(ofTheme),
    ...steps.flatMap(({ elementId, name }) => [
      datum(`step.${elementId}.day`, `${name.fr} : jour`, `${name.en}: day`, 'date', false),
      datum(`step.${elementId}.outcome`, `${name.fr} : issue`, `${name.en}: outcome`, 'outcome', false),
    ]),
  ];
}

/** Items of a list have no one value to be named. */
function ofTheme({ name, title, inTime, fields }: Theme): ActDatum[] {
  if (inTime.is === 'list') return [];
  const of = (key: string, label: Bilingual, type: DatumType): ActDatum => ({
    ...datum(`situation.${name}.${key}`, `${title.fr} : ${label.fr}`, `${title.en}: ${label.en}`, type, false),
  });
  return [
    ...fields.map(({ key, type, label, choices = [] }) => {
      const listed = choices.flatMap(({ value, label: said }) =>
        said === undefined ? [] : [{ value: String(value), label: said.fr }],
      );
      const written = listed.length > 0 ? 'choice' : (TYPE_OF_FIELD[type] ?? 'text');
      return { ...of(key, label, written), ...(listed.length > 0 && { choices: listed }) };
    }),
    of('from', { fr: 'depuis', en: 'since' }, 'date'),
    ...(inTime.is === 'dated' ? [of('until', { fr: 'jusqu’à', en: 'until' }, 'date')] : []),
  ];
}

/** Lists the formats that a datum can be written in; a word that agrees has only its own. */
export const formatsOf = ({ type }: ActDatum): readonly string[] => FORMATS[type];

const AGREED = /^[\p{L}][\p{L}’' -]{0,40}$/u;

/** True if a datum can be written in this format. */
export const takesFormat = (one: ActDatum, as: string | null): boolean =>
  one.type === 'agreement' ? as !== null && AGREED.test(as) : as === null || formatsOf(one).includes(as);

import type { ActData } from '../../../domain/act/act.ts';
import { type ActEffect, readActEffects } from '../../../domain/effect/act-effects.ts';
import type { GridColumn } from '../../../domain/situation/grid.ts';
import type { ValueSources } from '../../../domain/situation/read-asked.ts';
import { type FieldType, type Theme, untilKey } from '../../../domain/situation/theme.ts';
import type { Bundle } from '../read/bundle.ts';
import { formsOf } from '../read/forms.ts';
import type { ActTexts } from '../read/texts.ts';
import { readThemes } from '../read/theme.ts';

const SAMPLE_DAY = '2027-03-01';
const SAMPLE_LAST_DAY = '2028-02-29';
const SAMPLE_GRADE = 'Greffière';
const SAMPLE_TEXTS: ActTexts = {
  name: 'Acte',
  title: 'portant [objet de l’acte]',
  appeal: ['[Voies et délais de recours]'],
  ampliations: ['[Service destinataire]'],
};

/**
 * The data a template is tried with: invented people, and one answer for each field that the circuit's forms ask for,
 * so that an analyst sees the act of their own circuit.
 */
export async function sampleAct(bundle: Bundle, template: string, texts: ActTexts | undefined): Promise<ActData> {
  const words = { ...SAMPLE_TEXTS, ...texts };
  const answers = sampleAnswers(bundle);
  const { startDate, endDate, quota } = answers;
  return {
    ministry: 'Ministère de démonstration',
    structure: ['Service des ressources humaines', 'Bureau des carrières'],
    authority: 'La cheffe du bureau des carrières,',
    kind: /^décision\b/i.test(words.name) ? 'Décision' : 'Arrêté',
    title: words.title,
    number: '2027-000042',
    legalReferences: [...(words.legalReferences ?? [])],
    recitals: [],
    articles: [],
    agent: {
      civility: 'Mme',
      firstName: 'Camille',
      lastName: 'Lefèvre',
      grade: SAMPLE_GRADE,
      posting: 'la structure « Tribunal judiciaire de Valmont »',
      number: 'A-000042',
      echelon: 4,
    },
    request: { filedOn: '2027-01-11', number: '2027-000042' },
    ...(startDate !== undefined && endDate !== undefined && { period: { from: SAMPLE_DAY, to: SAMPLE_LAST_DAY } }),
    ...(quota !== undefined && { quota: Number(quota) || 80, payFraction: { numerator: 6, denominator: 7 } }),
    answers,
    situation: Object.fromEntries(
      Object.values(readThemes(bundle).themes).map((theme) => [
        theme.name,
        theme.inTime.is === 'list' ? [sampleValues(theme)] : sampleValues(theme),
      ]),
    ),
    grids: Object.fromEntries((bundle.grids ?? []).map(({ name, columns }) => [name, [sampleRow(columns)]])),
    effects: template === 'act' ? await sampleEffects(bundle, answers) : [],
    ...(template === 'refusal' && {
      interview: { date: '2027-01-18' },
      reasons: {
        law: [
          'qu’aux termes de l’article [à compléter], la demande est accordée sous réserve des nécessités du service',
        ],
        fact: ['que [faits propres à la demande]'],
      },
    }),
    author: {
      firstName: 'Hélène',
      lastName: 'Marchand',
      quality: 'La cheffe du bureau des carrières',
      service: 'Bureau des carrières',
      byDelegationOf: {
        quality: 'le ministre',
        reference: 'Décision du 4 janvier 2027 portant délégation de signature',
      },
    },
    place: 'Valmont',
    date: '2027-02-01',
    appeal: [...words.appeal],
    ampliations: [...words.ampliations],
    verification: {
      text: 'Essai d’un modèle d’acte : ce document n’est pas un acte.',
      url: 'https://harmonie.example/verifier',
    },
    demonstration: true,
  };
}

/**
 * What an act of the circuit would say that it changes, of what can be read off the sample: of the themes that it names, since its
 * diagram may not be a circuit yet.
 */
async function sampleEffects(bundle: Bundle, answers: Readonly<Record<string, unknown>>): Promise<ActEffect[]> {
  const { themes } = readThemes(bundle);
  const sources: ValueSources = {
    gradeOn: async () => SAMPLE_GRADE,
    fromGrid: async ({ type, label }) => SAMPLE_VALUES[type] ?? `[${label.fr}]`,
    payMonth: SAMPLE_DAY.slice(0, 7),
    today: SAMPLE_DAY,
  };
  const read = await Promise.all(
    Object.values(themes).map((theme) =>
      readActEffects([theme], { data: { ...answers, ...sampleOf(theme, answers) }, ...sources }),
    ),
  );
  return read.flatMap((one) => ('effects' in one ? one.effects : []));
}

/** What the sample says that stands of a theme. */
const sampleValues = ({ inTime, fields }: Theme): Record<string, string | number> => ({
  ...Object.fromEntries(
    fields.map(({ key, type, label, choices = [] }) => [
      key,
      choices[0]?.value ?? SAMPLE_VALUES[type] ?? `[${label.fr}]`,
    ]),
  ),
  from: SAMPLE_DAY,
  ...(untilKey(inTime) !== undefined && { until: SAMPLE_LAST_DAY }),
});

const SAMPLE_VALUES: Readonly<Partial<Record<FieldType, string | number>>> = {
  ...{ number: 2, amount: 100, echelon: 4, index: 400, quota: 80 },
  ...{ date: SAMPLE_DAY, month: SAMPLE_DAY.slice(0, 7), fraction: '6/7', grade: SAMPLE_GRADE },
};

/** A row of a reference grid. */
const sampleRow = (columns: readonly GridColumn[]): Record<string, string | number> =>
  Object.fromEntries(columns.map(({ key, type, label }) => [key, SAMPLE_VALUES[type] ?? `[${label.fr}]`]));

/** What the sample answers of a theme, where the form's own would say nothing of the kind: its last day, one of its choices. */
function sampleOf({ inTime, fields }: Theme, answers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const chosen = fields.flatMap(({ key, choices = [] }) =>
    choices.length === 0 || choices.some(({ value }) => String(value) === String(answers[key]))
      ? []
      : [[key, choices[0]?.value]],
  );
  return { ...Object.fromEntries(chosen), ...(inTime.is === 'dated' && { [inTime.until]: SAMPLE_LAST_DAY }) };
}

/** One answer for each component that holds a single value. */
function sampleAnswers(bundle: Bundle): Record<string, string | number | boolean> {
  const answers: Record<string, string | number | boolean> = {};
  for (const { content } of formsOf(bundle)) {
    for (const { key, type, label, options } of content.components) {
      if (key === '' || key in answers) continue;
      if (type === 'number') answers[key] = 2;
      else if (type === 'checkbox') answers[key] = true;
      else if (type === 'datetime') answers[key] = SAMPLE_DAY;
      else if (type === 'select' || type === 'radio') answers[key] = options[0] ?? label;
      else if (type === 'textfield' || type === 'textarea') answers[key] = `[${label || key}]`;
    }
  }
  return answers;
}

import type { ActData } from '../../../domain/act/act.ts';
import { type Bundle, textOf } from '../read/bundle.ts';
import { readForm } from '../read/form.ts';
import type { ActTexts } from '../read/texts.ts';

const SAMPLE_DAY = '2027-03-01';
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
export function sampleAct(bundle: Bundle, template: string, texts: ActTexts | undefined): ActData {
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
      grade: 'Greffière',
      posting: 'la structure « Tribunal judiciaire de Valmont »',
      number: 'A-000042',
      echelon: 4,
    },
    request: { filedOn: '2027-01-11', number: '2027-000042' },
    ...(startDate !== undefined && endDate !== undefined && { period: { from: SAMPLE_DAY, to: '2028-02-29' } }),
    ...(quota !== undefined && { quota: Number(quota) || 80, payFraction: { numerator: 6, denominator: 7 } }),
    answers,
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

/** One answer for each component that holds a single value. */
function sampleAnswers(bundle: Bundle): Record<string, string | number | boolean> {
  const answers: Record<string, string | number | boolean> = {};
  for (const { path } of bundle.files.filter((file) => file.path.endsWith('.form'))) {
    for (const { key, type, label, options } of readForm(textOf(bundle, path) ?? '')?.components ?? []) {
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

import QRCode from 'qrcode';
import type { ActData } from '#domain/act/act.ts';
import { actKind } from '#domain/act/frame.ts';
import type { PowerUsed } from '#domain/act/legal/power.ts';
import { isDay, PARIS } from '#domain/calendar/civil-date.ts';
import { type Outline, outlineOf } from '#domain/circuit/outline.ts';
import { type ActEffect, readActEffects } from '#domain/effect/act-effects.ts';
import { DECISIONS } from '#domain/request/contest.ts';
import { gridsIn } from '#domain/situation/grids/grid.ts';
import type { ValueSources } from '#domain/situation/read-asked.ts';
import { type Theme, themeNamed, untilKey } from '#domain/situation/themes/theme.ts';
import { actPage } from '../../acts/act-page.ts';
import { actContent, type CitedDecision } from '../../acts/content.ts';
import { type Bundle, textOf } from '../read/bundle.ts';
import { formsOf } from '../read/forms.ts';
import type { ActTexts } from '../read/texts.ts';
import { readThemes } from '../read/theme.ts';
import {
  type Extent,
  SAMPLE_DAY,
  SAMPLE_GRADE,
  SAMPLE_LAST_DAY,
  sampleAnswers,
  sampleGrids,
  sampleOf,
  sampleOfType,
  samplePerson,
  sampleStands,
} from './sample-values.ts';

const NUMBER = '2027-000042';
const ACT_NUMBER = { Arrêté: '2027-TJ-VALMONT-A-000042', Décision: '2027-TJ-VALMONT-D-000042' } as const;
const FILED_AT = new Date('2027-01-11T09:00:00Z');
const DECIDED_AT = new Date('2027-01-18T09:00:00Z');
const SIGNED_ON = '2027-02-01';
const INTERVIEW_ON = '2027-01-18';
/** The one that is contested, or that a later act touches, where the form asks which. */
const EARLIER_ACT = { number: '2026-TJ-VALMONT-A-000017', act: 'Arrêté', decidedOn: '2026-12-01' };
const ADDRESS = 'https://harmonie.example/verifier/ESSAI';
const TRIAL = 'Essai d’un modèle d’acte : ce document n’est pas un acte.';

const SAMPLE_POWER: PowerUsed = {
  powerReference:
    'le décret n° 2005-850 du 27 juillet 2005 relatif aux délégations de signature des membres du Gouvernement, notamment son article 1er',
  inNameOf: 'le ministre de démonstration',
  appointment: {
    reference: 'le décret du 24 août 2023 portant nomination de la directrice des services judiciaires',
    ...{ signedOn: '2023-08-24', publishedOn: '2023-08-26', effectiveOn: '2023-09-01' },
  },
  delegation: null,
};

const SAMPLE_TEXTS: ActTexts = {
  name: 'Acte',
  title: 'portant [objet de l’acte]',
  appeal: ['[Voies et délais de recours]'],
  ampliations: ['[Service destinataire]'],
};

let qrSvg: Promise<string> | undefined;

/**
 * An act of a circuit as it would be of an invented request: what is known is made up, the page is made of it as of any other
 * (`actContent`, `actPage`), so that what an analyst sees is what a signer is shown.
 * @param source the template, for the grids that it names
 */
export async function sampleAct(
  bundle: Bundle,
  { template, source, texts }: { template: string; source: string; texts: ActTexts | undefined },
  extent: Extent = 'full',
): Promise<ActData> {
  const outline = outlineOf(bundle.kind, (path) => textOf(bundle, path));
  const themes = Object.values(readThemes(bundle).themes);
  const changed = changedBy(outline, themes);
  const asked = componentsOf(bundle, outline);
  const answers = sampleAnswers(asked, extent);
  const data = { ...answers, ...daysWorkedOut(changed, answers) };
  const stands = extent === 'full' ? sampleStands(themes) : [];
  const isRefusal = template === 'refusal';
  qrSvg ??= QRCode.toString(ADDRESS, { type: 'svg', margin: 0 });
  const made = actContent({
    request: {
      ...{ number: NUMBER, data, filedAt: FILED_AT, clock: PARIS },
      decisions: decisionsOf(outline, isRefusal, extent),
      ...(asked.some(({ from }) => from === DECISIONS) && { contests: EARLIER_ACT }),
      pieces: asked.filter(({ type }) => extent === 'full' && type === 'filepicker'),
    },
    agent: {
      firstName: 'Camille',
      lastName: 'Lefèvre',
      employeeNumber: 'A-000042',
      posting: { grade: SAMPLE_GRADE, structure: { name: 'Tribunal judiciaire de Valmont' } },
    },
    situation: extent === 'full' ? [...stands, samplePerson()] : [],
    stands,
    ministry: 'Ministère de démonstration',
    texts: { ...SAMPLE_TEXTS, ...texts },
    template: isRefusal ? 'refusal' : 'act',
    payFraction: givesFraction(bundle) ? '6/7' : null,
    demonstration: true,
  });
  if ('missing' in made) throw new Error(`the sample lacks ${made.missing.join(', ')}`);
  return actPage({
    content: made.content,
    number: ACT_NUMBER[actKind(made.content)],
    verification: { text: TRIAL, url: ADDRESS, qrSvg: await qrSvg },
    signer: {
      firstName: 'Hélène',
      lastName: 'Marchand',
      posting: {
        quality: 'directrice des services judiciaires',
        structure: { name: 'Direction des services judiciaires', city: 'Valmont' },
      },
    },
    power: extent === 'full' ? SAMPLE_POWER : { delegation: null },
    services: ['Direction des services judiciaires'],
    day: SIGNED_ON,
    effects: template === 'act' ? await effectsOf(changed, data) : [],
    changed,
    grids: sampleGrids(bundle, gridsIn(source)),
    court: extent === 'full' ? 'tribunal administratif de Melun' : null,
  });
}

/** The days of what changes that the form works out: of these a sample says as much as of those that are asked for. */
const daysWorkedOut = (
  changed: readonly Theme[],
  answers: Readonly<Record<string, unknown>>,
): Record<string, unknown> =>
  Object.fromEntries(
    changed.flatMap(({ inTime }) =>
      [[inTime.from ?? '', SAMPLE_DAY] as const, [untilKey(inTime) ?? '', SAMPLE_LAST_DAY] as const].filter(
        ([key]) => key in answers && !isDay(answers[key]),
      ),
    ),
  );

/** Of the form that files the request; of all of them while the start names none. */
function componentsOf(bundle: Bundle, { startForm }: Outline) {
  const forms = formsOf(bundle);
  const start = forms.filter(({ content }) => content.id === startForm);
  return (start.length > 0 ? start : forms).flatMap(({ content }) => content.components);
}

/** The themes that the circuit changes; all that it names while no step says which. */
function changedBy({ changes }: Outline, themes: readonly Theme[]): readonly Theme[] {
  const byName = Object.fromEntries(themes.map((theme) => [theme.name, theme]));
  const changed = changes.flatMap((name) => themeNamed(byName, name) ?? []);
  return changed.length > 0 ? changed : themes;
}

/** Whether something in the circuit computes the fraction of pay that acts may print. */
const givesFraction = ({ files }: Bundle): boolean =>
  files.some(({ path, content }) => path.endsWith('.bpmn') && Buffer.from(content).includes('target="payFraction"'));

/** What each kind of decision comes to where everything goes well, the agent's answers apart; who signs decides last. */
const FAVOURABLE: Readonly<Record<string, string>> = { opinion: 'favorable', visa: 'approved', check: 'confirmed' };

/**
 * Makes everybody agree, at the steps that the circuit has; before a refusal, gives the reasons of
 * the person who refuses.
 */
function decisionsOf({ steps, refusalInterview }: Outline, isRefusal: boolean, extent: Extent): CitedDecision[] {
  const none = { reasonLaw: null, reasonFact: null, interviewOn: null, decidedAt: DECIDED_AT };
  const agreed = steps.flatMap(({ elementId, role, decision, offers }) => {
    const outcome = decision === 'answer' ? offers?.[0] : FAVOURABLE[decision];
    return outcome === undefined || extent === 'least'
      ? []
      : [{ place: elementId, role, kind: decision, outcome, ...none }];
  });
  if (!isRefusal) return agreed;
  return [
    ...agreed,
    {
      ...none,
      place: steps.find(({ decision }) => decision === 'signature')?.elementId ?? 'signature',
      ...{ role: 'signataire', kind: 'signature', outcome: 'refused' },
      reasonLaw:
        'qu’aux termes de l’article [à compléter], la demande est accordée sous réserve des nécessités du service',
      reasonFact: 'que [faits propres à la demande]',
      interviewOn: refusalInterview ? INTERVIEW_ON : null,
    },
  ];
}

/** What an act of the circuit would say that it changes, of what can be read off the sample. */
async function effectsOf(changed: readonly Theme[], answers: Readonly<Record<string, unknown>>): Promise<ActEffect[]> {
  const sources: ValueSources = {
    gradeOn: async () => SAMPLE_GRADE,
    placesOver: async () => [],
    fromGrid: async ({ type, label }) => sampleOfType(type, label),
    payMonth: SAMPLE_DAY.slice(0, 7),
    today: SAMPLE_DAY,
  };
  const read = await Promise.all(
    changed.map((theme) => readActEffects([theme], { data: { ...answers, ...sampleOf(theme, answers) }, ...sources })),
  );
  return read.flatMap((one) => ('effects' in one ? one.effects : []));
}

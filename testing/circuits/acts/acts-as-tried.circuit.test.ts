import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FormSchema } from '#application/forms/schema.ts';
import type { ActData } from '#domain/act/act.ts';
import { actFrame } from '#domain/act/frame.ts';
import { dayAfter, isDay, parisDay } from '#domain/calendar/civil-date.ts';
import type { Template } from '#domain/decision/decision.ts';
import type { SeedPerson } from '#prisma/seed/ministry.ts';
import { aPerson, takenOver } from '#prisma/testing/builders.ts';
import { drawnFrom } from '#workers/acts/act-source.ts';
import { readAct } from '#workers/circuits/read/acts.ts';
import { type Bundle, readBundles, textOf } from '#workers/circuits/read/bundle.ts';
import { readTexts } from '#workers/circuits/read/texts.ts';
import { sampleAct } from '#workers/circuits/sample/sample-act.ts';
import type { Extent } from '#workers/circuits/sample/sample-values.ts';
import type { WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';
import { type Actors, openPlay } from '#workers/testing/play.ts';
import { aSampleAct } from '#workers/typst/sample-act.ts';
import { fillForm } from '../../every-kind/answers.ts';
import { AGENTS } from '../../every-kind/people.ts';
import { halfYear } from '../../periods.ts';
import { PROCESSES } from '../../shipped-circuits.ts';

let bench: WorkerBench;
let cast: Cast;
let people: Actors;
/** Who gives a second opinion, whatever the kind. */
let adviser: string;
const bundles = await readBundles(PROCESSES);

beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  const value = { civilite: 'M.', nomUsage: 'Martin' };
  await takenOver(bench.db.asOwner, cast.agent, { theme: 'identite', value });
  adviser = await aPerson('Rose')
    .postedIn(cast.office)
    .holding('referent-deontologue', cast.office)
    .holding('administration-accueil', cast.office)
    .make(bench.db.database);
  for (const { theme, value } of Object.values(ENDED))
    await takenOver(bench.db.asOwner, cast.agent, { theme, value, ...STANDING });
  const power = [cast.signer, 'le décret du 27 juillet 2005', 'le ministre de démonstration'];
  await bench.db.asOwner(
    `update habilitation set power_reference = $2, in_name_of = $3 where person_id = $1 and by_right`,
    power,
  );
  await bench.start();
});
afterAll(() => bench?.close());

const [AGENT] = AGENTS.map(({ person }) => person);

const REASONS = { reasonLaw: 'qu’aux termes de la loi', reasonFact: 'que le service manque de bras' };
const SERVICE = { lieu: 'domicile', plages: 'mardi et jeudi', fonctions: 'rédaction des décisions' };

/** How a request of a kind comes to be signed, the way that a person would. */
interface Played {
  readonly file: () => Promise<string>;
  readonly review: (requestId: string) => Promise<unknown>;
  readonly interview: boolean;
}

let turn = 0;
/** Those that ask for more than their form and their diagram say. */
const KINDS: Record<string, Played> = {
  'temps-partiel-sur-autorisation': {
    interview: true,
    file: () => people.file(),
    review: async (requestId) => {
      await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
      await people.at(requestId, 'visa', cast.checker, 'approved');
    },
  },
  teletravail: {
    interview: true,
    file: () => people.file({ ...halfYear(turn++), jours: '2', ...SERVICE }, { kind: 'teletravail' }),
    review: (requestId) => people.at(requestId, 'avis-superieur', cast.superior, 'favorable'),
  },
  'temps-partiel-de-droit': {
    interview: false,
    // After those of the other part-time.
    file: () =>
      people.file({ ...halfYear(8 + turn++), motif: 'enfant', quota: '80' }, { kind: 'temps-partiel-de-droit' }),
    review: (requestId) => people.at(requestId, 'visa', cast.manager, 'approved'),
  },
  'avancement-echelon': {
    interview: false,
    file: () => {
      const effectDate = dayAfter(parisDay(new Date()), { months: 3 });
      const answers = { basis: 'seniority', effectDate, echelon: 7, index: 435 };
      return people.file(answers, { kind: 'avancement-echelon', filedById: cast.manager });
    },
    review: (requestId) => people.at(requestId, 'visa', cast.checker, 'approved'),
  },
};

/** Contests what was applied at once, which nobody decided: whoever signs may answer. */
KINDS.recours = {
  interview: false,
  file: async () => {
    const phone = `+3314276${1000 + turn++}`;
    const contested = await people.file({ phone, personalEmail: '' }, { kind: 'telephone-courriel' });
    await people.closed(contested);
    const asked = { nature: 'gracieux', grounds: 'La décision repose sur une erreur.', wanted: 'La corriger.' };
    return people.file({ contested, ...asked }, { kind: 'recours' });
  },
  review: (requestId) => people.at(requestId, 'visa', cast.checker, 'approved'),
};

/** Stands for the agent from the beginning: what is ended before its last day, once for each act. */
const ENDED = {
  'reprise-temps-plein': {
    theme: 'temps-de-travail',
    value: { quota: 80, payFraction: '6/7' },
    asked: { quota: '80' },
  },
  reintegration: { theme: 'position', value: { position: 'disponibilite' }, asked: { position: 'disponibilite' } },
} as const;
const STANDING = { from: '2026-01-01', until: dayAfter(parisDay(new Date()), { months: 1 }) } as const;
for (const [kind, { asked }] of Object.entries(ENDED))
  KINDS[kind] = {
    interview: false,
    file: () => {
      const returnDate = STANDING.until;
      const days = { startDate: STANDING.from, returnDate, endDate: dayAfter(returnDate, { days: -1 }) };
      return people.file({ ...asked, ...days }, { kind });
    },
    review: (requestId) => people.at(requestId, 'visa', cast.manager, 'approved'),
  };

let signed: Promise<string> | undefined;
/** A request whose act is signed, for those that touch one. */
function signedAct(): Promise<string> {
  signed ??= (async () => {
    const requestId = await people.file();
    await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
    await people.at(requestId, 'visa', cast.checker, 'approved');
    await people.sign(requestId, 'signature-arrete');
    await people.closed(requestId);
    return requestId;
  })();
  return signed;
}

let later = 0;
/** But those filed in a campaign, whose acts wait for its results (workers/outbox/requests/tell-result.circuit.test.ts). */
const withActs = bundles.filter(
  (bundle) =>
    bundle.files.some(({ path }) => /^(?:act|refusal)\./.test(path)) &&
    !textOf(bundle, `${bundle.kind}.bpmn`)?.includes('name="campaign" value='),
);
/** Of the others, by their form, filled in by itself, and by who reviews it in their diagram. */
const BY_ITSELF: Readonly<Record<string, Played>> = Object.fromEntries(
  withActs.filter(({ kind }) => KINDS[kind] === undefined).map((bundle) => [bundle.kind, byItself(bundle)]),
);

function byItself(bundle: Bundle): Played {
  const { kind } = bundle;
  const diagram = textOf(bundle, `${kind}.bpmn`) ?? '';
  const form = JSON.parse(textOf(bundle, 'demande.form') ?? '') as FormSchema;
  const isStarted = diagram.includes('name="startedBy" value="gestionnaire"');
  return {
    interview: false,
    file: async () => {
      // Later than all that others asked for: periods do not meet.
      const by = { months: 60 + 13 * later++ };
      const said = diagram.includes('name="laterAct"') ? { contested: await signedAct() } : {};
      const filled = Object.entries(fillForm(form, AGENT as SeedPerson, said).typed).map(([key, value]) => [
        key,
        isDay(value) ? dayAfter(value, by) : value,
      ]);
      return people.file(Object.fromEntries(filled), { kind, ...(isStarted && { filedById: cast.manager }) });
    },
    review: async (requestId) => {
      if (diagram.includes('target="opinionTo"'))
        await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
      if (diagram.includes('target="observationsMessage"'))
        await people.at(requestId, 'observations', cast.agent, 'answered', { reason: 'Il est régulier.' });
      if (isStarted || diagram.includes('target="visaRole"'))
        await people.at(requestId, 'visa', isStarted ? cast.checker : cast.manager, 'approved');
      // Where a table says whether it is asked, the first choices of the form raise no doubt.
      if (diagram.includes('target="secondOpinionRole"') && !diagram.includes('target="secondOpinionAsked"'))
        await people.at(requestId, 'second-avis', adviser, 'favorable');
    },
  };
}

/** What a signer is shown of one request: of the act and, once they refused to sign it, of the act of refusal. */
async function shownOf(kind: string): Promise<Record<Template, ActData>> {
  const play = KINDS[kind] ?? BY_ITSELF[kind];
  if (play === undefined) throw new Error(`nobody says how ${kind} is played`);
  const requestId = await play.file();
  await play.review(requestId);
  const granting = await people.taskAt(requestId, 'signature-arrete');
  const act = await previewed(granting.key);
  const interview = play.interview ? { interviewOn: parisDay(new Date()) } : {};
  await people.decide(granting.key, cast.signer, 'refused', { ...REASONS, ...interview });
  const refusing = await people.taskAt(requestId, 'signature-refus');
  return { act, refusal: await previewed(refusing.key) };
}

async function previewed(taskKey: string): Promise<ActData> {
  expect(await people.preview(taskKey, cast.signer)).toHaveProperty('sha256');
  const preview = await bench.db.database.prisma.actPreview.findFirstOrThrow({ where: { taskKey } });
  return preview.content as unknown as ActData;
}

/** Of each kind, from the request that its first page is asked of. */
const pages = new Map<string, ReturnType<typeof shownOf>>();

async function shown(kind: string, template: Template): Promise<ActData> {
  const both = pages.get(kind) ?? shownOf(kind);
  pages.set(kind, both);
  return (await both)[template];
}

/** What an analyst is shown of the same circuit. */
async function tried(kind: string, template: Template, extent: Extent): Promise<ActData> {
  const bundle = bundles.find((one) => one.kind === kind);
  if (bundle === undefined) throw new Error(`no kind ${kind} is shipped`);
  const texts = readTexts(textOf(bundle, 'texts.fr.json'), 'texts.fr.json').acts?.[template];
  const act = readAct(bundle, template);
  if (act === undefined || 'reason' in act) throw new Error(`${kind} has no act « ${template} »`);
  const source = 'typst' in act ? act.typst : '';
  const drawn = await drawnFrom(act, await sampleAct(bundle, { template, source, texts }, extent), {
    renderer: bench.context.trialRenderer,
  });
  if ('missing' in drawn) throw new Error(drawn.missing.join());
  return drawn.data;
}

/** Every mention of an act, by its way and by what it is: « agent.civility: string ». */
function mentionsOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => mentionsOf(one, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [`${path}: ${typeof value}`];
  return Object.entries(value).flatMap(([key, one]) => mentionsOf(one, path === '' ? key : `${path}.${key}`));
}

/** The mentions of one that the other has not. */
const beyond = (one: ActData, other: ActData): string[] => {
  const known = new Set(mentionsOf(other));
  return [...new Set(mentionsOf(one))].filter((mention) => !known.has(mention));
};
/** The mentions that the portal draws around the text; what comes first of the visas hangs on what each cites. */
const frameOf = (data: ActData) =>
  [...new Set([...actFrame(data).head, ...actFrame(data).tail].map(({ mention }) => mention))].sort();

/** What a page says beside its mentions, wherever a sample of it does. */
const SAID: Readonly<Record<string, RegExp>> = {
  'why it bears no handwritten signature': /L\. 212-2, 2°/,
  'that a court can be reached online': /Télérecours citoyens/,
  'the court': /tribunal administratif/,
  'for whom it is signed': /Pour le ministre\b.* et par délégation,/,
};
/** Where an administrative appeal may be made; what answers one may be brought to a court alone. */
const OF_APPEALS = /recours gracieux/;
const INTERRUPTED = /Un recours administratif formé dans ce délai l’interrompt/;
/** Whoever signs at the head of the ministry has no service below it. */
const NOT_HERE = ['services'];

/** All that a page says around its text. */
const wordsOf = (data: ActData): string =>
  [...actFrame(data).head, ...actFrame(data).tail].map(({ text }) => text.replaceAll('\u00a0', ' ')).join('\n');

const sample = await aSampleAct({ visas: ['le code général de la fonction publique'] });

/** A live page bears what the sample of an act does: each mention, and each thing that these must say. */
function bearsAllOfTheSample(live: ActData): void {
  const unsaid = (live.effects ?? []).length > 0 ? [] : ['effectsOf', 'effects'];
  const wanted = frameOf(sample).filter((mention) => ![...NOT_HERE, ...unsaid].includes(mention));
  expect(frameOf(live)).toEqual(wanted);
  for (const [what, words] of Object.entries(SAID))
    for (const page of [sample, live]) expect([what, words.test(wordsOf(page))]).toEqual([what, true]);
  for (const page of [sample, live]) if (OF_APPEALS.test(wordsOf(page))) expect(wordsOf(page)).toMatch(INTERRUPTED);
  for (const opinion of live.legalReferences.filter((reference) => reference.startsWith('l’avis')))
    expect(opinion).toMatch(/^l’avis (?:favorable|réservé|défavorable) d/);
  for (const reason of [...(live.reasons?.law ?? []), ...(live.reasons?.fact ?? [])])
    expect(reason).toMatch(/^(?:que |qu’|le motif suivant : )/);
}

test('every shipped kind that has acts is compared', () => {
  expect(withActs.map(({ kind }) => kind).sort()).toEqual([...Object.keys(KINDS), ...Object.keys(BY_ITSELF)].sort());
});

describe.each(withActs.flatMap(({ kind }) => [[kind, 'act'] as const, [kind, 'refusal'] as const]))(
  'what is shown of %s, %s',
  (kind, template) => {
    test('mention for mention, it is what an analyst was shown of the template', async () => {
      const [live, full, least] = await Promise.all([
        shown(kind, template),
        tried(kind, template, 'full'),
        tried(kind, template, 'least'),
      ]);
      expect(beyond(live, full)).toEqual([]);
      // Whoever signs at the head of the ministry has no service below it.
      expect(beyond(least, live)).toEqual(['structure[]: string']);
      expect(live.agent.civility).toBe('M.');
      expect(frameOf(full).filter((mention) => frameOf(live).includes(mention))).toEqual(frameOf(live));
      expect(live.author.quality).toMatch(/^\p{Lu}/u);
      bearsAllOfTheSample(live);
    });
  },
);

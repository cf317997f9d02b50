import { dayAfter } from '#domain/calendar/civil-date.ts';
import { DraftView } from '#web/contract/requests/drafts.ts';
import { RequestView } from '#web/contract/requests/requests.ts';
import type { PortalSession } from '../portal/session.ts';
import { decide, eventually, file, sealedAct, sign, startAct, taskOn } from '../portal/story.ts';
import type { OneTimeCodes } from '../portal/totp.ts';
import { attachment } from './attachment.ts';
import type { StoryName } from './names.ts';

/** Who plays: a session per first name, opened on first use, and the signatory's codes. */
export interface Players {
  as(firstName: string): Promise<PortalSession>;
  readonly codes: OneTimeCodes;
}

const KIND = 'temps-partiel-sur-autorisation';

const ADVANCEMENT = 'avancement-echelon';

/** The first of the month, so many months from now. */
function firstDay(months: number): string {
  const date = new Date();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 10);
}

const advancement = (months: number, echelon: number, index: number) => ({
  basis: 'seniority',
  effectDate: firstDay(months),
  echelon,
  index,
});

interface Asked {
  /** In how many months it begins, on the first of one. */
  readonly months: number;
  /** How many months it lasts: a year by default. */
  readonly lasts?: number;
  readonly quota: string;
  readonly reasonKind: string;
  readonly reason: string;
}

/** A part-time; those of one agent follow each other. */
const request = async (agent: PortalSession, { months, lasts = 12, ...answers }: Asked) => {
  const period = { startDate: firstDay(months), endDate: dayAfter(firstDay(months + lasts), { days: -1 }) };
  return file(agent, KIND, { ...period, ...answers }, await attachment('Justificatif'));
};

/**
 * One request at each stage, made through the portal as people would. A story is played once, in full. Claire works at 80 %
 * for a year, and asks for what follows; the others ask for theirs.
 */
export const STORIES: Readonly<Record<StoryName, (players: Players) => Promise<void>>> = {
  'signed act': async ({ as, codes }) => {
    const agent = await as('claire');
    const { id } = await request(agent, {
      months: 3,
      quota: '80',
      reasonKind: 'child',
      reason: 'Présence auprès de mon enfant le mercredi ; organisation vue avec le service.',
    });
    await decide(await as('paul'), await taskOn(await as('paul'), id, 'opinion'), { outcome: 'favorable' });
    await decide(await as('victor'), await taskOn(await as('victor'), id, 'visa'), { outcome: 'approved' });
    await sign(await as('helene'), await taskOn(await as('helene'), id, 'signature'), codes);
    await sealedAct(agent, id);
  },
  'waiting for an opinion': async ({ as }) => {
    await request(await as('claire'), {
      months: 15,
      lasts: 6,
      quota: '90',
      reasonKind: 'training',
      reason: 'Après ma période à 80 % : préparation d’un concours interne, le vendredi après-midi libéré.',
    });
  },
  'waiting for a visa': async ({ as }) => {
    const { id } = await request(await as('lea'), {
      months: 4,
      quota: '60',
      reasonKind: 'relative',
      reason: 'Accompagnement d’un parent ; lundi et mardi non travaillés.',
    });
    const reason = 'Avis réservé : la période coïncide avec le renfort du greffe, à réexaminer en juin.';
    const chief = await as('olivier');
    await decide(chief, await taskOn(chief, id, 'opinion'), { outcome: 'reserved', reason });
  },
  'complement asked': async ({ as }) => {
    const { id } = await request(await as('claire'), {
      months: 21,
      lasts: 6,
      quota: '50',
      reasonKind: 'business',
      reason: 'Création d’une activité de conseil, à mi-temps, à la suite de ma préparation.',
    });
    await decide(await as('paul'), await taskOn(await as('paul'), id, 'opinion'), { outcome: 'favorable' });
    const reason = 'Merci de joindre le récépissé de déclaration de l’activité.';
    await decide(await as('victor'), await taskOn(await as('victor'), id, 'visa'), { outcome: 'complement', reason });
  },
  'waiting for a signature': async ({ as }) => {
    const { id } = await request(await as('nadia'), {
      months: 7,
      quota: '70',
      reasonKind: 'other',
      reason: 'Convenances personnelles ; mercredi et vendredi après-midi non travaillés.',
    });
    const chief = await as('olivier');
    await decide(chief, await taskOn(chief, id, 'opinion'), { outcome: 'favorable' });
    await decide(await as('victor'), await taskOn(await as('victor'), id, 'visa'), { outcome: 'approved' });
  },
  withdrawn: async ({ as }) => {
    const agent = await as('lea');
    const { id } = await request(agent, {
      months: 16,
      quota: '80',
      reasonKind: 'child',
      reason: 'Garde alternée, mercredi non travaillé.',
    });
    // Once somebody holds it: they are told.
    await eventually(
      'somebody who holds the request',
      async () => (await agent.get(`/api/requests/${id}`, RequestView)).hands.length > 0 || undefined,
    );
    await agent.post(`/api/requests/${id}/withdrawal`, { reason: 'Autre organisation trouvée.' });
  },
  'elsewhere in the ministry': async ({ as }) => {
    await request(await as('hugo'), {
      months: 5,
      quota: '80',
      reasonKind: 'child',
      reason: 'Présence auprès de mon enfant le mercredi.',
    });
  },
  'an advancement signed': async ({ as, codes }) => {
    const { id } = await startAct(await as('nadia'), ADVANCEMENT, 'D10001', advancement(0, 7, 435));
    await decide(await as('victor'), await taskOn(await as('victor'), id, 'visa'), { outcome: 'approved' });
    await sign(await as('helene'), await taskOn(await as('helene'), id, 'signature'), codes);
    await sealedAct(await as('nadia'), id);
  },
  'an advancement waiting for a visa': async ({ as }) => {
    await startAct(await as('nadia'), ADVANCEMENT, 'D10023', advancement(1, 4, 378));
  },
  'a draft left for later': async ({ as }) => {
    const agent = await as('claire');
    const draft = await agent.post('/api/drafts', { kind: KIND }, DraftView);
    const data = { quota: '80', reasonKind: 'child', reason: 'À compléter avec les dates.' };
    await agent.post(`/api/drafts/${draft.id}`, { data, revision: draft.revision }, undefined, 'PUT');
  },
};

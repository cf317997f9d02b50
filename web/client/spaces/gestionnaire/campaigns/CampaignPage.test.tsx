import { describe, expect, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { MeProvider } from '#web/client/app/me.tsx';
import { SpaceContext } from '#web/client/app/space.tsx';
import { speak } from '#web/client/language/language.ts';
import type { Me } from '#web/contract/account/me.ts';
import type { CampaignCandidate, CampaignPostRow, CampaignView } from '#web/contract/operations/campaigns.ts';
import { CampaignPage } from './CampaignPage.tsx';

const ID = '0198d2b1-7c00-7000-8000-000000000001';
const AT = '2026-11-20T09:00:00.000Z';
const TODAY = parisDay(new Date());
const id = (last: number) => `0198d2b1-7c00-7000-8000-00000000001${last}`;
const structure = { id: id(9), code: 'CA', name: 'Cour' };
const CLERK = { code: 'P1', title: 'Greffier', structureName: 'Tribunal' };
const NADIA = { id: id(8), firstName: 'Nadia', lastName: 'Gestas' };
const person = (last: number, firstName: string) => ({ id: id(last), firstName, lastName: 'Agnelet' });
const line = { criterion: { fr: 'Ancienneté', en: 'Seniority' }, points: 20 };
const rank = { out: null, moved: false, points: 20, lines: [line], since: '2001-01-01', postCode: null };
const candidate = (last: number, name: string, more: object = {}): CampaignCandidate => ({
  ...{ requestId: id(last), number: `2026-00000${last}`, agent: person(last, name), structureName: 'Tribunal' },
  ...{ choices: [CLERK], opinion: null, pieces: 0, isClosed: false, rank: { ...rank, ...more } },
});
const CLAIRE = candidate(1, 'Claire', { postCode: 'P1' });
const HUGO = candidate(2, 'Hugo');
const LISE = candidate(3, 'Lise', { out: 'left', lines: [], points: 0 });
const POSTS: CampaignPostRow[] = [
  { code: 'P1', title: 'Greffier', structure, places: 1, profile: '', askedBy: 3, filled: 1 },
  { code: 'P2', title: 'Juge', structure, places: 2, profile: '', askedBy: 0, filled: 0 },
];
const view: CampaignView = {
  ...{ id: ID, title: { fr: 'Mobilité', en: 'Transfers' }, kind: { name: 'essai', title: { fr: 'Essai', en: 'Try' } } },
  ...{ structure, state: 'ranked', opensOn: TODAY, closesOn: TODAY, opinionsUntil: TODAY, resultsOn: TODAY },
  ...{ effectOn: TODAY, counts: { posts: 2, places: 3, candidates: 3, opinions: 2 }, publishedAt: null, telling: null },
  ranking: {
    ...{ number: 1, state: 'done', total: 3, ranked: 3, ties: [] },
    sums: { placed: 1, unplaced: 1, out: 1, told: 3, vacant: 1 },
  },
  settlements: [],
  may: { steer: true, publish: false },
};
const TIED: Partial<CampaignView> = {
  state: 'closed',
  ranking: {
    ...{ number: 1, state: 'tied', total: 2, ranked: 2, sums: null },
    ties: [{ post: CLERK, places: 1, candidates: [CLAIRE, HUGO] }],
  },
};

/** The page of a campaign, of whoever steers it unless said. */
function opened(shown: Partial<CampaignView> = {}, answers: Readonly<Record<string, unknown>> = {}) {
  const calls = serve({
    [`GET /api/campaigns/${ID}`]: { ...view, ...shown },
    [`GET /api/campaigns/${ID}/candidates`]: { items: [CLAIRE, HUGO, LISE], total: 3, page: 1, pageSize: 20 },
    [`GET /api/campaigns/${ID}/posts`]: { items: POSTS, total: 2, page: 1, pageSize: 20 },
    ...answers,
  });
  show(
    <MeProvider value={{ spaces: ['gestionnaire'] } as unknown as Me}>
      <SpaceContext.Provider value={{ space: 'gestionnaire', enter: () => {} }}>
        <CampaignPage />
      </SpaceContext.Provider>
    </MeProvider>,
    { path: '/campaigns/:id', at: `/campaigns/${ID}` },
  );
  return calls;
}
const rowOf = async (text: string) => (await screen.findByRole('row', { name: new RegExp(text) })).textContent;
const sent = (calls: ReturnType<typeof opened>, endpoint: string) =>
  calls.filter((call) => call.endpoint === endpoint).map(({ body }) => body);

describe('the ranking of a campaign', () => {
  test('says what it comes to, and of each their points line by line, their post, or why they have none', async () => {
    opened();
    const claire = await rowOf('Claire');
    for (const said of [
      '20 points',
      'Ancienneté : 20',
      'en poste depuis le 1er janvier 2001',
      'Greffier, Tribunal (P1)',
    ])
      expect(claire).toContain(said);
    expect(await rowOf('Hugo')).toContain('aucun poste');
    expect(await rowOf('Lise')).toContain('hors classement : a quitté ses fonctions');
    expect(await rowOf('Juge')).toContain('personneaucune');
    const sums = screen.getByText('Postes non pourvus').parentElement;
    expect(sums?.textContent).toBe('Postes non pourvus1');
    expect(screen.getByText('2 avis du supérieur ne sont pas encore rendus.')).toBeDefined();
    expect(screen.getByText(/publiés par un valideur de la structure couverte/)).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Publier les résultats' })).toBeNull();
  });

  test('stops at a tie, which is settled in an order and with a reason', async () => {
    const calls = opened(TIED, { [`POST /api/campaigns/${ID}/settlements`]: undefined });
    const tie = within(await screen.findByRole('region', { name: 'Ex æquo : Greffier, Tribunal (P1)' }));
    expect(tie.getByText(/^1 place pour 2 candidats/)).toBeDefined();
    const settle = tie.getByRole<HTMLButtonElement>('button', { name: 'Départager dans cet ordre' });
    await userEvent.click(tie.getByRole('button', { name: 'Placer Hugo Agnelet plus haut' }));
    expect(settle.disabled).toBe(true);
    await userEvent.type(tie.getByLabelText('Motif du départage, conservé'), 'Profil plus proche');
    await userEvent.click(settle);
    const body = { postCode: 'P1', requestIds: [HUGO.requestId, CLAIRE.requestId], reason: 'Profil plus proche' };
    expect(sent(calls, `POST /api/campaigns/${ID}/settlements`)).toEqual([body]);
    expect(await rowOf('Claire')).not.toContain('aucun poste');
  });

  test('keeps why each tie was settled, and is read in English too', async () => {
    await speak('en');
    const order = [HUGO.agent, CLAIRE.agent];
    opened({ settlements: [{ id: id(4), postCode: 'P1', order, reason: 'Closer profile', by: NADIA, at: AT }] });
    const settled = await screen.findByRole('region', { name: 'Ties settled' });
    expect(settled.textContent).toContain('P1: Hugo Agnelet, Claire Agnelet, in this order.');
    expect(settled.textContent).toContain('Why: Closer profile');
    expect(settled.textContent).toContain('Nadia Gestas');
  });

  test('under way is told in figures, and cannot be asked for twice', async () => {
    opened({ state: 'closed', ranking: { number: 2, state: 'asked', total: 40, ranked: 25, ties: [], sums: null } });
    expect((await screen.findByRole('progressbar')).getAttribute('aria-valuenow')).toBe('25');
    expect(screen.getByText('25 candidats sur 40')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Refaire le classement' })).toBeNull();
  });
});

describe('the publication of a campaign', () => {
  const publishing = { may: { steer: false, publish: true } };
  const PUBLISH = `POST /api/campaigns/${ID}/publication`;
  async function toConfirm() {
    await userEvent.click(await screen.findByRole('button', { name: 'Publier les résultats' }));
    const dialog = within(screen.getByRole('dialog'));
    const confirm = dialog.getByRole<HTMLButtonElement>('button', { name: 'Publier les résultats' });
    return { dialog, confirm };
  }
  const REASONS = { reasonLaw: 'Article L512-19', reasonFact: 'Barème' };
  async function reasoned({ dialog }: Awaited<ReturnType<typeof toConfirm>>) {
    await userEvent.type(dialog.getByLabelText(/^Motifs de droit/), REASONS.reasonLaw);
    await userEvent.type(dialog.getByLabelText(/^Motifs de fait/), REASONS.reasonFact);
  }

  test('is confirmed with reasons, by whoever read how many are told and what is awaited still', async () => {
    const calls = opened(publishing, { [PUBLISH]: undefined });
    const asking = await toConfirm();
    expect(asking.dialog.getByText(/^Les 3 candidats reçoivent tous leur résultat/)).toBeDefined();
    expect(asking.dialog.getByText('2 avis du supérieur ne sont pas encore rendus.')).toBeDefined();
    expect(asking.confirm.disabled).toBe(true);
    await reasoned(asking);
    await userEvent.click(asking.confirm);
    expect(sent(calls, PUBLISH)).toEqual([REASONS]);
    expect(await screen.findByText('Les résultats sont publiés.')).toBeDefined();
  });

  test('that somebody else made meanwhile is said by the page itself', async () => {
    let isPublished = false;
    opened(publishing, {
      [`GET /api/campaigns/${ID}`]: () => ({ ...view, ...publishing, ...(isPublished && { state: 'published' }) }),
      [PUBLISH]: () => {
        isPublished = true;
        return refusal(409, 'campaign-state');
      },
    });
    const asking = await toConfirm();
    await reasoned(asking);
    await userEvent.click(asking.confirm);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByText('Résultats publiés')).toBeDefined();
  });

  test('goes on to circuits, which is told until all went on', async () => {
    opened({ state: 'published', publishedAt: AT, telling: { told: 1, all: 3 } });
    expect(await screen.findByText('1 demandes sur 3 ont repris leur circuit')).toBeDefined();
  });
});

describe('a campaign under way', () => {
  test('is closed from its last day on, and not before', async () => {
    opened({ state: 'open', ranking: null, closesOn: dayAfter(TODAY, { days: 3 }) });
    expect(await screen.findByText(/Pour les clore plus tôt, changez cette date/)).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Clore les dépôts' })).toBeNull();
  });

  test('says each wrong line of a file of posts at once', async () => {
    const faults = [
      { field: '3', code: 'places', params: { column: 'Places', max: 1000 } },
      { field: '4', code: 'structure-none', params: { code: 'NULLE-PART' } },
    ];
    opened(
      { state: 'prepared', ranking: null },
      { [`POST /api/campaigns/${ID}/posts/file`]: refusal(422, 'campaign-file', { params: { more: 2 }, faults }) },
    );
    await screen.findByRole('button', { name: 'Ajouter un poste' });
    const file = new File(['Code'], 'postes.csv', { type: 'text/csv' });
    await userEvent.upload(document.querySelector('input[type="file"]') as HTMLInputElement, file);
    await userEvent.click(screen.getByRole('button', { name: 'Ajouter les postes d’un fichier' }));
    expect(await screen.findByText(/^Aucun poste n’est enregistré/)).toBeDefined();
    expect(screen.getByText('Ligne 3. Colonne « Places » : nombre entier attendu, de 0 à 1000.')).toBeDefined();
    expect(screen.getByText('Ligne 4. Aucune structure ouverte n’a le code NULLE-PART.')).toBeDefined();
    expect(screen.getByText('2 autres défauts.')).toBeDefined();
  });
});

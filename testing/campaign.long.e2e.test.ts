import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { PortalSession } from '#bin/portal/session.ts';
import { eventually, taskOn } from '#bin/portal/story.ts';
import { embeddedSecrets } from '#bin/start/secrets.ts';
import { demonstrationAccount, NEIGHBOUR_ACCOUNTS } from '#prisma/seed/accounts.ts';
import { DraftView } from '#web/contract/requests/drafts.ts';
import { RequestSummary } from '#web/contract/requests/requests.ts';
import { axe } from './browser/axe.ts';
import { CAST } from './browser/cast.ts';
import { Authenticator } from './browser/codes.ts';
import { today, typed } from './browser/days.ts';
import { errorOf } from './browser/gestures.ts';
import { Stage } from './browser/stage.ts';
import { mailsAbout, openTask, sign, told } from './browser/tasks.ts';
import type { Visitor } from './browser/visitor.ts';
import { nothingRunsFrom } from './portal/commands.ts';
import { ask, crash } from './portal/inside.ts';
import { answerTo, Ministry } from './portal/ministry.ts';

// A campaign as its people live it. Their routes, attacked: web/server/routes/campaigns; its screens: CampaignPage.test.tsx.

let stage: Stage;
let ministry: Ministry;
beforeAll(async () => {
  stage = await Stage.open();
  ministry = new Ministry(stage.portal);
});
afterAll(() => stage?.close());

const PHONE = { viewport: { width: 390, height: 844 } };
const TITLE = 'Mobilité d’automne';
const neighbour = (name: string) => NEIGHBOUR_ACCOUNTS.find(({ email }) => email.startsWith(name))?.email ?? '';
const LEA = neighbour('lea');
const authenticator = new Authenticator(CAST.signatory.totpSecret ?? '', () => stage.portal.url);

/** Requests of the campaign, by their agent's first name. */
const requests = new Map<string, { id: string; number: string }>();
const requestOf = (name: string) => requests.get(name) ?? { id: '', number: '' };
let campaign = '';
const at = () => `/campaigns/${campaign}`;

const dialog = ({ page }: Visitor) => page.getByRole('dialog');
const panel = ({ page }: Visitor, title: string) =>
  page.locator('.h-panel').filter({ has: page.getByRole('heading', { level: 2, name: title, exact: true }) });
const row = (visitor: Visitor, title: string, text: string) =>
  panel(visitor, title).getByRole('row').filter({ hasText: text });
const day = (visitor: Visitor, label: string) => visitor.page.getByRole('textbox', { name: label, exact: true });
const onScreen = async (visitor: Visitor) => expect(await axe(visitor)).toEqual([]);

/** Confirms what a button asks. */
async function confirmed(visitor: Visitor, name: string): Promise<void> {
  await visitor.button(name).click();
  await onScreen(visitor);
  await dialog(visitor).getByRole('button', { name }).click();
}

test('a gestionnaire prepares it, with posts by a form and by a file, and opens it once the former one is over', async () => {
  await stage.scene('campaign-prepared', async (open) => {
    const nadia = await open('nadia');
    const { page } = nadia;
    await nadia.comeBack(CAST.gestionnaire.email);
    await nadia.visit('/campaigns');
    await onScreen(nadia);
    await nadia.button('Préparer une campagne').click();
    await page.getByLabel('Démarche').selectOption({ label: 'Mobilité' });
    await page.getByLabel('Structure couverte').selectOption({ index: 1 });
    await page.getByLabel('Titre en français').fill(TITLE);
    await page.getByLabel('Titre en anglais').fill('Autumn transfers');
    const until = { 'Ouverture des dépôts': 0, 'Dernier jour de dépôt': -1, 'Avis attendus jusqu’au': 0 };
    const days = { ...until, 'Résultats prévus le': 0, 'Prise de poste le': 90 };
    for (const [label, count] of Object.entries(days))
      await day(nadia, label).fill(typed(today().plus({ days: count })));
    nadia.expectRefusal(422, /^\/api\/campaigns$/);
    await nadia.button('Préparer').click();
    expect(await errorOf(day(nadia, 'Dernier jour de dépôt'))).toContain('au plus tôt');
    await onScreen(nadia);
    await day(nadia, 'Dernier jour de dépôt').fill(typed(today()));
    await nadia.button('Préparer').click();
    await nadia.heading(TITLE).waitFor();
    campaign = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await onScreen(nadia);

    const post = { Code: 'A-01', Intitulé: 'Greffier, service civil', 'Code de la structure': 'TJ-RIVEBELLE' };
    for (const [label, text] of Object.entries(post)) await page.getByLabel(label, { exact: true }).fill(text);
    await nadia.button('Ajouter un poste').click();
    await row(nadia, 'Postes', 'A-01').waitFor();

    const send = async (...lines: string[]) => {
      const buffer = Buffer.from(`\uFEFF${['Code;Intitulé;Structure;Places', ...lines].join('\r\n')}`);
      await page.locator('input[type="file"]').setInputFiles({ name: 'postes.csv', mimeType: 'text/csv', buffer });
      await nadia.button('Ajouter les postes d’un fichier').click();
    };
    nadia.expectRefusal(422, /\/posts\/file$/);
    await send('A-02;Greffier, service pénal;TJ-RIVEBELLE;deux', 'A-03;Greffier;NULLE-PART;1');
    await page.getByText('Ligne 2. Colonne « Places »').waitFor();
    await page.getByText('Ligne 3. Aucune structure ouverte n’a le code NULLE-PART.').waitFor();
    await onScreen(nadia);
    await send('A-02;Greffier, service pénal;TJ-RIVEBELLE;2', 'A-03;Greffier, bureau d’ordre;CA-VALMONT;0');
    await row(nadia, 'Postes', 'A-03').getByText('sans place').waitFor();

    nadia.expectRefusal(409, /\/state$/);
    await confirmed(nadia, 'Ouvrir aux dépôts');
    await dialog(nadia).getByText('Une autre campagne de cette démarche est déjà ouverte').waitFor();
    await dialog(nadia).getByRole('button', { name: 'Annuler' }).click();

    // The one of the demonstration ends sooner than it said.
    await nadia.go('Campagnes');
    await nadia.link(/ressort de Valmont/).click();
    await nadia.button('Modifier').click();
    await day(nadia, 'Dernier jour de dépôt').fill(typed(today()));
    await nadia.button('Enregistrer').click();
    await confirmed(nadia, 'Clore les dépôts');
    await nadia.page.getByText('Dépôts clos', { exact: true }).waitFor();
    await nadia.visit(at());
    await confirmed(nadia, 'Ouvrir aux dépôts');
    await nadia.page.getByText('Ouverte aux dépôts', { exact: true }).waitFor();
    await onScreen(nadia);
  });
});

const POSTS = {
  'A-01': 'Greffier, service civil, Tribunal judiciaire de Rivebelle (A-01)',
  'A-03': 'Greffier, bureau d’ordre, Cour d’appel de Valmont (A-03)',
};

/** Files an application on screen, with these posts in order. */
async function applies(agent: Visitor, name: string, ...posts: (keyof typeof POSTS)[]): Promise<void> {
  await agent.visit('/catalogue/mobilite');
  await agent.button('Commencer').click();
  for (const [index, code] of posts.entries())
    await agent.page.locator(`.h-form select[id$="-choix${index + 1}"]`).selectOption({ label: POSTS[code] });
  await onScreen(agent);
  await agent.button('Déposer la demande').click();
  const number = agent.page.locator('.h-filed__number');
  await number.waitFor();
  const address = (await agent.link('Suivre l’avancement').getAttribute('href')) ?? '';
  const id = /requests\/([^?]+)/.exec(address)?.[1] ?? '';
  requests.set(name, { id, number: (await number.textContent()) ?? '' });
}

test('agents ask for posts in order, on a phone too, and a superior gives an opinion', async () => {
  await stage.scene('campaign-filed', async (open) => {
    const claire = await open('claire');
    await claire.comeBack(CAST.agent.email);
    await applies(claire, 'Claire', 'A-01', 'A-03');
    await claire.visit(`/requests/${requestOf('Claire').id}`);
    await claire.page.getByRole('heading', { name: TITLE }).waitFor();
    await onScreen(claire);
    const lea = await open('lea', PHONE);
    await lea.comeBack(LEA);
    await applies(lea, 'Léa', 'A-01');

    const olivier = await PortalSession.signIn(stage.portal.url, demonstrationAccount(neighbour('olivier')));
    const draft = await olivier.post('/api/drafts', { kind: 'mobilite' }, DraftView);
    await olivier.post(
      `/api/drafts/${draft.id}`,
      { data: { choix1: 'A-02' }, revision: draft.revision },
      undefined,
      'PUT',
    );
    requests.set('Olivier', await olivier.post(`/api/drafts/${draft.id}/submission`, {}, RequestSummary));

    await taskOn(await ministry.as('paul'), requestOf('Claire').id, 'opinion');
    const paul = await open('paul');
    await paul.comeBack(CAST.superior.email);
    await paul.visit('/tasks');
    await openTask(paul, requestOf('Claire').number, 'Avis du supérieur');
    await paul.page.locator('label[for="outcome-favorable"]').click();
    await onScreen(paul);
    await paul.button('Rendre un avis favorable').click();
    await told(paul, 'Votre avis favorable est enregistré.');
  });
});

test('it is ranked line by line, a tie is settled with a reason, who left and what stays empty are said', async () => {
  await ask(
    stage.portal,
    `update posting set until = paris_day(now()) - 1
      where person_id = (select id from person where work_email like 'olivier.%')`,
  );
  await stage.scene('campaign-ranked', async (open) => {
    const nadia = await open('nadia');
    const { page } = nadia;
    await nadia.comeBack(CAST.gestionnaire.email);
    await nadia.visit(at());
    await confirmed(nadia, 'Clore les dépôts');
    await nadia.button('Classer les candidats').click();
    const tie = page.getByRole('region', { name: /^Ex æquo : Greffier, service civil/ });
    await tie.getByText('1 place pour 2 candidats').waitFor();
    await onScreen(nadia);
    const second = (await tie.getByRole('listitem').nth(1).textContent())?.includes('Claire') ? 'Claire' : 'Léa';
    if (second === 'Claire') await tie.getByRole('button', { name: /^Placer Claire/ }).click();
    await tie.getByLabel('Motif du départage').fill('Expérience du service civil.');
    await tie.getByRole('button', { name: 'Départager dans cet ordre' }).click();
    await page.getByText('Le classement n° 2 est établi.').waitFor();
    await row(nadia, 'Candidats', 'Claire').getByText(POSTS['A-01']).last().waitFor();
    await row(nadia, 'Candidats', 'Claire').getByText('Trois ans dans le poste : 10').waitFor();
    await row(nadia, 'Candidats', 'Léa').getByText('aucun poste').waitFor();
    await row(nadia, 'Candidats', 'Olivier').getByText('a quitté ses fonctions').waitFor();
    await row(nadia, 'Postes', 'A-02').getByText('aucune').waitFor();
    await page.getByText('Motif : Expérience du service civil.').waitFor();
    await page.getByText(/avis du supérieur ne sont pas encore rendus/).waitFor();
    expect(await nadia.button('Publier les résultats').count()).toBe(0);
    await onScreen(nadia);
  });
});

/** What was written of results, and told of them. */
const published = () =>
  ask<{ name: string; message: string; times: number }>(
    stage.portal,
    `select p.first_name as name, n.message, count(*)::int as times
       from notification n join request r on r.id = n.request_id join person p on p.id = r.agent_id
      where n.message like 'campaign-%' group by 1, 2 order by 1`,
  );
const REASONS = { reasonLaw: 'Code général de la fonction publique, article L512-19', reasonFact: 'Rang au barème.' };

test('a server that is killed in the middle of the publication publishes nothing', async () => {
  const { portal } = stage;
  const { databaseSuperuser: password } = embeddedSecrets(portal.dataDir);
  const to = { host: '127.0.0.1', port: portal.runtime.databasePort ?? 0, user: 'postgres', database: 'harmonie' };
  const holder = new pg.Client({ ...to, password });
  await holder.connect();
  // Its last write but one waits for this row; what it wrote before is in its transaction.
  await holder.query('begin');
  await holder.query('lock table outbox in share mode');
  const sent = answerTo((await ministry.as('victor')).post(`/api${at()}/publication`, REASONS));
  await eventually('the publication that waits', async () => {
    const waiting = await ask(
      portal,
      "select from pg_stat_activity where wait_event_type = 'Lock' and query ilike '%insert into%outbox%'",
    );
    return waiting.length > 0 ? true : undefined;
  });
  const replaced = crash(portal, 'server');
  await sent;
  await holder.query('rollback');
  await holder.end();
  await replaced();
  await ministry.isWell();
  expect(await published()).toEqual([]);
  expect(await ask(portal, 'select state from campaign where id = $1', [campaign])).toEqual([{ state: 'ranked' }]);
});

test('another person publishes it to all at once; sent again, or the portal killed then, nobody is told twice', async () => {
  await stage.scene('campaign-published', async (open) => {
    const victor = await open('victor');
    await victor.comeBack(CAST.validator.email);
    await victor.visit('/campaigns');
    await victor.link(TITLE).click();
    await victor.button('Publier les résultats').click();
    await dialog(victor).getByText('Les 3 candidats reçoivent tous leur résultat').waitFor();
    await dialog(victor).getByLabel('Motifs de droit').fill(REASONS.reasonLaw);
    await dialog(victor).getByLabel('Motifs de fait').fill(REASONS.reasonFact);
    await onScreen(victor);
    await dialog(victor).getByRole('button', { name: 'Publier les résultats' }).click();
    await told(victor, 'Les résultats sont publiés.');
    await victor.page.getByText('Résultats publiés', { exact: true }).waitFor();
    await onScreen(victor);
  });
  const { portal } = stage;
  expect(await answerTo((await ministry.as('victor')).post(`/api${at()}/publication`, REASONS))).toBe(
    '409 campaign-state',
  );
  portal.kill('supervisor');
  await nothingRunsFrom(portal.dataDir);
  await portal.start();
  expect(await answerTo((await ministry.as('victor')).post(`/api${at()}/publication`, REASONS))).toBe(
    '409 campaign-state',
  );
  await eventually('each circuit that went on', async () => {
    const waiting = await ask(portal, 'select from campaign_result where delivered_at is null and campaign_id = $1', [
      campaign,
    ]);
    return waiting.length === 0 ? true : undefined;
  });
  expect(await published()).toEqual([
    { name: 'Claire', message: 'campaign-placed', times: 1 },
    { name: 'Léa', message: 'campaign-unplaced', times: 1 },
    { name: 'Olivier', message: 'campaign-unplaced', times: 1 },
  ]);
});

test('the act of whoever is placed is signed and changes their situation; the others read why, and nothing of another', async () => {
  await taskOn(await ministry.as('sophie'), requestOf('Claire').id, 'signature');
  await stage.scene('campaign-acts', async (open) => {
    const sophie = await open('sophie');
    await sophie.comeBack(CAST.signatory.email);
    await sophie.visit('/tasks');
    await openTask(sophie, requestOf('Claire').number, 'Signature de l’acte');
    await sophie.button(/^Relire et signer/).click();
    await sign(sophie, authenticator);
    await told(sophie, 'L’acte est signé.');
    await eventually(
      'the end of the request',
      async () =>
        (
          await ask<{ outcome: string }>(
            stage.portal,
            'select outcome from request where id = $1 and closed_at is not null',
            [requestOf('Claire').id],
          )
        )[0],
    );

    const claire = await open('claire');
    await claire.comeBack(CAST.agent.email);
    await claire.visit(`/requests/${requestOf('Claire').id}`);
    await claire.page.getByText(/^Candidature retenue/).waitFor();
    await onScreen(claire);
    await claire.visit('/situation');
    const posting = panel(claire, 'Affectation');
    await posting.locator('summary').click();
    await posting.getByText('Greffier, service civil').first().waitFor();
    await onScreen(claire);

    const lea = await open('lea', PHONE);
    await lea.comeBack(LEA);
    await lea.visit(`/requests/${requestOf('Léa').id}`);
    await lea.page.getByText('Candidature non retenue.').waitFor();
    await lea.page.getByText(REASONS.reasonFact).first().waitFor();
    expect(await lea.page.getByText('Agnelet').count()).toBe(0);
    await onScreen(lea);
  });
  const mails = await mailsAbout(stage.portal, requestOf('Léa').number);
  const results = mails.filter(({ subject }) => subject.includes('résultat de la campagne'));
  // A mail whose sending was cut is sent again under its own name.
  expect(new Set(results.map(({ messageId }) => messageId)).size).toBeLessThanOrEqual(1);
});

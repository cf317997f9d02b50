import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { axe } from '../browser/axe.ts';
import { CAST } from '../browser/cast.ts';
import { Authenticator } from '../browser/codes.ts';
import { nextYear, typed } from '../browser/days.ts';
import { errorOf, pdfShownIn } from '../browser/gestures.ts';
import { Colleagues } from '../browser/ministry.ts';
import { Stage } from '../browser/stage.ts';
import type { Visitor } from '../browser/visitor.ts';
import { ask } from '../portal/inside.ts';

const KIND = 'Avancement d’échelon';
const AGENT = CAST.agent.name;
const [, LAST_NAME = ''] = AGENT.split(' ');
/** Both pieces are paid with the month in which part-time work begins. */
const EFFECT = nextYear().from;
const MONTH = EFFECT.toFormat('yyyy-MM');
const MONTH_NAME = EFFECT.setLocale('fr').toFormat('LLLL yyyy');

let stage: Stage;
let colleagues: Colleagues;
const authenticator = new Authenticator(CAST.signatory.totpSecret ?? '', () => stage.portal.url);

beforeAll(async () => {
  stage = await Stage.open();
  colleagues = new Colleagues(stage.portal.url);
});

afterAll(() => stage?.close());

const readsWell = async (visitor: Visitor): Promise<void> => {
  await visitor.settled();
  expect(await axe(visitor)).toEqual([]);
};

describe('an act that a manager starts, and what it changes in pay', () => {
  test('the manager starts an advancement, it is checked and signed, and the agent reads it only then', async () => {
    await stage.scene('started-act', async (open) => {
      const manager = await open('manager');
      await manager.comeBack(CAST.gestionnaire.email);
      const number = await startFromFile(manager);

      const agent = await open('agent');
      await agent.comeBack(CAST.agent.email);
      await knowsNothing(agent, number);

      const validator = await open('validator');
      await validator.comeBack(CAST.validator.email);
      await openTask(validator, number, 'Visa');
      await validator.page.getByText('Ancienneté dans l’échelon').waitFor();
      await validator.page.getByText('Accorder le visa', { exact: true }).first().click();
      await validator.button('Accorder le visa').click();
      await validator.page.getByRole('status').filter({ hasText: 'Votre visa est enregistré.' }).waitFor();

      const signatory = await open('signatory');
      await signatory.comeBack(CAST.signatory.email);
      await openTask(signatory, number, 'Signature de l’acte');
      await knowsNothing(agent, number);
      await sign(signatory);
      await signatory.page.getByRole('status').filter({ hasText: 'L’acte est signé.' }).waitFor();

      await manager.visit('/followed');
      await manager.page.getByRole('row').filter({ hasText: number }).getByText('Accordée').waitFor();
      await agent.visit('/requests');
      await agent.page.getByRole('row').filter({ hasText: number }).getByText('Accordée').waitFor();
      await agent.go('Mon dossier');
      await agent.button(/N° 1.*avancement d’échelon/).click();
      await pdfShownIn(agent.page.locator('iframe'));
      await agent.visit('/requests');
      await agent.link(KIND).click();
      await agent.page.getByText(`Engagé par ${CAST.gestionnaire.name}`).waitFor();
    });
  });

  test('the finance office finds both pieces and sends the month; the comptable sees them, and nothing else', async () => {
    const filed = await colleagues.filed('Préparation d’un concours.');
    await colleagues.decided('superior', filed.id, 'opinion', 'favorable');
    await colleagues.decided('validator', filed.id, 'visa', 'approved');
    await colleagues.signed(filed.id, authenticator);

    await stage.scene('pay', async (open) => {
      const comptable = await open('comptable');
      await comptable.comeBack(CAST.comptable.email);
      await comptable.visit('/pay');
      await comptable.page.getByText('Aucune pièce de paye').waitFor();
      await readsWell(comptable);

      const finance = await open('finance');
      await finance.comeBack(CAST.financier.email);
      await checkAndSend(finance);

      await comptable.visit(`/pay?month=${MONTH}`);
      const rows = comptable.page.getByRole('row').filter({ hasText: AGENT });
      await rows.first().waitFor();
      expect(await rows.count()).toBe(2);
      expect(await comptable.button(/contrôl|Adresser/).count()).toBe(0);
      await readsWell(comptable);
      const list = await comptable.page.request.get(`/api/pay/months/${MONTH}/list.csv`);
      expect((await list.text()).split('\r\n')).toEqual([
        expect.stringMatching(/^\uFEFFMois;Bordereau;/),
        expect.stringContaining(`${LAST_NAME};Claire;`),
        expect.stringContaining(`${LAST_NAME};Claire;`),
        'Fin de la liste;2 lignes',
        '',
      ]);
      await comptable.link(AGENT).first().click();
      await comptable.heading(`Dossier comptable de ${AGENT}`).waitFor();
      await readsWell(comptable);
      const act = await comptable.page.request.get(
        (await comptable
          .link(/^Lire l’acte/)
          .first()
          .getAttribute('href')) ?? '',
      );
      expect(act.headers()['content-type']).toBe('application/pdf');
      await nothingElse(comptable, filed.id);
    });
  });
});

test('an act that lacks a mention: the manager reads which, mends it with a reason, and the circuit resumes', async () => {
  await stage.scene('correction', async (open) => {
    const { id, number } = await colleagues.filed('Formation en alternance.');
    await colleagues.decided('superior', id, 'opinion', 'favorable');
    await ask(
      stage.portal,
      `update posting set grade = '' where person_id = (select agent_id from request where id = $1)`,
      [id],
    );
    await colleagues.decided('validator', id, 'visa', 'approved');
    const address = await colleagues.task('gestionnaire', id, 'correction');

    const manager = await open('gestionnaire');
    await manager.comeBack(CAST.gestionnaire.email);
    await manager.visit(address);
    const { page } = manager;
    await page.getByRole('heading', { name: 'Ce qui manque à l’acte' }).waitFor();
    await page.getByText('Le grade de l’agent : à compléter ci-dessous.').waitFor();
    expect(await axe(manager)).toEqual([]);

    manager.expectRefusal(409, new RegExp(`${address}/decision$`));
    await manager.button('Reprendre').click();
    await page.getByRole('alert').getByText('Le grade de l’agent manque encore.').waitFor();

    await page.locator('#mend-grade').fill('Adjointe administrative principale');
    await manager.button('Enregistrer la correction').click();
    expect(await errorOf(page.locator('#mend-reason'))).toContain('Donnez le motif');
    await page.locator('#mend-reason').fill('Grade repris du dernier arrêté de nomination.');
    await manager.button('Enregistrer la correction').click();
    await page.getByText('Le grade de l’agent : complété.').waitFor();
    expect(await axe(manager)).toEqual([]);
    await manager.button('Reprendre').click();
    await page.getByRole('status').filter({ hasText: 'La préparation de l’acte reprend.' }).waitFor();

    const signatory = await open('signatory');
    await signatory.comeBack(CAST.signatory.email);
    await signatory.visit(await colleagues.task('signatory', id, 'signature'));
    await signatory.page.getByText(number).first().waitFor();
  });
});

/** From the agent's file to the acknowledgement; gives the number. */
async function startFromFile(manager: Visitor): Promise<string> {
  const { page } = manager;
  await manager.visit('/');
  await manager.link(/^Espace gestionnaire/).click();
  await manager.go('Démarrer un acte');
  await readsWell(manager);
  await manager.go('Agents');
  await manager.link(AGENT).click();
  await page.locator('main').getByRole('link', { name: 'Démarrer un acte' }).click();
  await manager.heading(`Démarrer un acte pour ${AGENT}`).waitFor();
  await readsWell(manager);
  await page.getByRole('listitem').filter({ hasText: KIND }).getByRole('button').click();
  await manager.heading(KIND).waitFor();
  await page.getByText('Indice majoré : 421').waitFor();
  await page.getByLabel(/^Fondement/).waitFor();
  await manager.button('Engager l’acte').click();
  await page.locator('.h-issues').filter({ hasText: '4 points à corriger' }).waitFor();
  await page.getByLabel(/^Fondement/).selectOption({ label: 'Ancienneté dans l’échelon' });
  await page.getByLabel(/^Date d’effet/).fill(typed(EFFECT));
  await page.getByLabel(/^Échelon atteint/).fill('7');
  await page.getByLabel(/^Indice majoré/).fill('435');
  await readsWell(manager);
  await manager.button('Engager l’acte').click();
  const shown = page.locator('.h-filed__number');
  await shown.waitFor();
  return (await shown.textContent()) ?? '';
}

/** Nothing on the agent's screens says that something is under way about them. */
async function knowsNothing(agent: Visitor, number: string): Promise<void> {
  for (const address of ['/', '/requests', '/dossier', '/notifications']) {
    await agent.visit(address);
    expect(await agent.page.getByText(number).count()).toBe(0);
    expect(await agent.page.locator('main').getByText(KIND).count()).toBe(0);
  }
}

/** Opens the task on a request from the list of what waits. */
async function openTask(holder: Visitor, number: string, step: string): Promise<void> {
  await holder.visit('/tasks');
  await holder.page.getByRole('row').filter({ hasText: number }).getByRole('link', { name: step }).click();
  await holder.heading(step).waitFor();
}

async function sign(signatory: Visitor): Promise<void> {
  await signatory.button('Relire et signer l’acte').click();
  const dialog = signatory.page.getByRole('dialog', { name: 'L’acte à signer' });
  await pdfShownIn(dialog.locator('iframe'));
  await dialog.getByRole('button', { name: 'Signer cet acte' }).click();
  const code = dialog.getByLabel('Code à six chiffres');
  await code.fill(await authenticator.right());
  await code.press('Enter');
}

/** Finds the month's two pieces, looks at the agent's accounting file, checks both and sends them. */
async function checkAndSend(finance: Visitor): Promise<void> {
  const { page } = finance;
  await finance.visit('/');
  await finance.link(/^Espace paye/).click();
  await finance.heading('Pièces de paye').waitFor();
  await page.getByRole('searchbox').fill(LAST_NAME.slice(0, 4).toLowerCase());
  await page.getByText(/^2 /).waitFor();
  await page.getByLabel('Paye de').selectOption({ label: MONTH_NAME });
  await readsWell(finance);
  await page.getByText('435').waitFor();
  await finance.link(AGENT).first().click();
  await finance.heading(`Dossier comptable de ${AGENT}`).waitFor();
  await readsWell(finance);

  await finance.visit(`/pay?month=${MONTH}`);
  for (const movement of ['Échelon', 'Quotité de travail']) {
    const row = page.getByRole('row').filter({ hasText: AGENT }).filter({ hasText: movement });
    await row.getByRole('button', { name: /^Marquer contrôlée/ }).click();
    await row.getByText('Contrôlée', { exact: true }).waitFor();
  }
  await finance.button('Adresser au comptable').click();
  const dialog = page.getByRole('dialog', { name: `Adresser la paye de ${MONTH_NAME}` });
  await dialog.getByLabel('Structure').waitFor();
  await readsWell(finance);
  await dialog.getByRole('button', { name: 'Adresser' }).click();
  await page
    .getByRole('status')
    .filter({ hasText: `Bordereau ${MONTH}-0001 : 2 pièces` })
    .waitFor();
  await finance.go('Bordereaux');
  await page
    .getByRole('row')
    .filter({ hasText: `${MONTH}-0001` })
    .getByText('Adressé', { exact: true })
    .waitFor();
  await readsWell(finance);
}

/** The comptable knocks at the doors of the file, by its pages and by its addresses. */
async function nothingElse(comptable: Visitor, requestId: string): Promise<void> {
  const { request } = comptable.page;
  const { id } = (await (await request.get('/api/pay/pieces')).json()).items[0].agent;
  for (const address of [
    `/api/requests/${requestId}`,
    `/api/requests/${requestId}/progress`,
    `/api/dossiers/${id}`,
    `/api/dossiers/${id}/pieces/1`,
  ]) {
    expect((await request.get(address)).status()).toBe(404);
  }
  expect((await request.get('/api/people')).status()).toBe(403);
  for (const scope of ['mine', 'structure', 'acted']) {
    expect((await (await request.get(`/api/requests?scope=${scope}`)).json()).total).toBe(0);
  }
}

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { axe } from '../browser/axe.ts';
import { CAST } from '../browser/cast.ts';
import { Authenticator } from '../browser/codes.ts';
import { pdfShownIn, tabTo } from '../browser/gestures.ts';
import { Colleagues } from '../browser/ministry.ts';
import { Stage } from '../browser/stage.ts';
import { sign, told } from '../browser/tasks.ts';

let stage: Stage;
let colleagues: Colleagues;
const authenticator = new Authenticator(CAST.signatory.totpSecret ?? '', () => stage.portal.url);

beforeAll(async () => {
  stage = await Stage.open();
  colleagues = new Colleagues(stage.portal.url);
});
afterAll(() => stage?.close());

/** Has requests go as far as the signatory, by the opinion of the superior; their numbers. */
async function waiting(opinions: readonly ('favorable' | 'reserved')[]): Promise<{ id: string; number: string }[]> {
  const filed: { id: string; number: string }[] = [];
  for (const opinion of opinions) {
    const request = await colleagues.filed('Préparer un concours.');
    const reason = opinion === 'reserved' ? 'Effectif insuffisant.' : undefined;
    await colleagues.decided('superior', request.id, 'opinion', opinion, reason);
    await colleagues.decided('validator', request.id, 'visa', 'approved');
    await colleagues.task('signatory', request.id, 'signature');
    filed.push(request);
  }
  return filed;
}

test('a signatory goes through their desk without a mouse: what stands out first, one set aside, one signed', () =>
  stage.scene('desk', async (open) => {
    await waiting(['favorable', 'reserved', 'favorable']);
    const signatory = await (await open('signatory')).comeBack(CAST.signatory.email);
    const { page } = signatory;
    const { keyboard } = page;
    const lines = page.locator('.h-foldline');
    await signatory.visit('/desk');
    const fold = page.locator('.h-fold__top').filter({ hasText: '3 actes' });
    await tabTo(fold);
    await keyboard.press('Enter');
    await page.getByText('À regarder : 1 acte').waitFor();
    await page.getByText('Pages prêtes : 3 sur 3').waitFor();
    expect(await lines.first().textContent()).toContain('Avis réservé');
    expect(await axe(signatory)).toEqual([]);

    await tabTo(lines.first());
    await keyboard.press('ArrowDown');
    await page.locator('.h-deskact').waitFor();
    await keyboard.press('o');
    await pdfShownIn(page.locator('.h-deskact__act ~ .h-pdf iframe'));
    expect(await axe(signatory)).toEqual([]);
    await keyboard.press('Escape');
    await lines.nth(1).and(page.locator(':focus')).waitFor();

    await keyboard.press('s');
    await sign(signatory, authenticator);
    await told(signatory, 'L’acte est signé.');
    await page.getByText('Pages prêtes : 2 sur 2').waitFor();
    await lines.nth(1).and(page.locator(':focus')).waitFor();

    await page.locator('.h-deskact__aside').waitFor();
    await keyboard.press('m');
    await told(signatory, 'L’acte est mis de côté.');
    await signatory.button('Mis de côté (1)').waitFor();
    await page.locator('.h-fold__counts').getByText('1 acte', { exact: true }).waitFor();
  }));

test('acts that are alike are signed by one code, the one that stands out is not; whoever holds one checks it without an account', () =>
  stage.scene('batch', async (open) => {
    const filed = await waiting(['favorable', 'favorable', 'reserved']);
    const signatory = await (await open('signatory')).comeBack(CAST.signatory.email);
    const { page } = signatory;
    await signatory.visit('/desk');
    await page.locator('.h-fold__top').first().click();
    await page.getByText(/Pages prêtes : (\d+) sur \1/).waitFor();
    const button = page.getByRole('button', { name: /^Signer \d+ actes?$/ });
    const title = (await button.textContent()) ?? '';
    await button.click();
    const dialog = page.getByRole('dialog', { name: title });
    const code = dialog.getByLabel('Code à six chiffres');
    await code.fill(await authenticator.right());
    expect(await axe(signatory)).toEqual([]);
    await code.press('Enter');
    await dialog.getByText('La signature est terminée.').waitFor();
    expect(await axe(signatory)).toEqual([]);

    const agent = await (await open('agent')).comeBack(CAST.agent.email);
    const [first] = filed;
    await agent.visit(`/requests/${first?.id}?tab=acts`);
    await agent.page.getByText('Scellé', { exact: true }).waitFor();
    const state = agent.page.getByRole('link', { name: /Télécharger l’acte/ });
    const act = await agent.page.request.get((await state.getAttribute('href')) ?? '');
    const stranger = await open('stranger', { unused: true });
    await stranger.visit('/verifier');
    await stranger.page
      .locator('input[type=file]')
      .setInputFiles({ name: 'acte.pdf', mimeType: 'application/pdf', buffer: await act.body() });
    await stranger.page.getByRole('heading', { name: /^Acte authentique/ }).waitFor();
    expect(await axe(stranger)).toEqual([]);
  }));

test('a superior gives one opinion on what is ticked, each unfavourable one wanting its own reason, and finds the report again', () =>
  stage.scene('together', async (open) => {
    for (const name of ['un', 'deux', 'trois']) {
      const { id } = await colleagues.filed(`Préparer ${name}.`);
      await colleagues.task('superior', id, 'opinion');
    }
    const superior = await (await open('superior')).comeBack(CAST.superior.email);
    const { page } = superior;
    const lines = page.locator('.h-foldline');
    await superior.visit('/desk');
    await page.locator('.h-fold__top').first().click();
    expect(await axe(superior)).toEqual([]);
    await lines.first().focus();
    await page.keyboard.press('ArrowDown');
    await page.locator('.h-deskact').waitFor();
    await page.keyboard.press('x');
    await superior.button('Décider pour 2 demandes').click();
    const dialog = page.getByRole('dialog', { name: 'Décider pour 2 demandes' });
    await dialog.getByText('Défavorable').click();
    await dialog.getByRole('button', { name: 'Rendre un avis défavorable' }).press('Enter');
    await dialog.getByText('2 motifs manquent.').waitFor();
    expect(await axe(superior)).toEqual([]);
    await dialog.getByText('Favorable', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Rendre un avis favorable' }).press('Enter');
    await dialog.getByText('Toutes les demandes du lot sont traitées.').waitFor();
    expect(await axe(superior)).toEqual([]);
    await dialog.getByRole('button', { name: 'Fermer', exact: true }).last().click();
    await page.locator('.h-fold__counts').getByText('1 demande', { exact: true }).waitFor();

    await superior.visit('/desk/batches');
    expect(await axe(superior)).toEqual([]);
    await page.getByRole('link', { name: 'Avis : Favorable' }).click();
    await page.getByText('Toutes les demandes du lot sont traitées.').waitFor();
    expect(await axe(superior)).toEqual([]);
  }));

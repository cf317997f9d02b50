import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { axe } from './browser/axe.ts';
import { CAST } from './browser/cast.ts';
import { errorOf } from './browser/gestures.ts';
import { Colleagues } from './browser/ministry.ts';
import { Stage } from './browser/stage.ts';
import { ask } from './portal/inside.ts';

let stage: Stage;
let colleagues: Colleagues;

beforeAll(async () => {
  stage = await Stage.open();
  colleagues = new Colleagues(stage.portal.url);
});

afterAll(() => stage?.close());

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

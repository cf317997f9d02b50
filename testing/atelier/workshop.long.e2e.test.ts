import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { axeInFull } from '../browser/axe.ts';
import { CAST } from '../browser/cast.ts';
import { approve, drawn, propose, renameStep, saved } from '../browser/drawing.ts';
import { strayWords } from '../browser/languages.ts';
import { Stage } from '../browser/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage?.close());

test('a block is drawn, declared, tried in the circuits that call it, published by two, and taken by the next version of one', async () => {
  await stage.scene('a-block-changes', async (open) => {
    const analyst = await open('analyst');
    await analyst.comeBack(CAST.analyst.email);
    const { page } = analyst;
    await analyst.visit('/circuits');
    await analyst.link('Blocs').click();
    expect(await axeInFull(analyst)).toEqual([]);
    await analyst.button('Modifier Clôture').click();
    await drawn(analyst);
    await renameStep(analyst, 'Informer de la suite', 'Dire la suite');
    await saved(analyst);

    await analyst.link('Entrées et sorties').click();
    await analyst.button('Ajouter une sortie').click();
    const output = page.getByRole('group', { name: /^Sortie/ });
    await output.getByLabel('Nom lu par les étapes').fill('sealed');
    await output.getByLabel('Libellé, en français').fill('Acte scellé');
    await output.getByLabel('Libellé, en anglais').fill('Sealed act');
    await saved(analyst);
    await output.getByText('Aucune étape du bloc ne donne « sealed »').waitFor();
    expect(await axeInFull(analyst)).toEqual([]);
    await output.getByRole('button', { name: 'Retirer sealed' }).click();
    await saved(analyst);

    await propose(analyst, 'Dire plutôt qu’informer');
    const approver = await open('approver');
    await approver.comeBack(CAST.approver.email);
    await approver.visit(new URL(page.url()).pathname);
    const tried = approver.page.getByRole('region', { name: 'Les circuits qui le reprennent' });
    const kinds = await tried.getByRole('listitem').count();
    expect(kinds).toBeGreaterThan(1);
    await tried.locator('[aria-busy=false]').waitFor();
    expect(await tried.getByText('Sans erreur').count()).toBe(kinds);
    await approver.settled();
    expect(await axeInFull(approver)).toEqual([]);
    await approve(approver);
    await approver.page.getByText('« Clôture » : la version 2 est publiée').waitFor();
    await approver.page.getByRole('row', { name: /^Clôture .* Version 2 .* v1/ }).waitFor();

    await analyst.visit('/circuits');
    await analyst.button('Modifier Téléphone ou courriel personnel').click();
    await drawn(analyst);
    await analyst.link('Vérifications').click();
    await page.getByText('Une version plus récente du bloc « Clôture » existe : la 2').waitFor();
    await page.getByText('Rien n’empêche la publication.').waitFor();
    await propose(analyst, 'Reprendre le bloc de clôture');
    await approver.visit(new URL(page.url()).pathname);
    await approve(approver);
    await approver.page.getByText('« Téléphone ou courriel personnel » : la version 2 est publiée').waitFor();
    await approver.link('Blocs').click();
    await approver.page.getByRole('row', { name: /^Clôture .* Téléphone ou courriel personnel v2/ }).waitFor();
    await approver.link('Version 2').click();
    await approver.page.getByText('Dire plutôt qu’informer').waitFor();
    expect(await axeInFull(approver)).toEqual([]);
    await approver.page.getByRole('button', { name: 'Switch to English' }).click();
    await approver.page.getByRole('heading', { level: 1, name: 'Versions: Closing' }).waitFor();
    // Why it was published is said as its analyst wrote it.
    const said = ['dire', 'plutôt', 'qu', 'informer'];
    expect((await strayWords(approver.page, 'en')).filter((word) => !said.includes(word))).toEqual([]);
  });
});

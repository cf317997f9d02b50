import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { taskOn } from '../bin/portal/story.ts';
import { TaskView } from '../web/contract/tasks.ts';
import { CAST } from './browser/cast.ts';
import { Colleagues } from './browser/ministry.ts';
import { Stage } from './browser/stage.ts';
import type { Visitor } from './browser/visitor.ts';

/** Long for a machine under load; nothing waits for it when all is well. */
jest.setTimeout(300_000);

let stage: Stage;
let colleagues: Colleagues;

beforeAll(async () => {
  stage = await Stage.open();
  colleagues = new Colleagues(stage.portal.url);
});

afterAll(() => stage?.close());

describe('an analyst draws in the browser', () => {
  test('a second opinion is inserted, found faulty at its element, mended and published: new requests follow it', async () => {
    await stage.scene('second-opinion', async (open) => {
      const running = await colleagues.filed('Déposée avant la nouvelle version');
      const analyst = await open('analyst');
      await analyst.signIn(CAST.analyst.email);
      await beginDraft(analyst);
      const { page } = analyst;

      await renameStep(analyst, 'Informer de l’avis', 'Prévenir de l’avis');
      await insert(analyst, 'Avis du supérieur', 'Avis');
      await page.getByRole('group', { name: 'Nom lu par les personnes' }).waitFor();
      await chooseRole(analyst, 'Gestionnaire RH');

      const faults = page.getByRole('region', { name: /^Anomalies? du diagramme/ });
      await faults.getByText('« Avis » n’a pas de nom dans les textes (en).').waitFor();
      await saved(analyst);
      await analyst.link('Vérifications').click();
      await page.getByText('1 erreur empêche la publication.').waitFor();
      await page.getByRole('link', { name: 'Aller à l’élément Avis de texts.en.json' }).click();

      await page.getByLabel('En anglais').fill('Opinion of the HR manager');
      await page.getByLabel('En français').fill('Avis du gestionnaire');
      await faults.getByText('Aucune anomalie dans le diagramme.').waitFor();
      await saved(analyst);
      await publish(analyst, 'Le gestionnaire donne aussi un avis');
      await page.getByText('« Temps partiel sur autorisation » : la version 2 est publiée').waitFor();
      await page.getByText('v1 : 1').waitFor();

      const after = await colleagues.filed('Déposée après la nouvelle version');
      for (const { id } of [running, after]) await colleagues.decided('superior', id, 'opinion', 'favorable');
      await taskOn(await colleagues.as('validator'), running.id, 'visa');
      const { key } = await taskOn(await colleagues.as('gestionnaire'), after.id, 'opinion');
      const task = await (await colleagues.as('gestionnaire')).get(`/api/tasks/${key}`, TaskView);
      expect(task.step).toMatchObject({ fr: 'Avis du gestionnaire', en: 'Opinion of the HR manager' });

      const agent = await open('agent');
      await agent.signIn(CAST.agent.email);
      expect(await stepsShown(agent, running.id)).not.toContain('Avis du gestionnaire');
      expect(await stepsShown(agent, after.id)).toContain('Avis du gestionnaire');
    });
  });
});

/** From the list of circuits to the drawing. */
async function beginDraft(analyst: Visitor): Promise<void> {
  await analyst.visit('/circuits');
  await analyst.button('Modifier Temps partiel sur autorisation').click();
  await drawn(analyst);
}

/** The drawing is on screen, and its steps in words. */
async function drawn({ page }: Visitor): Promise<void> {
  await page.locator('.djs-container').waitFor();
  await page.getByRole('region', { name: 'Étapes du circuit' }).getByRole('button').first().waitFor();
}

/** Chooses a step in the list of words: it is lit in the drawing, its properties are open. */
async function choose({ page }: Visitor, step: string): Promise<void> {
  const steps = page.getByRole('region', { name: 'Étapes du circuit' });
  await steps.getByRole('button', { name: step, exact: true }).first().click();
  await page.locator('.djs-element.selected').first().waitFor();
}

async function renameStep(analyst: Visitor, from: string, to: string): Promise<void> {
  await choose(analyst, from);
  const properties = analyst.page.getByRole('region', { name: 'Propriétés de l’élément choisi' });
  await properties.getByText('Général', { exact: true }).click();
  const name = properties.locator('#bio-properties-panel-name');
  await name.fill(to);
  await name.blur();
  const steps = analyst.page.getByRole('region', { name: 'Étapes du circuit' });
  await steps.getByRole('button', { name: to, exact: true }).waitFor();
}

async function insert(analyst: Visitor, after: string, template: string): Promise<void> {
  await choose(analyst, after);
  await analyst.button('Insérer une étape ici').click();
  const choices = analyst.page.getByRole('dialog', { name: 'Insérer une étape ici' });
  await choices
    .getByRole('button', { name: new RegExp(`^${template}`) })
    .first()
    .click();
}

async function chooseRole({ page }: Visitor, role: string): Promise<void> {
  const properties = page.getByRole('region', { name: 'Propriétés de l’élément choisi' });
  await properties.getByText('Champs', { exact: true }).click();
  await properties.getByLabel('Rôle').selectOption({ label: role });
}

/** Everything drawn so far is on the server. */
async function saved({ page }: Visitor): Promise<void> {
  await page
    .getByRole('status')
    .filter({ hasText: /Enregistré à/ })
    .waitFor();
}

async function publish(analyst: Visitor, reason: string): Promise<void> {
  await analyst.link('Publier').click();
  const { page } = analyst;
  await page.getByRole('button', { name: 'Publier', exact: true }).click();
  await page.getByText('Donnez le motif, en trois caractères au moins.').waitFor();
  await page.getByLabel('Motif de la publication').fill(reason);
  await page.getByRole('button', { name: 'Publier', exact: true }).click();
  await analyst.button('Publier la version').click();
}

async function stepsShown(agent: Visitor, requestId: string): Promise<string> {
  await agent.visit(`/requests/${requestId}?tab=progress`);
  return agent.page.locator('main').innerText();
}

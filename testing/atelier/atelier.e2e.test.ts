import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { taskOn } from '#bin/portal/story.ts';
import { TaskView } from '#web/contract/requests/tasks.ts';
import { axeInFull } from '../browser/axe.ts';
import { CAST } from '../browser/cast.ts';
import { approve, choose, drawn, propose, renameStep, saved } from '../browser/drawing.ts';
import { tabTo } from '../browser/gestures.ts';
import { type Language, strayWords } from '../browser/languages.ts';
import { Colleagues } from '../browser/ministry.ts';
import { Stage } from '../browser/stage.ts';
import type { Visitor } from '../browser/visitor.ts';

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
      await analyst.comeBack(CAST.analyst.email);
      await beginDraft(analyst);
      const { page } = analyst;

      await renameStep(analyst, 'Appliquer la quotité', 'Appliquer le temps partiel');
      await insert(analyst, 'Fraction de traitement', 'Avis');
      await page.getByRole('group', { name: 'Nom lu par les personnes' }).waitFor();
      await chooseRole(analyst, 'Gestionnaire RH');

      // A step comes with the English of its template, which this one is not to keep.
      await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#name-en')?.value === 'Opinion');
      await page.getByLabel('En anglais').fill('');
      const faults = page.getByRole('region', { name: /^Anomalies? du diagramme/ });
      await faults.getByText('« Avis » n’a pas de nom dans les textes (en).').waitFor();
      await saved(analyst);
      await analyst.link('Vérifications').click();
      await page.getByText('1 erreur empêche la publication.').waitFor();
      await page.getByRole('link', { name: 'Aller à l’élément Avis de texts.en.json' }).click();

      await page.getByLabel('En anglais').fill('Opinion of the HR manager');
      await page.getByLabel('En français').fill('Avis du gestionnaire');
      // Nothing forbids that no message announces it: that is said, and may be meant.
      await faults.getByText('« Avis » n’a pas de nom dans les textes (en).').waitFor({ state: 'detached' });
      await faults.getByText(/Aucun message n’annonce cette étape/).waitFor();
      await saved(analyst);
      await propose(analyst, 'Le gestionnaire donne aussi un avis');
      await page.getByText('Vous avez proposé ce brouillon : c’est un autre analyste qui l’approuve.').waitFor();

      const approver = await open('approver');
      await approver.comeBack(CAST.approver.email);
      await approver.visit('/notifications');
      await approver.link('« Temps partiel sur autorisation » est proposé à la publication').click();
      await approver.page.getByText('Rien n’empêche la publication.').waitFor();
      await approver.page.getByText('Avis du gestionnaire').first().waitFor();
      await approver.settled();
      expect(await axeInFull(approver)).toEqual([]);
      await approver.button('Renvoyer avec une remarque').click();
      const asked = approver.page.getByRole('dialog');
      await asked.getByRole('textbox', { name: 'Remarque' }).fill('Le motif ne dit pas pourquoi');
      await asked.getByRole('button', { name: 'Renvoyer', exact: true }).click();
      await approver.page.getByText('« Temps partiel sur autorisation » est renvoyé avec votre remarque').waitFor();

      await analyst.visit('/circuits');
      await analyst.link('Renvoyé avec une remarque').click();
      await page.getByText('Le motif ne dit pas pourquoi').waitFor();
      await page.goBack();
      await analyst.link('Reprendre le brouillon de Temps partiel sur autorisation').click();
      await propose(analyst, 'L’agent doit connaître l’avis du gestionnaire');
      await approver.visit('/circuits');
      await approver.link('Proposé, approbation attendue').click();
      await approve(approver);
      await approver.page.getByText('« Temps partiel sur autorisation » : la version 2 est publiée').waitFor();
      await approver.page.getByText('v1 : 1').waitFor();

      const after = await colleagues.filed('Déposée après la nouvelle version');
      await colleagues.decided('superior', running.id, 'opinion', 'favorable');
      await taskOn(await colleagues.as('validator'), running.id, 'visa');
      const { key } = await taskOn(await colleagues.as('gestionnaire'), after.id, 'opinion');
      const task = await (await colleagues.as('gestionnaire')).get(`/api/tasks/${key}`, TaskView);
      expect(task.step).toMatchObject({ fr: 'Avis du gestionnaire', en: 'Opinion of the HR manager' });

      const agent = await open('agent');
      await agent.comeBack(CAST.agent.email);
      expect(await stepsShown(agent, running.id)).not.toContain('Avis du gestionnaire');
      expect(await stepsShown(agent, after.id)).toContain('Avis du gestionnaire');
    });
  });

  test('all of it can be read by a screen reader, reached by keyboard, and said in either language', async () => {
    await stage.scene('atelier-for-all', async (open) => {
      const analyst = await open('analyst');
      await analyst.comeBack(CAST.analyst.email);
      await analyst.visit('/circuits');
      expect(await axeInFull(analyst)).toEqual([]);
      await newDraft(analyst);
      await choose(analyst, 'Signature');
      const { page } = analyst;
      for (const group of ['Général', 'Ce que le bloc rend'])
        await page
          .getByRole('region', { name: 'Propriétés de l’élément choisi' })
          .getByText(group, { exact: true })
          .click();
      expect(await axeInFull(analyst)).toEqual([]);
      expect(await strange(analyst, 'fr')).toEqual([]);

      // In and out of the drawing: the keyboard goes through it, and on.
      await page.getByRole('button', { name: 'Autres outils' }).focus();
      await tabTo(page.locator('.djs-container > svg').first());
      await tabTo(page.getByLabel('En français'));
      await page.getByRole('button', { name: 'Simuler' }).click();
      await page.locator('.bts-palette').waitFor();
      expect(await strange(analyst, 'fr')).toEqual([]);

      await analyst.visit('/circuits');
      await page.getByRole('button', { name: 'Switch to English' }).click();
      await page.getByRole('heading', { level: 1, name: 'Process workshop' }).waitFor();
      expect(await strange(analyst, 'en')).toEqual([]);
      await page.getByRole('region', { name: 'Drafts under way' }).getByRole('link').first().click();
      await page.locator('.djs-container').waitFor();
      await page
        .getByRole('region', { name: 'Steps of the process' })
        .getByRole('button', { name: 'Signature', exact: true })
        .click();
      await page.getByText('What the block gives back').waitFor();
      expect(await strange(analyst, 'en')).toEqual([]);
      await page.getByRole('button', { name: 'Passer en français' }).click();
      await page.getByRole('button', { name: 'Simuler' }).waitFor();
    });
  });
});

/** A word of both languages, in the names of steps and in the subjects of messages. */
const SHARED = ['visa'];

const strange = async ({ page }: Visitor, language: Language): Promise<string[]> =>
  (await strayWords(page, language)).filter((word) => !SHARED.includes(word));

/** A draft of one's own, whatever others have begun. */
async function newDraft(analyst: Visitor): Promise<void> {
  const { id } = await colleagues.begun();
  await analyst.visit(`/circuits/drafts/${id}/diagram`);
  await drawn(analyst);
}

/** From the list of circuits to the drawing. */
async function beginDraft(analyst: Visitor): Promise<void> {
  await analyst.visit('/circuits');
  await analyst.button('Modifier Temps partiel sur autorisation').click();
  await drawn(analyst);
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
  await properties.getByLabel('Rôle').selectOption({ label: role });
}

async function stepsShown(agent: Visitor, requestId: string): Promise<string> {
  await agent.visit(`/requests/${requestId}?tab=progress`);
  return (await agent.page.locator('main').textContent()) ?? '';
}

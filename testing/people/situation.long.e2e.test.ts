import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NEIGHBOUR_ACCOUNTS } from '#prisma/seed/accounts.ts';
import { axe } from '../browser/axe.ts';
import { errorOf } from '../browser/gestures.ts';
import { Stage } from '../browser/stage.ts';
import type { Visitor } from '../browser/visitor.ts';
import { ask } from '../portal/inside.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage?.close());

const PHONE = { viewport: { width: 390, height: 844 } };
const neighbour = (name: string) => NEIGHBOUR_ACCOUNTS.find(({ email }) => email.startsWith(name))?.email ?? '';
const [HUGO, KARIM, JULIE] = ['hugo', 'karim', 'julie'].map(neighbour) as [string, string, string];

/** What the portal took over of Hugo. */
const takenOver = (theme: string, value: object, from: string, until: string | null = null) =>
  ask(
    stage.portal,
    `insert into situation_entry (id, person_id, theme, theme_sha256, "from", value, origin, at, until)
     select gen_random_uuid(), p.id, t.name, t.sha256, $3, $4, 'taken-over', $3::date, $5::date
       from person p, situation_theme t where p.work_email = $1 and t.name = $2 limit 1`,
    [HUGO, theme, from, JSON.stringify(value), until],
  );

async function situationPage(): Promise<string> {
  const [person] = await ask<{ id: string }>(stage.portal, 'select id::text from person where work_email = $1', [HUGO]);
  return `/people/${person?.id}/situation`;
}

const panel = ({ page }: Visitor, title: string) =>
  page.locator('.h-panel').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
const dialog = ({ page }: Visitor) => page.getByRole('dialog');
const told = ({ page }: Visitor, text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();

/** Opens the correction of an entry, by what it says. */
async function correct(keeper: Visitor, title: string, said: string): Promise<void> {
  const theme = panel(keeper, title);
  await theme.locator('summary').click();
  await theme.getByRole('button', { name: `Rectifier ${said}` }).click();
  await dialog(keeper).getByText('reste à l’historique').waitFor();
}

describe('what was taken over wrong of a situation', () => {
  test('is put right by whoever keeps the file, and both are read by the agent on a phone', async () => {
    await takenOver('situation-familiale', { situation: 'pacs' }, '2021-06-12');
    await takenOver('enfants', { prenom: 'Louise', naissance: '2020-03-03', lien: 'naissance' }, '2020-03-03');
    await stage.scene('correction', async (open) => {
      const keeper = await open('keeper');
      await keeper.comeBack(KARIM);
      await keeper.visit(await situationPage());
      await correct(keeper, 'Situation familiale', 'PACS');
      const { page } = keeper;
      await page.getByLabel('Situation', { exact: true }).selectOption('mariage');
      const from = page.getByRole('textbox', { name: 'À compter du' });
      await from.fill('');
      await page.getByLabel('Motif de la rectification').fill('Le livret de famille dit mariage.');
      expect(await axe(keeper)).toEqual([]);
      keeper.expectRefusal(422, /\/corrections$/);
      await dialog(keeper).getByRole('button', { name: 'Rectifier' }).click();
      await dialog(keeper).getByText('Ce champ est obligatoire.').waitFor();
      expect(await errorOf(from)).toContain('obligatoire');
      expect(await axe(keeper)).toEqual([]);
      await from.fill('19/06/2021');
      await dialog(keeper).getByRole('button', { name: 'Rectifier' }).click();
      await told(keeper, 'Rectification inscrite.');
      await panel(keeper, 'Situation familiale').getByText('Mariage').first().waitFor();

      const agent = await open('agent', PHONE);
      await agent.comeBack(HUGO);
      await agent.visit('/situation');
      await panel(agent, 'Enfants').getByText('Louise').first().waitFor();
      const family = panel(agent, 'Situation familiale');
      await family.locator('summary').click();
      await family.getByText('Motif : Le livret de famille dit mariage.').waitFor();
      await family.getByText('(ne vaut plus)').waitFor();
      expect(await agent.page.getByRole('button', { name: /^Rectifier/ }).count()).toBe(0);
      expect(await axe(agent)).toEqual([]);
    });
  });

  test('takes a second person where an act would change it, who reads both before they confirm', async () => {
    await takenOver('position', { position: 'detachement' }, '2022-01-01', '2030-12-31');
    await ask(
      stage.portal,
      `insert into habilitation (id, person_id, role, structure_id, "from")
       select gen_random_uuid(), j.id, 'gestionnaire', h.structure_id, '2020-01-01'
         from person j, person k join habilitation h on h.person_id = k.id and h.role = 'gestionnaire'
        where j.work_email = $1 and k.work_email = $2`,
      [JULIE, KARIM],
    );
    await stage.scene('correction-by-two', async (open) => {
      const keeper = await open('keeper');
      await keeper.comeBack(KARIM);
      await keeper.visit(await situationPage());
      await correct(keeper, 'Position administrative', 'Détachement');
      await keeper.page.getByLabel('Position', { exact: true }).selectOption('disponibilite');
      await keeper.page.getByLabel('Motif de la rectification').fill('Jamais détaché : erreur de reprise.');
      await dialog(keeper).getByRole('button', { name: 'Proposer la rectification' }).click();
      await told(keeper, 'une seconde personne doit la confirmer');
      await keeper.page.getByText('Vous l’avez proposée').waitFor();
      expect(await axe(keeper)).toEqual([]);

      const second = await open('second');
      await second.comeBack(JULIE);
      await second.visit(await situationPage());
      const waiting = panel(second, 'Rectifications à confirmer');
      await waiting.getByText('Jamais détaché : erreur de reprise.').waitFor();
      expect(await axe(second)).toEqual([]);
      await waiting.getByRole('button', { name: 'Confirmer' }).click();
      await dialog(second).getByRole('button', { name: 'Confirmer' }).click();
      await told(second, 'Rectification confirmée.');
      await waiting.waitFor({ state: 'detached' });
    });
  });
});

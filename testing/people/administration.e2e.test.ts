import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '#bin/portal/story.ts';
import { pick, told, why } from '../browser/administration.ts';
import { axeInFull as axe } from '../browser/axe.ts';
import { CAST } from '../browser/cast.ts';
import { today, typed } from '../browser/days.ts';
import { Colleagues } from '../browser/ministry.ts';
import { Stage } from '../browser/stage.ts';

/** As people type it. */
const day = (days: number): string => typed(today().plus({ days }));

let stage: Stage;
let colleagues: Colleagues;
beforeAll(async () => {
  stage = await Stage.open();
  colleagues = new Colleagues(stage.portal.url);
});
afterAll(() => stage?.close());

describe('an administrator', () => {
  test('mends an incident: reads its cause in words, gives the right that was missing, sets the request going again', () =>
    stage.scene('administration-incident', async (open) => {
      const adam = await open('administrator');
      await adam.comeBack(CAST.administrator.email);
      await adam.visit('/operations');
      await adam.go('Habilitations');
      await adam.page.getByRole('searchbox').fill(CAST.validator.name.split(' ')[1] ?? '');
      await adam.button(/^Mettre fin : Victor/).click();
      await adam.page.getByRole('textbox', { name: 'Dernier jour' }).fill(day(-1));
      await why(adam, 'Victor Valdès change de fonctions.');
      await adam.page.getByRole('dialog').getByRole('button', { name: 'Mettre fin' }).click();
      await told(adam);

      const { id, number } = await colleagues.filed('Lorem ipsum.');
      await colleagues.decided('superior', id, 'opinion', 'favorable');

      const claire = await open('agent');
      await claire.comeBack(CAST.agent.email);
      await eventually('the stop to be told', async () => {
        await claire.visit(`/requests/${id}`);
        return (await claire.page.getByText('Ce dossier est arrêté').count()) > 0 || undefined;
      });
      expect(await claire.page.locator('main').textContent()).not.toMatch(/LISTENER|incident|valideur.*TJ-VALMONT/);
      expect(await axe(claire)).toEqual([]);

      await adam.visit('/operations');
      const card = adam.page.getByRole('article', { name: new RegExp(number) });
      await card.getByText('aucune habilitation « Valideur » n’est en vigueur pour la structure TJ-VALMONT').waitFor();
      expect(await axe(adam)).toEqual([]);
      await card.getByRole('link', { name: 'Donner l’habilitation « Valideur »' }).click();

      await adam.page.getByText('Tribunal judiciaire de Valmont').first().waitFor();
      await pick(adam, 'Personne', 'Perrin', 'Olivier Perrin');
      await why(adam, 'Personne ne donnait plus le visa.');
      await adam.button('Enregistrer').click();
      await told(adam);

      await adam.go('État et incidents');
      await adam.button(`Réessayer ${number}`).click();
      await why(adam, 'Habilitation donnée à Olivier Perrin.');
      await adam.page.getByRole('dialog').getByRole('button', { name: 'Réessayer' }).click();
      await adam.page.getByText('la demande reprend son cours').waitFor();
      await adam.page.getByText('Aucun incident').waitFor();

      await claire.visit(`/requests/${id}?tab=progress`);
      await claire.page.getByText('Olivier Perrin').first().waitFor();
      expect(await claire.page.getByText('Ce dossier est arrêté').count()).toBe(0);

      await adam.visit(`/administration/audit/requests/${id}`);
      await adam.page.getByText('Étape arrêtée relancée').waitFor();
      await adam.page.getByText('motif Habilitation donnée à Olivier Perrin.').waitFor();
      await adam.page.getByText(/Chaîne vérifiée jusqu’au n° \d+/).waitFor();
      expect(await axe(adam)).toEqual([]);
    }));
});

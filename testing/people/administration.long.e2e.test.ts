import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pick, told, why } from '../browser/administration.ts';
import { axeInFull as axe } from '../browser/axe.ts';
import { CAST } from '../browser/cast.ts';
import { today, typed } from '../browser/days.ts';
import { Colleagues, KIND } from '../browser/ministry.ts';
import { type OpenBrowser, Stage } from '../browser/stage.ts';
import type { Visitor } from '../browser/visitor.ts';
import { ask } from '../portal/inside.ts';

const CIRCUIT = 'Temps partiel sur autorisation';
/** As people type it. */
const day = (days: number): string => typed(today().plus({ days }));

let stage: Stage;
let colleagues: Colleagues;
beforeAll(async () => {
  stage = await Stage.open();
  colleagues = new Colleagues(stage.portal.url);
});
afterAll(() => stage?.close());

const scene = (name: string, play: (open: OpenBrowser, adam: Visitor) => Promise<void>) =>
  stage.scene(`administration-${name}`, async (open) => {
    const adam = await open('administrator');
    await adam.comeBack(CAST.administrator.email);
    await adam.visit('/operations');
    await play(open, adam);
  });

describe('an administrator', () => {
  test('sees where requests stand on the diagram and in an equal list', () =>
    scene('running', async (_open, adam) => {
      const { id } = await colleagues.filed('Lorem ipsum.');
      await colleagues.task('superior', id, 'opinion');
      await adam.go('Circuits en cours');
      expect(await axe(adam)).toEqual([]);
      await adam.link(CIRCUIT).first().click();
      await adam.page.locator('.h-diagram-badge').first().waitFor();
      const row = adam.page.getByRole('row', { name: /Avis du supérieur/ });
      expect(Number(await row.getByRole('cell').nth(1).textContent())).toBeGreaterThan(0);
      await adam.settled();
      expect(await axe(adam)).toEqual([]);
    }));

  test('opens a kind to one court: its people see it, the others do not', () =>
    scene('pilot', async (open, adam) => {
      const rule = async (value: 'open' | 'closed', code: string, structure: string) => {
        await adam.visit('/administration/openings');
        await adam.button('Ouvrir ou fermer une démarche').click();
        await adam.page.locator('#opening-kind').selectOption(KIND);
        await adam.page.getByLabel('Règle').selectOption(value);
        await pick(adam, 'Structure', code, structure);
        await why(adam, 'Site pilote.');
        await adam.button('Enregistrer').click();
        await told(adam);
      };
      await rule('closed', 'MDD', 'Ministère de démonstration');
      await rule('open', 'CA-VALMONT', 'Cour d’appel de Valmont');
      expect(await axe(adam)).toEqual([]);

      const offered = async (email: string) => {
        const visitor = await open(email.split('.')[0] ?? '');
        await visitor.comeBack(email);
        await visitor.visit('/catalogue');
        return visitor.page.getByRole('link', { name: CIRCUIT }).count();
      };
      expect(await offered(CAST.agent.email)).toBeGreaterThan(0);
      expect(await offered('hugo.lemaire@harmonie.example')).toBe(0);

      // The test leaves the house as it found it.
      await adam.visit('/administration/openings');
      await adam.button(new RegExp(`^Mettre fin : ${CIRCUIT}, Fermée, Ministère`)).click();
      await adam.page.getByRole('textbox', { name: 'Dernier jour' }).fill(day(0));
      await why(adam, 'Ouverture à tous.');
      await adam.page.getByRole('dialog').getByRole('button', { name: 'Mettre fin' }).click();
      await told(adam);
    }));

  test('revokes a delegation: its holder is refused; gives another: the very act can be read and signed; revokes it: refused again', () =>
    scene('delegation', async (open, adam) => {
      const { id } = await colleagues.filed('Lorem ipsum.');
      await colleagues.decided('superior', id, 'opinion', 'favorable');
      await colleagues.decided('validator', id, 'visa', 'approved');
      const task = await colleagues.task('signatory', id, 'signature');

      const revoke = async (name: RegExp) => {
        await adam.visit('/administration/delegations');
        await adam.button(name).click();
        await why(adam, 'Changement de titulaire.');
        await adam.page.getByRole('dialog').getByRole('button', { name: 'Abroger' }).click();
        await told(adam);
      };
      await revoke(/^Abroger : Décision du 6 janvier 2025/);
      const revoked = adam.page.getByRole('row').filter({ hasText: 'Décision du 6 janvier 2025' });
      await revoked.getByText(/^Abrogée le/).waitFor();
      await revoked.getByText('Terminé', { exact: true }).waitFor();
      expect(await axe(adam)).toEqual([]);

      const sophie = await open('signatory');
      await sophie.comeBack(CAST.signatory.email);
      sophie.expectRefusal(403, /preview|decision/);
      const read = async () => {
        await sophie.visit(task);
        await sophie.page.locator('.h-task__decision .cds--btn--primary').click();
      };
      const refused = () =>
        sophie.page
          .getByText(/Votre délégation de signature est abrogée/)
          .first()
          .waitFor();
      await read();
      await refused();

      await adam.button('Enregistrer une délégation').click();
      await adam.page.getByLabel('Décision de délégation').fill('Décision du jour');
      await pick(adam, 'Délégant', 'Marchand', 'Hélène Marchand');
      await adam.page.getByLabel(/^Qualité du délégant/).fill('la directrice des services judiciaires');
      await pick(adam, 'Délégataire', 'Signoret', 'Sophie Signoret-Bailly');
      await adam.page.getByText(CIRCUIT, { exact: true }).last().click();
      await pick(adam, 'Structure', 'DSJ', 'Direction des services judiciaires');
      await why(adam, 'Continuité du service.');
      await adam.page.getByText('Un second administrateur devra confirmer').waitFor();
      expect(await axe(adam)).toEqual([]);
      await adam.button('Proposer').click();
      await adam.page.getByText('C’est proposé.').waitFor();

      await adam.visit('/administration/proposals');
      await adam.button(/^Retirer ma proposition : Délégation de signature à Sophie/).waitFor();
      const agathe = await open('otherAdministrator');
      await agathe.comeBack(CAST.otherAdministrator.email);
      await agathe.visit('/notifications');
      await agathe.link(/^À confirmer : délégation de signature à Sophie/).click();
      const waiting = agathe.page.getByRole('row').filter({ hasText: 'Décision du jour' });
      await waiting.getByText('Adam Adler').waitFor();
      expect(await axe(agathe)).toEqual([]);
      await agathe.button(/^Confirmer : Délégation de signature à Sophie/).click();
      expect(await axe(agathe)).toEqual([]);
      await agathe.page.getByRole('dialog').getByRole('button', { name: 'Confirmer', exact: true }).click();
      await agathe.page.getByText('C’est confirmé : le droit est donné.').waitFor();
      await agathe.page.getByText('Aucune proposition').waitFor();
      // Confirmed yesterday: it was published then, and gives power from today.
      await ask(
        stage.portal,
        `update right_proposal set answered_at = answered_at - interval '1 day' where kind = 'delegation'`,
      );
      await adam.visit('/administration/delegations');
      await adam.button(/^Publier : Décision du jour/).click();
      await adam.page.getByRole('textbox', { name: 'Publiée le' }).fill(day(-1));
      await adam.page.getByLabel('Publication', { exact: true }).fill('Bulletin officiel n° 44');
      await why(adam, 'Parue hier.');
      expect(await axe(adam)).toEqual([]);
      await adam.page.getByRole('dialog').getByRole('button', { name: 'Publier' }).click();
      await adam.page.getByText('Donne le pouvoir de signer', { exact: true }).waitFor();

      await read();
      await sophie.page.getByRole('dialog').locator('iframe').waitFor();
      await revoke(/^Abroger : Décision du jour/);
      await read();
      await refused();
    }));

  test('keeps structures, postings and absences; every screen of theirs reads well', () =>
    scene('screens', async (_open, adam) => {
      const faults: string[] = [];
      for (const page of [
        'structures',
        'postings',
        'habilitations',
        'proposals',
        'delegations',
        'absences',
        'openings',
        'audit',
        'audit/system',
      ]) {
        await adam.arrive(`/administration/${page}`);
        const form = adam.page.locator('.h-adminform__open button');
        if ((await form.count()) > 0) await form.click();
        faults.push(...(await axe(adam)));
      }
      expect(faults).toEqual([]);
      await adam.visit('/administration/structures?q=TJ-RIVEBELLE');
      await adam.button(/^Fermer : Tribunal judiciaire de Rivebelle/).click();
      await why(adam, 'Réorganisation.');
      adam.expectRefusal(409, /closure/);
      await adam.page.getByRole('dialog').getByRole('button', { name: 'Fermer', exact: true }).last().click();
      await adam.page.getByText(/Cette structure sert encore : 3 affectation/).waitFor();
      expect(await axe(adam)).toEqual([]);
    }));
});

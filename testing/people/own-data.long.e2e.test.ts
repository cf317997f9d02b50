import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { attachment } from '#bin/demonstration/attachment.ts';
import { eventually } from '#bin/portal/story.ts';
import { DEMONSTRATION_PASSWORD, NEIGHBOUR_ACCOUNTS } from '#prisma/seed/accounts.ts';
import { axe } from '../browser/axe.ts';
import { CAST } from '../browser/cast.ts';
import { Authenticator } from '../browser/codes.ts';
import { today, typed } from '../browser/days.ts';
import { drop, errorOf } from '../browser/gestures.ts';
import { Stage } from '../browser/stage.ts';
import type { Visitor } from '../browser/visitor.ts';
import { ask, environmentOf } from '../portal/inside.ts';

const IBAN = 'FR76 3000 6000 0112 3456 7890 189';
const MASK = 'FR76 •••• •••• •••• •••• •••0 189';
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage?.close());

const neighbour = (name: string) => NEIGHBOUR_ACCOUNTS.find(({ email }) => email.startsWith(name))?.email ?? '';
const field = ({ page }: Visitor, label: string) => page.getByLabel(label, { exact: false }).first();
const told = (visitor: Visitor, text: string): Promise<void> =>
  visitor.page.getByRole('status').filter({ hasText: text }).waitFor();

/** Begins a request from the catalogue. */
async function begin(agent: Visitor, kind: string): Promise<void> {
  await agent.visit(`/catalogue/${kind}`);
  await agent.button(/^Commencer/).click();
  await agent.page.locator('.h-form input').first().waitFor();
}

/** The number of the request that was just filed. */
async function numberOf({ page }: Visitor): Promise<string> {
  await page.getByRole('heading', { level: 1, name: /déposée/ }).waitFor();
  return (await page.locator('.h-filed__number').textContent()) ?? '';
}

const requestAt = async (number: string): Promise<string> =>
  (await ask<{ id: string }>(stage.portal, 'select id::text from request where number = $1', [number]))[0]?.id ?? '';

async function openTask(holder: Visitor, number: string, step: string): Promise<void> {
  await holder.visit('/tasks');
  await holder.page.getByRole('row').filter({ hasText: number }).getByRole('link', { name: step }).click();
  await holder.heading(step).waitFor();
  await holder.settled();
}

/** Waits until an address was sent a mail on a request. */
const mailed = (address: string, subject: string): Promise<true> =>
  eventually(`« ${subject} » to ${address}`, async () => {
    const mails = await stage.mails.all();
    return mails.some((mail) => mail.to.includes(address) && mail.subject === subject) || undefined;
  });

/** Moves the engine's clock alone, as the days that pass; null gives it the time again. */
async function engineClock(timestamp: number | null): Promise<void> {
  const { children, engine } = stage.portal.runtime;
  const { ZEEBE_USER, ZEEBE_PASSWORD } = environmentOf(children.workers?.pid ?? 0);
  const authorization = `Basic ${Buffer.from(`${ZEEBE_USER}:${ZEEBE_PASSWORD}`).toString('base64')}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const address = `${engine?.restAddress}/v2/clock`;
  const answer =
    timestamp === null
      ? await fetch(`${address}/reset`, { method: 'POST', headers })
      : await fetch(address, { method: 'PUT', headers, body: JSON.stringify({ timestamp }) });
  expect(answer.status).toBe(204);
}

describe('one’s own telephone and e-mail', () => {
  test('are changed at once, confirmed on the old and the new address', async () => {
    await stage.scene('contact', async (open) => {
      const former = 'claire.ancienne@exemple.fr';
      await ask(
        stage.portal,
        `insert into situation_entry (id, person_id, theme, theme_sha256, "from", value, origin, at)
         select gen_random_uuid(), p.id, t.name, t.sha256, '2024-01-01', e.value || jsonb_build_object('personalEmail', $1::text), 'taken-over', '2024-01-01'
           from person p join situation_entry e on e.person_id = p.id and e.theme = 'contact', situation_theme t
          where p.work_email = $2 and t.name = e.theme`,
        [former, CAST.agent.email],
      );
      const agent = await open('agent');
      await agent.comeBack(CAST.agent.email);
      await begin(agent, 'telephone-courriel');
      expect(await axe(agent)).toEqual([]);
      // What is known already is filled in, and says where it comes from.
      expect(await field(agent, 'Courriel personnel').inputValue()).toBe(former);
      await field(agent, 'Courriel personnel').fill('');
      await field(agent, 'Téléphone personnel').fill('');
      await agent.button('Déposer la demande').click();
      expect(await errorOf(field(agent, 'Téléphone personnel'))).toContain('Indiquez un téléphone ou un courriel.');
      await field(agent, 'Téléphone personnel').fill('06 12');
      await agent.button('Déposer la demande').click();
      expect(await errorOf(field(agent, 'Téléphone personnel'))).toContain('n’existe pas');
      await field(agent, 'Téléphone personnel').fill('06 12 34 56 78');
      await field(agent, 'Courriel personnel').fill('claire.nouvelle@exemple.fr');
      await agent.button('Déposer la demande').click();
      const number = await numberOf(agent);
      for (const address of [CAST.agent.email, former, 'claire.nouvelle@exemple.fr'])
        await mailed(address, `Demande ${number} : changement appliqué`);
      // By the portal itself, whatever the circuit says (G3).
      for (const address of [CAST.agent.email, former])
        await mailed(address, `Demande ${number} : votre situation a changé`);
      await agent.visit(`/requests/${await requestAt(number)}?tab=progress`);
      await agent.page.locator('.h-holders').getByText('Accordée').waitFor();
      await agent.visit('/');
      await agent.page.getByText('06 12 34 56 78').waitFor();
      await agent.page.getByText('claire.nouvelle@exemple.fr').waitFor();
    });
  });

  test('wait for a manager where the table says so; refused with reasons, the agent reads them', async () => {
    await stage.scene('contact-validated', async (open) => {
      const agent = await open('agent');
      await agent.comeBack(neighbour('hugo'));
      await begin(agent, 'telephone-courriel');
      await field(agent, 'Courriel personnel').fill('hugo@exemple.fr');
      await agent.button('Déposer la demande').click();
      const number = await numberOf(agent);
      const manager = await open('manager');
      await manager.comeBack(neighbour('karim'));
      await openTask(manager, number, 'Visa');
      await manager.page.getByText('Refuser', { exact: true }).click();
      await manager.button('Enregistrer le refus').click();
      expect(await errorOf(manager.page.locator('#reasonLaw'))).toContain('texte');
      expect(await axe(manager)).toEqual([]);
      await manager.page.locator('#reasonLaw').fill('Règlement intérieur de l’établissement, article 4.');
      await manager.page.locator('#reasonFact').fill('L’adresse appartient à une autre personne.');
      await manager.button('Enregistrer le refus').click();
      await told(manager, 'Le refus est enregistré.');
      await agent.visit(`/requests/${await requestAt(number)}?tab=decisions`);
      await agent.page.locator('.h-page__top').getByText('Refusée').waitFor();
      await agent.page.getByText('L’adresse appartient à une autre personne.').waitFor();
    });
  });
});

describe('one’s bank details', () => {
  test('are filed with a proof of identity, called back, confirmed by another, and applied after the wait', async () => {
    await stage.scene('account', async (open) => {
      const agent = await open('agent');
      agent.expectRefusal(401, /\/step-up$/);
      await agent.comeBack(CAST.agent.email);
      await fillAccount(agent, CAST.agent.name);
      await agent.button('Déposer la demande').click();
      const password = agent.page.locator('#identity');
      await password.waitFor();
      expect(await axe(agent)).toEqual([]);
      await password.fill('not my password');
      await agent.button('Confirmer et déposer').click();
      expect(await errorOf(password)).toContain('Il reste 4 essais');
      await password.fill(DEMONSTRATION_PASSWORD);
      await password.press('Enter');
      const number = await numberOf(agent);
      const id = await requestAt(number);
      await agent.visit(`/requests/${id}`);
      await agent.page.getByText(MASK).waitFor();
      expect(await agent.page.content()).not.toContain('1234 5678');

      // East of Greenwich, where today begins before it does there.
      const manager = await open('manager', { timezoneId: 'Europe/Paris' });
      await manager.comeBack(CAST.gestionnaire.email);
      await callBack(manager, number);

      const financier = await open('financier');
      await financier.comeBack(CAST.financier.email);
      await openTask(financier, number, 'Confirmation financière');
      await financier.page.getByText('La personne qui a répondu').waitFor();
      await financier.page.getByText('Accorder le visa', { exact: true }).first().click();
      expect(await axe(financier)).toEqual([]);
      await financier.button('Accorder le visa').click();
      await told(financier, 'Votre visa est enregistré.');

      await agent.visit(`/requests/${id}`);
      await agent.page.getByText(/Vous pouvez arrêter ce changement jusqu’au/).waitFor();
      await agent.button('Arrêter ce changement').waitFor();
      expect(await axe(agent)).toEqual([]);
      // Nobody has the hand: the list says what is waited for, as the drawing does.
      await agent.visit(`/requests/${id}?tab=progress`);
      await agent.page.locator('.h-steps [aria-current="step"]').getByText('Veille de la clôture de paye').waitFor();
      expect(await agent.page.locator('.h-steps').first().textContent()).not.toContain('Avis des deux rendus');
      const [row] = await ask<{ until: Date }>(stage.portal, 'select stop_until as until from request where id = $1', [
        id,
      ]);
      await ask(stage.portal, 'update request set stop_until = now() where id = $1', [id]);
      await engineClock((row?.until.getTime() ?? 0) + 60_000);
      await agent.page.locator('.h-page__top').getByText('Accordée').waitFor();
      await engineClock(null);
      await agent.visit('/');
      await agent.page.getByText(MASK).waitFor();
      await financier.visit('/pay');
      await financier.page.getByText(CAST.agent.name).first().waitFor();
      expect(await financier.page.content()).not.toContain('1234');
    });
  });

  test('are stopped by their agent during the wait; whoever has a second factor gives its code', async () => {
    await stage.scene('account-stopped', async (open) => {
      const agent = await open('signatory');
      await agent.comeBack(CAST.signatory.email);
      await fillAccount(agent, CAST.signatory.name);
      await agent.button('Déposer la demande').click();
      await agent.page
        .locator('#identity')
        .fill(await new Authenticator(CAST.signatory.totpSecret ?? '', () => stage.portal.url).right());
      await agent.button('Confirmer et déposer').click();
      const id = await requestAt(await numberOf(agent));
      await ask(stage.portal, "update request set stop_until = now() + interval '2 days' where id = $1", [id]);
      await agent.visit(`/requests/${id}`);
      await agent.button('Arrêter ce changement').click();
      await agent.button('Arrêter le changement').click();
      await agent.page.locator('.h-page__top').getByText('Retirée').waitFor();
    });
  });
});

/** Fills in the form of an account, wrong at first. */
async function fillAccount(agent: Visitor, name: string): Promise<void> {
  await begin(agent, 'coordonnees-bancaires');
  await field(agent, 'Titulaire du compte').fill('Quelqu’un Autre');
  await field(agent, 'IBAN').fill(IBAN.replace('189', '188'));
  await drop(agent.page.locator('.h-upload__drop'), { ...(await attachment('RIB')), name: 'rib.pdf' });
  // Its link, once it is kept: its name alone is there while it leaves.
  await agent.link(/rib\.pdf/).waitFor();
  await agent.button('Déposer la demande').click();
  expect(await errorOf(field(agent, 'Titulaire du compte'))).toContain('n’est pas vous');
  expect(await errorOf(field(agent, 'IBAN'))).toContain('clé de contrôle');
  expect(await axe(agent)).toEqual([]);
  await field(agent, 'Titulaire du compte').fill(name.toUpperCase());
  await field(agent, 'IBAN').fill(IBAN);
  await eventually('the draft to be saved', async () => {
    const sql = "select 1 from draft where data->'iban'->>'shown' = $1 and data->>'holder' = $2";
    return (await ask(stage.portal, sql, [MASK, name.toUpperCase()])).length > 0 || undefined;
  });
  // Nothing of it stays in the browser; read again, it is masked.
  expect(await agent.page.evaluate(() => JSON.stringify(localStorage))).not.toContain('3000 6000');
  await agent.page.reload();
  await agent.page.locator('.h-form input').first().waitFor();
  expect(await field(agent, 'IBAN').inputValue()).toBe(MASK);
}

/** Calls the agent back at a number known before, and writes it down. */
async function callBack(manager: Visitor, number: string): Promise<void> {
  const { page } = manager;
  manager.expectRefusal(422, /\/decision$/);
  await openTask(manager, number, 'Contre-appel de l’agent');
  await manager.button('Afficher : IBAN').click();
  await page.getByText(IBAN).waitFor();
  await page.locator('.h-contacts').getByText('Téléphone personnel').first().waitFor();
  const known = await page.locator('.h-contacts dd').filter({ hasText: /^0\d/ }).first().textContent();
  await field(manager, 'Numéro appelé').fill('06 99 99 99 99');
  await field(manager, 'Personne qui a répondu').fill('La personne qui a répondu');
  await field(manager, 'Jour de l’appel').fill(typed(today()));
  await field(manager, 'Heure de l’appel').fill('14:30');
  await page.getByText('Oui, l’agent confirme').click();
  expect(await axe(manager)).toEqual([]);
  await manager.button('Consigner et confirmer').click();
  expect(await errorOf(field(manager, 'Numéro appelé'))).toContain('n’était pas connu');
  await field(manager, 'Numéro appelé').fill((known ?? '').replace(/\(.*/, '').trim());
  await manager.button('Consigner et confirmer').click();
  await told(manager, 'Le contrôle est consigné.');
}

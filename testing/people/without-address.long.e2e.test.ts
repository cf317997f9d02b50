import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { attachment } from '#bin/demonstration/attachment.ts';
import { axe } from '../browser/axe.ts';

import { nextYear, today, typed } from '../browser/days.ts';
import { Stage } from '../browser/stage.ts';
import type { Visitor } from '../browser/visitor.ts';
import { ask } from '../portal/inside.ts';

const PASSWORD = 'une phrase que moi seule connais';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage?.close());

/** Somebody of the court of Claire, whom no mail reaches; their file is there. */
async function anAgent(number: string): Promise<{ id: string }> {
  const [made] = await ask<{ id: string }>(
    stage.portal,
    `with made as (insert into person (id, employee_number, first_name, last_name)
                   values (gen_random_uuid(), $1, 'Rose', 'Sansadresse') returning id),
          filed as (insert into dossier (id, person_id) select gen_random_uuid(), id from made),
          posted as (insert into posting (id, person_id, structure_id, quality, grade, "from")
                     select gen_random_uuid(), m.id, o.structure_id, 'agente', 'Adjointe', '2020-01-01'
                       from made m, posting o join person p on p.id = o.person_id where p.work_email = $2)
     select id::text from made`,
    [number, 'claire.agent@harmonie.example'],
  );
  if (made === undefined) throw new Error('nobody was made');
  return made;
}
/** Says that a document of theirs was seen; and, at their keyboard, the personal address of their account. */
async function check(visitor: Visitor, address = ''): Promise<void> {
  await visitor.page.locator('#document-kind').selectOption('passport');
  await visitor.page.locator('#personal-address').fill(address);
  await visitor.button('J’ai vu cette pièce, en présence de l’agent').click();
  await visitor.page.getByText('C’est noté.').waitFor();
}

test('an agent without an address, seen by two people, enters by a link on paper, then by their number; no mail is spoken of', async () => {
  await stage.scene('without-address', async (open) => {
    const { id } = await anAgent('SANS-1');
    const nadia = await (await open('nadia')).comeBack('nadia.gestionnaire@harmonie.example');
    await nadia.visit(`/people/${id}/dossier`);
    await nadia.page.getByRole('heading', { name: 'Sans adresse professionnelle' }).waitFor();
    await check(nadia);
    expect(await axe(nadia)).toEqual([]);

    const adam = await (await open('adam')).comeBack('adam.administrateur@harmonie.example');
    await adam.visit(`/administration/persons/${id}`);
    const give = adam.button('Faire le lien à remettre sur papier');
    await give.waitFor();
    expect(await give.isDisabled()).toBe(true);
    await check(adam);
    await give.click();
    await adam.page.getByRole('heading', { name: 'Lien personnel de Rose Sansadresse' }).waitFor();
    expect(await axe(adam)).toEqual([]);
    const address = (await adam.page.locator('code').filter({ hasText: '/link#' }).textContent()) ?? '';

    const rose = await open('rose', { unused: true });
    await rose.visit(address.slice(address.indexOf('/link')));
    await rose.button('Continuer').click();
    await rose.page.locator('input[type=password]').first().fill(PASSWORD);
    await rose.button('Choisir ce mot de passe').click();
    await rose.heading('Connexion').waitFor();
    expect(await rose.page.locator('#email').inputValue()).toBe('SANS-1');
    await rose.page.locator('#password').fill(PASSWORD);
    await rose.button(/^Se connecter$/).click();
    await rose.heading(/Bonjour/).waitFor();
    await rose.arrive('/notifications');
    await rose.page.getByText('Ce qui concerne vos demandes et vos décisions vous sera dit ici.').waitFor();
    await rose.arrive('/account');
    await rose.page.getByRole('group', { name: 'Langue des écrans', exact: true }).waitFor();
    expect(await axe(rose)).toEqual([]);
  });
});

test('an agent without an address types a personal one twice, and is mailed the link there', async () => {
  await stage.scene('personal-address', async (open) => {
    const { id } = await anAgent('SANS-2');
    const personal = 'rose.sansadresse@courriel.example';
    const nadia = await (await open('nadia')).comeBack('nadia.gestionnaire@harmonie.example');
    await nadia.visit(`/people/${id}/dossier`);
    await nadia.page.getByRole('heading', { name: 'Sans adresse professionnelle' }).waitFor();
    await check(nadia, personal);
    await nadia.page.getByText('Une adresse personnelle a été saisie devant une personne.').waitFor();
    expect(await nadia.page.getByText(personal).count()).toBe(0);
    expect(await axe(nadia)).toEqual([]);

    const adam = await (await open('adam')).comeBack('adam.administrateur@harmonie.example');
    await adam.visit(`/administration/persons/${id}`);
    await check(adam, personal);
    await adam.page.getByText(`Adresse personnelle du compte : ${personal}`).waitFor();
    await adam.button('Inviter').click();
    await adam.page.getByText(`Un lien est envoyé à ${personal}.`).waitFor();
    expect(await axe(adam)).toEqual([]);

    const rose = await open('rose', { unused: true });
    await rose.visit(await linkMailedTo(personal));
    await rose.button('Continuer').click();
    await rose.page.locator('input[type=password]').first().fill(PASSWORD);
    await rose.button('Choisir ce mot de passe').click();
    await rose.heading('Connexion').waitFor();
    expect(await rose.page.locator('#email').inputValue()).toBe(personal);
    await rose.page.locator('#password').fill(PASSWORD);
    await rose.button(/^Se connecter$/).click();
    await rose.heading(/Bonjour/).waitFor();
    await rose.arrive('/account');
    await rose.page.getByText(`partent à votre adresse personnelle, ${personal}`).waitFor();
    expect(await axe(rose)).toEqual([]);
  });
});

test('what an agent without a screen signed on paper is entered by whoever manages them, with the paper', async () => {
  await stage.scene('on-paper', async (open) => {
    const { id } = await anAgent('SANS-3');
    const nadia = await (await open('nadia')).comeBack('nadia.gestionnaire@harmonie.example');
    const { page } = nadia;
    await nadia.visit(`/acts/new/${id}`);
    await page.getByRole('heading', { name: 'Demandes que l’agent a signées sur papier' }).waitFor();
    expect(await axe(nadia)).toEqual([]);
    await nadia.button('Saisir : Temps partiel sur autorisation').click();
    await page.getByLabel(/^Date de début/).waitFor();
    await nadia.button('Déposer la demande').click();
    await page.getByText('Joignez la demande que l’agent a signée.').first().waitFor();
    await page.getByText('Indiquez le jour où la demande a été reçue.').first().waitFor();
    expect(await axe(nadia)).toEqual([]);

    const { from, until } = nextYear();
    await page.getByLabel(/^Reçue le/).fill(typed(today().minus({ days: 3 })));
    await page.getByLabel(/^Date de début/).fill(typed(from));
    await page.getByLabel(/^Date de fin/).fill(typed(until));
    await page.getByLabel(/^Quotité/).selectOption({ label: '80 %' });
    await page.getByLabel(/^Motif/).selectOption({ index: 1 });
    await page.getByLabel(/^Précisions/).fill('Le mercredi.');
    const buffer = Buffer.from((await attachment('Demande')).bytes);
    for (const [rank, name] of ['demande signée.pdf', 'justificatif.pdf'].entries()) {
      await page.locator('input[type=file]').nth(rank).setInputFiles({ name, mimeType: 'application/pdf', buffer });
      await nadia.link(name).waitFor();
    }
    await nadia.button('Déposer la demande').click();
    await nadia.heading('La demande est déposée').waitFor();
    await nadia.link('Suivre l’avancement').click();
    await page.getByText(/^Reçue sur papier le .*, saisie par Nadia Gestas$/).waitFor();
    await page.getByRole('tab', { name: 'Demande', exact: true }).click();
    await page.getByRole('button', { name: /Demande signée sur papier/ }).waitFor();
    expect(await axe(nadia)).toEqual([]);
  });
});

/** Where the link leads that was mailed there, once it is. */
async function linkMailedTo(address: string): Promise<string> {
  for (;;) {
    const mails = await stage.mails.all();
    const link = mails.flatMap(({ to, text }) => (to.includes(address) ? (/\/link#\S+/.exec(text)?.[0] ?? []) : []))[0];
    if (link !== undefined) return link;
    await setTimeout(200);
  }
}

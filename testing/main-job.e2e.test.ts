import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { attachment } from '#bin/demonstration/attachment.ts';
import { eventually } from '#bin/portal/story.ts';
import { codesOf } from '#bin/portal/totp.ts';
import { DEMONSTRATION_PASSWORD } from '#prisma/seed/accounts.ts';
import { axe } from './browser/axe.ts';
import { CAST } from './browser/cast.ts';
import { Authenticator } from './browser/codes.ts';
import { nextYear, typed } from './browser/days.ts';
import { drop, errorOf, mark, pdfShownIn, tabTo } from './browser/gestures.ts';
import { addPasskey, holdsPasskeys } from './browser/passkeys.ts';
import { Stage } from './browser/stage.ts';
import { mailsAbout, openTask, sha256, sign, told } from './browser/tasks.ts';
import type { Visitor } from './browser/visitor.ts';
import { ask } from './portal/inside.ts';

const PHONE = { width: 390, height: 844 };
let stage: Stage;
const authenticator = new Authenticator(CAST.signatory.totpSecret ?? '', () => stage.portal.url);

beforeAll(async () => {
  stage = await Stage.open();
});

afterAll(() => stage?.close());

describe('whoever is given a right that signs, pays, publishes or administers', () => {
  test('registers an authenticator before anything else, keeps recovery codes, then a passkey, and comes in by it', async () => {
    await stage.scene('second-factor', async (open) => {
      await ask(
        stage.portal,
        `insert into habilitation (id, person_id, structure_id, role, "from", ground)
         select gen_random_uuid(), u.person_id, s.id, 'analyste', '2026-01-01', 'installation'
           from "user" u, structure s where u.email = $1 and s.code = 'MDD'`,
        ['lea.fontaine@harmonie.example'],
      );
      const lea = await open('second-factor');
      const { page } = lea;
      await holdsPasskeys(lea);

      await page.goto('/');
      await page.locator('#email').fill('lea.fontaine@harmonie.example');
      await page.locator('#password').fill(DEMONSTRATION_PASSWORD);
      await page.locator('#password').press('Enter');
      await lea.heading('Second facteur').waitFor();
      expect(await page.getByRole('navigation').count()).toBe(0);
      const secret = ((await page.locator('.h-enrol__secret').textContent()) ?? '').replaceAll(' ', '');
      expect(await axe(lea)).toEqual([]);
      await page.locator('#first-code').fill(await codesOf(stage.portal.url, secret).next());
      await page.locator('#first-code').press('Enter');
      await page.locator('.h-codes').waitFor();
      expect(await page.locator('.h-codes li').count()).toBe(10);
      expect(await axe(lea)).toEqual([]);
      await lea.button('Je les ai gardés').click();
      await page.locator('main#content h1').waitFor();

      await lea.visit('/account');
      await addPasskey(lea, 'Téléphone de Léa');
      expect(await axe(lea)).toEqual([]);
      await lea.button(/Menu du compte/).click();
      await page.locator('#account-menu').getByText('Se déconnecter').click();
      await lea.heading('Connexion').waitFor();
      await lea.button('Se connecter avec une clé d’accès').click();
      await page.locator('main#content h1').waitFor();
      await lea.visit('/account');
      await page
        .getByText(/clé d’accès · adresse/)
        .first()
        .waitFor();
    });
  });
});

describe('the main job, on screen', () => {
  test('five people take a request from its draft to the signed act, each on their own screen', async () => {
    await stage.scene('main-job', async (open) => {
      const agent = await open('agent');
      await agent.signIn(CAST.agent.email);
      await beginWithFaults(agent);
      await putRight(agent);

      const phone = await open('agent-phone', { viewport: PHONE });
      await phone.signIn(CAST.agent.email);
      const number = await resumeAndFile(phone);

      await agent.go('Mes demandes');
      await agent.link('Temps partiel sur autorisation').click();
      await agent.page.getByRole('tab', { name: 'Avancement' }).click();
      const isSamePage = await mark(agent.page);
      await holds(agent, CAST.superior.name, 'Avis du supérieur');

      const superior = await open('superior');
      await superior.signIn(CAST.superior.email);
      await giveReservedOpinionByKeyboard(superior, number);
      await holds(agent, CAST.validator.name, 'Visa');
      await agent.page.getByText('Avis réservé').waitFor({ state: 'detached' });

      const validator = await open('validator');
      await validator.signIn(CAST.validator.email);
      await openTask(validator, number, 'Visa');
      await validator.page.getByText('le renfort du greffe').waitFor();
      await validator.page.getByText('Demander un complément à l’agent').click();
      await validator.button('Demander le complément').click();
      expect(await errorOf(validator.page.locator('#reason'))).toContain('Donnez le motif');
      await validator.page.locator('#reason').fill('Merci de joindre un planning.');
      await validator.button('Demander le complément').click();
      await told(validator, 'Le complément est demandé à l’agent.');
      await holds(agent, CAST.agent.name, 'Compléter la demande');

      await giveComplement(phone);
      await holds(agent, CAST.validator.name, 'Visa');
      await openTask(validator, number, 'Visa');
      await validator.page.getByText('planning.pdf').waitFor();
      await validator.page.getByText('Accorder le visa', { exact: true }).first().click();
      await validator.button('Accorder le visa').click();
      await told(validator, 'Votre visa est enregistré.');
      await holds(agent, CAST.signatory.name, 'Signature de l’acte');

      const early = await mailsAbout(stage.portal, number);
      expect(early.flatMap(({ attachments }) => attachments)).toEqual([]);
      expect(early.map(({ subject }) => subject).filter((subject) => /arrêté|décision/i.test(subject))).toEqual([]);
      await phone.visit('/requests');
      await phone.link('Temps partiel sur autorisation').click();
      await phone.page.getByRole('tab', { name: /^Décisions/ }).click();
      await phone.page.getByText('Complément donné').waitFor();
      // Their own answer, and nothing of what others said before the act is signed.
      expect(await phone.page.locator('.h-decision').count()).toBe(1);

      const signatory = await open('signatory');
      await signatory.signIn(CAST.signatory.email);
      await openTask(signatory, number, 'Signature de l’acte');
      await signatory.button('Relire et signer l’acte').click();
      await sign(signatory, authenticator, { afterWrongCode: true });
      await told(signatory, 'L’acte est signé.');

      await agent.page.locator('.h-holders').getByText('Accordée').waitFor();
      await agent.page.locator('.h-timeline').getByText('Acte signé et scellé').waitFor();
      expect(await isSamePage()).toBe(true);
      await agent.page.getByRole('tab', { name: /^Décisions/ }).click();
      await agent.page.getByText('Avis réservé').waitFor();
      await agent.page.getByRole('tab', { name: 'Actes (1)' }).click();
      const act = await pdfShownIn(agent.page.locator('iframe'));
      const bytes = await (await agent.page.request.get(act)).body();
      // While the browser's own reader opens beside, it may take a click.
      await eventually('the digest of the act', async () => {
        await agent.page.getByText('Vérifier un acte sans le portail').click();
        return (await agent.page.getByText(sha256(bytes)).isVisible()) || undefined;
      });
      await agent.go('Mon dossier');
      await agent.button(/N° 1/).click();
      await pdfShownIn(agent.page.locator('iframe'));

      const gestionnaire = await open('gestionnaire');
      await gestionnaire.signIn(CAST.gestionnaire.email);
      await gestionnaire.link(/^Espace gestionnaire/).click();
      await gestionnaire.page.getByRole('row').filter({ hasText: number }).getByText('Accordée').waitFor();
      await gestionnaire.go('Agents');
      await gestionnaire.link(CAST.agent.name).click();
      await gestionnaire.button(/N° 1/).click();
      await pdfShownIn(gestionnaire.page.locator('iframe'));
      await agent.visit('/dossier');
      await agent.page.getByText(new RegExp(`${CAST.gestionnaire.name} a lu`)).waitFor();

      const everyone = [CAST.agent, CAST.superior, CAST.validator, CAST.signatory, CAST.gestionnaire];
      const all = await eventually('the mails with the act', async () => {
        const found = await mailsAbout(stage.portal, number);
        const served = found.filter(({ attachments }) => attachments.length > 0).flatMap(({ to }) => to);
        return everyone.every(({ email }) => served.includes(email)) ? found : undefined;
      });
      const withAct = all.filter(({ attachments }) => attachments.length > 0);
      expect(withAct.flatMap(({ to }) => to).sort()).toEqual(everyone.map(({ email }) => email).sort());
      for (const { attachments } of withAct) expect(Buffer.from(attachments[0]?.bytes ?? []).equals(bytes)).toBe(true);
      const letters = all.map(({ to, messageId }) => `${to} ${messageId}`);
      expect(new Set(letters).size).toBe(letters.length);
      expect(all.filter(({ subject, to }) => to.includes(CAST.agent.email) && /accusé/i.test(subject))).toHaveLength(1);
    });
  });

  test('a session that ends while a form is filled costs nothing of what was typed', async () => {
    await stage.scene('session-ended', async (open) => {
      const agent = await open('agent');
      await agent.comeBack(CAST.agent.email);
      await agent.visit('/');
      await beginDraft(agent);
      agent.expectRefusal(401, /^\/api\//);
      await agent.context.clearCookies();
      await agent.page.getByLabel(/^Précisions/).fill('Un texte qui ne doit pas se perdre.');
      const dialog = agent.page.getByRole('dialog', { name: 'Votre session a pris fin' });
      await dialog.waitFor();
      await dialog.locator('input[type="password"]').fill(CAST.agent.password);
      await Promise.all([
        saved(agent, 'Un texte qui ne doit pas se perdre.'),
        dialog.getByRole('button', { name: 'Se connecter' }).click(),
      ]);
      await dialog.waitFor({ state: 'hidden' });
      await agent.page.reload();
      await agent.settled();
      expect(await agent.page.getByLabel(/^Précisions/).inputValue()).toBe('Un texte qui ne doit pas se perdre.');
    });
  });
});

/** From the catalogue to an empty form. */
async function beginDraft(agent: Visitor): Promise<void> {
  await agent.go('Faire une demande');
  await agent.link('Temps partiel sur autorisation').click();
  await agent.button('Commencer').click();
  await agent.page.getByLabel(/^Date de début/).waitFor();
}

/** Fills the form wrong, and is told so next to each field. */
async function beginWithFaults(agent: Visitor): Promise<void> {
  await beginDraft(agent);
  const { page } = agent;
  const upload = page.getByLabel(/^Justificatif/).and(page.locator('input'));
  await page.getByLabel(/^Date de début/).fill('31/02/2027');
  await page.getByLabel(/^Date de fin/).fill(typed(nextYear().until));
  await page.getByLabel(/^Précisions/).fill('Court');
  await agent.button('Déposer la demande').click();
  await page.locator('.h-issues').filter({ hasText: '5 points à corriger' }).waitFor();
  expect(await errorOf(page.getByLabel(/^Date de début/))).toContain('Cette date n’existe pas');
  expect(await errorOf(page.getByLabel(/^Quotité/))).toContain('obligatoire');
  expect(await errorOf(page.getByLabel(/^Motif/))).toContain('obligatoire');
  expect(await errorOf(page.getByLabel(/^Précisions/))).toContain('10');
  expect(await errorOf(upload)).toContain('obligatoire');
  agent.expectRefusal(422, /^\/api\/drafts\/[^/]+\/pieces$/);
  await drop(dropZone(agent), { name: 'photo.pdf', bytes: new TextEncoder().encode('Ceci n’est pas un PDF.') });
  await page.getByText('photo.pdf : Ce fichier n’est pas un PDF lisible.').waitFor();
  expect(await errorOf(upload)).toContain('n’est pas un PDF lisible');
}

/** Puts it right, drops the document, and leaves: all is kept. */
async function putRight(agent: Visitor): Promise<void> {
  const { page } = agent;
  const { from, until } = nextYear();
  const reason = 'Présence auprès de mon enfant le mercredi.';
  await drop(dropZone(agent), await attachment('Justificatif'));
  await agent.link(/^justificatif\.pdf/).waitFor();
  await page.getByLabel(/^Quotité/).selectOption({ label: '80 %' });
  await page.getByLabel(/^Motif/).selectOption({ label: 'Élever un enfant de plus de trois ans' });
  await page.getByLabel(/^Date de début/).fill(typed(from));
  await page.getByLabel(/^Date de fin/).fill(typed(until));
  await Promise.all([saved(agent, reason), page.getByLabel(/^Précisions/).fill(reason)]);
  await page.getByText(/Enregistré à \d\d:\d\d/).waitFor();
  await agent.link('Terminer plus tard').click();
  await agent.heading('Bonjour Claire').waitFor();
}

const dropZone = (agent: Visitor) => agent.page.locator('.h-upload__drop');

/** Resolves once the server holds this text in the draft. */
const saved = (agent: Visitor, reason: string) =>
  agent.page.waitForResponse(
    (response) =>
      response.request().method() === 'PUT' &&
      response.ok() &&
      JSON.parse(response.request().postData() ?? '{}').data?.reason === reason,
  );

/** Finds the draft as it was left, in another browser, and files it; gives the number on the acknowledgement. */
async function resumeAndFile(phone: Visitor): Promise<string> {
  const { page } = phone;
  const { from, until } = nextYear();
  await phone.link(/^Reprendre/).click();
  await phone.link(/^justificatif\.pdf/).waitFor();
  expect(await page.getByLabel(/^Date de début/).inputValue()).toBe(typed(from));
  expect(await page.getByLabel(/^Date de fin/).inputValue()).toBe(typed(until));
  expect(
    await page
      .getByLabel(/^Quotité/)
      .locator('option:checked')
      .textContent(),
  ).toBe('80 %');
  expect(await page.getByLabel(/^Précisions/).inputValue()).toBe('Présence auprès de mon enfant le mercredi.');
  await phone.button('Déposer la demande').dblclick();
  await phone.heading('Votre demande est déposée').waitFor();
  const number = (await page.locator('.h-filed__number').textContent()) ?? '';
  expect(number).toMatch(/^\d{4}-\d{6,}$/);
  await phone.visit('/requests');
  // A double click files once.
  await page.getByText('1 résultat', { exact: true }).waitFor();
  return number;
}

/** Waits until an open progress page says by itself who has the hand, at which step. */
async function holds(agent: Visitor, name: string, step: string): Promise<void> {
  const panel = agent.page.locator('.h-holders');
  await panel.getByText(name).waitFor();
  await panel.getByText(step).waitFor();
  // Of a block that is open, the step within is the last.
  await agent.page.locator('.h-steps [aria-current="step"]').filter({ hasText: step }).last().waitFor();
}

/** Reads the request and its document, and gives an opinion without a mouse: without a reason first. */
async function giveReservedOpinionByKeyboard(superior: Visitor, number: string): Promise<void> {
  const { page } = superior;
  const { keyboard } = page;
  await tabTo(superior.link(/^Espace valideur/));
  await keyboard.press('Enter');
  const task = page.getByRole('row').filter({ hasText: number }).getByRole('link', { name: 'Avis du supérieur' });
  await task.waitFor();
  await tabTo(task);
  await keyboard.press('Enter');
  await superior.heading('Avis du supérieur').waitFor();
  await page.getByText('Présence auprès de mon enfant le mercredi.').waitFor();
  await pdfShownIn(page.locator('iframe'));
  await tabTo(page.getByRole('radio', { name: 'Favorable', exact: true }));
  await keyboard.press('ArrowDown');
  expect(await page.getByRole('radio', { name: 'Réservé' }).isChecked()).toBe(true);
  await tabTo(superior.button('Rendre un avis réservé'));
  await keyboard.press('Enter');
  const reason = page.getByLabel('Motif (obligatoire)');
  expect(await errorOf(reason)).toContain('Donnez le motif de cette réponse.');
  await tabTo(reason);
  await keyboard.type('La période coïncide avec le renfort du greffe.');
  await tabTo(superior.button('Rendre un avis réservé'));
  await keyboard.press('Enter');
  await told(superior, 'Votre avis réservé est enregistré.');
}

/** Answers what was asked, with a document, from the home page. */
async function giveComplement(agent: Visitor): Promise<void> {
  await agent.visit('/');
  await agent.link(/^Compléter la demande/).click();
  await agent.page.getByText('Merci de joindre un planning.').waitFor();
  const { bytes } = await attachment('Planning');
  await agent.page
    .getByLabel(/^Joindre des pièces/)
    .and(agent.page.locator('input'))
    .setInputFiles({ name: 'planning.pdf', mimeType: 'application/pdf', buffer: Buffer.from(bytes) });
  await agent.link(/^planning\.pdf/).waitFor();
  await agent.page.getByLabel('Votre réponse').fill('Voici le planning.');
  await agent.button('Envoyer ma réponse').click();
  await told(agent, 'Votre réponse est envoyée.');
}

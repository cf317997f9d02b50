import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '#bin/portal/story.ts';
import { CAST } from './browser/cast.ts';
import { Authenticator } from './browser/codes.ts';
import { today, typed } from './browser/days.ts';
import { errorOf, isOnTop, pdfShownIn } from './browser/gestures.ts';
import { Colleagues } from './browser/ministry.ts';
import { addPasskey, holdsPasskeys } from './browser/passkeys.ts';
import { Stage } from './browser/stage.ts';
import { mailsAbout, openTask, sign, told } from './browser/tasks.ts';
import { ask } from './portal/inside.ts';

let stage: Stage;
let colleagues: Colleagues;
const authenticator = new Authenticator(CAST.signatory.totpSecret ?? '', () => stage.portal.url);

beforeAll(async () => {
  stage = await Stage.open();
  colleagues = new Colleagues(stage.portal.url);
});

afterAll(() => stage?.close());

// Day by day their routes and circuits are played, and screens.e2e.test.ts judges what they open.
describe('the main job, otherwise', () => {
  test('a refusal is reasoned in law and in fact, follows an interview, and is signed in its turn, by a passkey', async () => {
    await stage.scene('refusal', async (open) => {
      const request = await colleagues.filed('Préparation d’un concours interne.');
      await colleagues.decided('superior', request.id, 'opinion', 'favorable');
      await colleagues.decided('validator', request.id, 'visa', 'approved');
      await colleagues.task('signatory', request.id, 'signature');

      const signatory = await open('signatory');
      await holdsPasskeys(signatory);
      await signatory.signIn(CAST.signatory.email);
      await signatory.visit('/account');
      await addPasskey(signatory, 'Téléphone de Sophie');
      await signatory.visit('/tasks');
      await openTask(signatory, request.number, 'Signature de l’acte');
      await signatory.button('Refuser la demande').click();
      await signatory.button('Enregistrer le refus').click();
      const field = (id: string) => signatory.page.locator(`#${id}`);
      expect(await errorOf(field('reasonLaw'))).toContain('Indiquez le texte');
      expect(await errorOf(field('reasonFact'))).toContain('Indiquez les circonstances');
      expect(await errorOf(field('interviewOn'))).toContain('Indiquez la date');
      await field('reasonLaw').fill('Article L612-1 du code général de la fonction publique.');
      await field('reasonFact').fill('Trois postes sont vacants sur huit jusqu’à l’été.');
      await field('interviewOn').fill(typed(today().plus({ days: 1 })));
      await signatory.button('Enregistrer le refus').click();
      expect(await errorOf(field('interviewOn'))).toContain('doit avoir eu lieu');
      await field('interviewOn').fill(typed(today()));
      await signatory.button('Enregistrer le refus').click();
      await told(signatory, 'Le refus est enregistré.');
      await signatory.heading('Signature du refus').waitFor();
      await signatory.button('Relire et signer le refus').click();
      await sign(signatory, authenticator, { byPasskey: true });
      await told(signatory, 'L’acte est signé.');
      const [proof] = await ask<{ method: string }>(
        stage.portal,
        `select p.method from step_up_proof p join task t on t.key = p.task_key
          where t.request_id = $1::uuid and p.used_at is not null`,
        [request.id],
      );
      expect(proof?.method).toBe('passkey');

      const agent = await open('agent');
      await agent.comeBack(CAST.agent.email);
      await agent.visit(`/requests/${request.id}?tab=decisions`);
      await agent.page.locator('.h-page__top').getByText('Refusée').waitFor();
      await agent.page.getByText('Article L612-1').first().waitFor();
      await agent.page.getByText('Trois postes sont vacants').first().waitFor();
      await agent.page.getByRole('tab', { name: 'Actes (1)' }).click();
      await pdfShownIn(agent.page.locator('iframe'));
    });
  });

  test('an agent withdraws after being asked to confirm; whoever was about to decide is told', async () => {
    await stage.scene('withdrawal', async (open) => {
      const request = await colleagues.filed('Préparation d’un concours interne.');
      await colleagues.decided('superior', request.id, 'opinion', 'favorable');
      await colleagues.task('validator', request.id, 'visa');
      const validator = await open('validator');
      await validator.comeBack(CAST.validator.email);
      await validator.visit('/tasks');
      await openTask(validator, request.number, 'Visa');

      const agent = await open('agent');
      await agent.comeBack(CAST.agent.email);
      await agent.visit(`/requests/${request.id}`);
      await agent.button('Retirer la demande').click();
      const dialog = agent.page.getByRole('dialog', { name: 'Retirer cette demande ?' });
      await dialog.getByRole('button', { name: 'Annuler' }).click();
      await dialog.waitFor({ state: 'hidden' });
      await agent.page.locator('.h-page__top').getByText('En instruction').waitFor();
      await agent.button('Retirer la demande').click();
      await dialog.getByText(request.number).waitFor();
      expect(await isOnTop(dialog)).toBe(true);
      await dialog.getByLabel('Motif (facultatif)').fill('Autre organisation trouvée.');
      await dialog.getByRole('button', { name: 'Retirer la demande' }).click();
      await agent.page.locator('.h-page__top').getByText('Retirée').waitFor();
      await agent.button('Retirer la demande').waitFor({ state: 'detached' });

      validator.expectRefusal(409, /^\/api\/tasks\//);
      await validator.page.getByText('Accorder le visa', { exact: true }).first().click();
      await validator.button('Accorder le visa').click();
      await told(validator, 'Cette étape n’attend plus de décision.');
      await validator.page.getByRole('row').filter({ hasText: request.number }).waitFor({ state: 'detached' });
      await eventually('the mail of the withdrawal to the superior', async () =>
        (await mailsAbout(stage.portal, request.number)).find(
          ({ to, subject }) => to.includes(CAST.superior.email) && /retrait/i.test(subject),
        ),
      );
    });
  });
});

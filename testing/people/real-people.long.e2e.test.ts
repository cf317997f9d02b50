import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { attachment } from '#bin/demonstration/attachment.ts';
import { PortalSession } from '#bin/portal/session.ts';
import { decide, eventually, file, sealedAct, sign, taskOn } from '#bin/portal/story.ts';
import { codesOf } from '#bin/portal/totp.ts';
import { freePorts } from '#bin/start/ports.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { Stage } from '../browser/stage.ts';
import type { Visitor } from '../browser/visitor.ts';
import { CLIENT_ID, CLIENT_SECRET, type IdentityProvider, openIdentityProvider } from '../identity/provider.ts';
import { halfYear } from '../periods.ts';
import { run } from '../portal/commands.ts';
import { type OwnPostgres, ownPostgres } from '../portal/own-postgres.ts';
import {
  CAST,
  DELEGATIONS,
  people,
  RIGHTS,
  RIGHTS_BY_TWO,
  STRUCTURES,
  WRONG_PEOPLE,
  WRONG_RIGHTS,
  WRONG_STRUCTURES,
} from '../real-people/files.ts';
import { linkMailedTo, Newcomer } from '../real-people/newcomer.ts';

// A ministry puts its people in: from an empty portal on a PostgreSQL of its own to an act that is sealed, by people who were
// all imported. Each test goes on from the one before it.

const REASON = 'Ouverture du portail au ministère.';
const KIND = 'temps-partiel-sur-autorisation';
const alix = new Newcomer('alix.durand@justice.example', 'quatre chevaux bleus au galop');
const brune = new Newcomer('brune.petit@justice.example', 'sept parapluies sous un orage calme');
const cast = Object.fromEntries(
  Object.entries(CAST).map(([part, { email }], n) => [
    part,
    new Newcomer(email, `une phrase de ${part}, la ${n + 1}e du greffe`),
  ]),
) as Record<keyof typeof CAST, Newcomer>;

let folder: string;
let postgres: OwnPostgres;
let provider: IdentityProvider;
let stage: Stage;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'harmonie-real-people-'));
  postgres = await ownPostgres(path.join(folder, 'postgres'));
  const [port = 0] = await freePorts(1);
  const { visitor } = CAST;
  provider = await openIdentityProvider({
    portals: [`http://localhost:${port}`],
    people: [{ sub: 'an-identity', name: visitor.name, email: visitor.email, employeeNumber: visitor.number }],
  });
  environment = {
    ...postgres.environment,
    ...{ TZ: 'Europe/Paris', SEED_DEMO: 'false' },
    ...{ OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: CLIENT_ID, OIDC_CLIENT_SECRET: CLIENT_SECRET },
  };
  stage = await Stage.open(environment, port);
});
afterAll(async () => {
  await stage?.close();
  await provider?.close();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

// Each test goes on from the one before: after one that failed, the others say nothing.
let failed = false;
const scene = async (name: string, play: Parameters<Stage['scene']>[1]) => {
  if (failed) throw new Error('the scene before failed');
  failed = true;
  await stage.scene(name, play);
  failed = false;
};
const onServer = (command: string, ...parameters: string[]) =>
  run(`bin/${command}.ts`, parameters, { ...environment, DATA_DIR: stage.portal.dataDir, BASE_URL: stage.portal.url });
/** A session that a program holds for somebody who entered on screen. */
const session = ({ email, password, totpSecret }: Newcomer) =>
  PortalSession.signIn(stage.portal.url, { email, password, totpSecret });
const Ids = z.object({ items: z.array(z.object({ id: z.string() }).loose()) });
const personPage = async (admin: Visitor, name: string) => {
  await admin.visit(`/administration/persons?q=${encodeURIComponent(name)}`);
  await admin.link(name).click();
  await admin.heading(name).waitFor();
};

test('the two first administrators are invited by the command, and register a second factor before anything else', async () => {
  await scene('first-administrators', async (open) => {
    const stranger = await open('stranger');
    await stranger.page.goto('/');
    await stranger.page.getByText('Personne n’est encore entré').waitFor();
    const { code, lines } = await onServer('first-administrator', '--email', alix.email, '--email', brune.email);
    expect([code, lines[0]]).toEqual([0, 'Two administrators are invited. Hand each link to its person alone:']);
    const links = lines.flatMap((line) => /http\S+/.exec(line) ?? []);
    for (const [n, administrator] of [alix, brune].entries()) {
      const visitor = await open(`administrator-${n + 1}`);
      await administrator.choosesPassword(visitor, links[n] ?? '');
      await administrator.signsIn(visitor, stage.portal.url);
      expect(administrator.totpSecret).toBeDefined();
      expect(administrator.recoveryCodes).toHaveLength(10);
    }
    // The links served; the command has nothing to do any more.
    await stranger.page.goto(links[0] ?? '');
    stranger.expectRefusal(409, /^\/api\/account\/link/);
    stranger.expectRefusal(410, /^\/api\/account\/link/);
    await stranger.button('Continuer').click();
    await stranger.page.getByText('Ce lien n’ouvre rien').waitFor();
    expect((await onServer('first-administrator', '--email', 'x@y.example', '--email', 'z@y.example')).code).toBe(1);
  });
});

test('structures and five hundred people come by CSV: mistakes are said line by line, the rest is in', async () => {
  await scene('imports', async (open) => {
    const admin = await open('administrator');
    await alix.signsIn(admin, stage.portal.url);
    await importOnScreen(admin, 'structures', 'structures.csv', Buffer.from(STRUCTURES));
    await admin.page.getByText('ROND-A').first().waitFor();
    expect(await countOf(admin, 'En défaut')).toBe(WRONG_STRUCTURES);
    const csv = path.join(folder, 'people.csv');
    await writeFile(csv, people());
    const { code, lines } = await onServer('import', 'people', csv, '--installation');
    const counted = lines.find((line) => line.startsWith('500 lignes')) ?? '';
    expect([code, counted.match(/\d+ importées/)?.[0], counted.match(/\d+ en défaut/)?.[0]]).toEqual([
      ...[1, `${500 - WRONG_PEOPLE} importées`, `${WRONG_PEOPLE} en défaut`],
    ]);
    await admin.visit('/administration/persons?q=Martin');
    await admin.link(CAST.agent.name).waitFor();
  });
});

test('rights come by CSV: what signs waits until one administrator takes it up and the other confirms it', async () => {
  await scene('rights', async (open) => {
    const [one, other] = [await open('administrator-1'), await open('administrator-2')];
    await alix.signsIn(one, stage.portal.url);
    await importOnScreen(one, 'rights', 'rights.csv', Buffer.from(RIGHTS));
    expect([await countOf(one, 'En défaut'), await countOf(one, 'Attendent deux administrateurs')]).toEqual([
      WRONG_RIGHTS,
      RIGHTS_BY_TWO,
    ]);
    await takeUp(one);
    await brune.signsIn(other, stage.portal.url);
    await confirm(other, /^Confirmer toute la page/);
    await importOnScreen(one, 'delegations', 'delegations.csv', Buffer.from(DELEGATIONS));
    await takeUp(one);
    await confirm(other, /^Confirmer/);
  });
  const admin = await session(brune);
  const { items } = await admin.get('/api/administration/delegations?pageSize=20', Ids);
  const published = { publishedOn: parisDay(new Date()), publication: 'Recueil des actes', reason: REASON };
  await admin.post(`/api/administration/delegations/${items[0]?.id}/publication`, published);
  const { items: structures } = await admin.get('/api/administration/structures?q=JUST', Ids);
  const opening = { kind: KIND, structureId: structures[0]?.id, open: true, from: parisDay(new Date()), until: null };
  await admin.post('/api/administration/openings', { ...opening, reason: REASON });
});

test('all are invited at once; each chooses a password by mail, the signatory registers a second factor', async () => {
  await scene('invitations', async (open) => {
    const admin = await open('administrator');
    await alix.signsIn(admin, stage.portal.url);
    await admin.visit('/administration/persons');
    await admin.button('Inviter ceux qui n’ont pas de compte').click();
    const dialog = admin.page.getByRole('dialog');
    await dialog.locator('#invite-structure').fill('TJ-1');
    await dialog.getByRole('button', { name: /Tribunal judiciaire 1/ }).click();
    await dialog.getByRole('button', { name: 'Envoyer les invitations' }).click();
    await admin.page.getByText(/invitations partent/).waitFor();
    for (const part of ['agent', 'superior', 'validator', 'head', 'signatory'] as const) {
      const visitor = await open(part);
      const newcomer = cast[part];
      await newcomer.choosesPassword(
        visitor,
        await linkMailedTo(stage.mails, newcomer.email, /Votre compte du portail/),
      );
      await newcomer.signsIn(visitor, stage.portal.url);
      expect([part, newcomer.totpSecret !== undefined]).toEqual([part, ['head', 'signatory'].includes(part)]);
    }
  });
});

test('somebody enters by the identity provider, from the invitation on, and signs out there too', async () => {
  await scene('identity-provider', async (open) => {
    const visitor = await open('visitor');
    visitor.expectHost(provider.issuer);
    await visitor.page.goto(await linkMailedTo(stage.mails, CAST.visitor.email, /Votre compte du portail/));
    await visitor.button('Continuer').first().click();
    await visitor.page.getByRole('button', { name: /ProConnect/ }).click();
    await visitor.page.getByRole('button', { name: CAST.visitor.name }).click();
    await visitor.page.locator('main#content h1').waitFor();
    await visitor.button(/Menu du compte/).click();
    await visitor.page.getByText('Se déconnecter').first().click();
    await visitor.heading('Connexion').waitFor();
    await visitor.page.getByRole('button', { name: /ProConnect/ }).click();
    await visitor.page.getByRole('button', { name: CAST.visitor.name }).click();
    await visitor.page.locator('main#content h1').waitFor();
  });
});

let requestId: string;
test('a request goes from its filing to the sealed act, by people who were all imported', async () => {
  const [agent, superior, validator] = [
    await session(cast.agent),
    await session(cast.superior),
    await session(cast.validator),
  ];
  const [head, signatory] = [await session(cast.head), await session(cast.signatory)];
  const answers = { quota: '80', reasonKind: 'other', reason: 'Cours du soir', ...halfYear(2) };
  const { bytes } = await attachment('Justificatif');
  const request = await file(agent, KIND, answers, { bytes, name: 'piece.pdf' });
  requestId = request.id;
  await decide(superior, await taskOn(superior, requestId, 'opinion'), { outcome: 'favorable' });
  await decide(validator, await taskOn(validator, requestId, 'visa'), { outcome: 'approved' });
  // What the delegate holds takes effect the day after its publication: today only its giver signs.
  const early = await taskOn(signatory, requestId, 'signature');
  await expect(signatory.post(`/api/tasks/${early.key}/preview`, {})).rejects.toMatchObject({
    code: 'no-signing-capacity',
  });
  const codes = codesOf(stage.portal.url, cast.head.totpSecret ?? '');
  await sign(head, await taskOn(head, requestId, 'signature'), codes);
  const act = await sealedAct(agent, requestId);
  expect(act).toBeDefined();
  await eventually('the act by mail', async () => {
    const mails = await stage.mails.about(request.number);
    return mails.some(({ to, attachments }) => to.includes(CAST.agent.email) && attachments.length > 0) || undefined;
  });
});

test('a forgotten password is chosen anew by mail; a lost factor of a signatory takes two administrators', async () => {
  await scene('lost', async (open) => {
    const agent = await open('agent');
    await agent.page.goto('/sign-in');
    await agent.link(/oublié/).click();
    await agent.page.locator('input[type=email]').fill(cast.agent.email);
    await agent.button('Envoyer le lien').click();
    await agent.page.getByText('Regardez vos courriels').waitFor();
    cast.agent.password = 'une autre phrase, choisie après oubli';
    await cast.agent.choosesPassword(agent, await linkMailedTo(stage.mails, cast.agent.email, /Choisir un nouveau/));
    await cast.agent.signsIn(agent, stage.portal.url);

    const [one, other] = [await open('administrator-1'), await open('administrator-2')];
    await alix.signsIn(one, stage.portal.url);
    await personPage(one, CAST.signatory.name);
    await one.button('Rétablir le compte').click();
    const dialog = one.page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('Téléphone perdu, vérifié de vive voix.');
    await dialog.getByRole('button', { name: 'Rétablir le compte' }).click();
    await one.page.getByText('Le rétablissement est proposé').waitFor();
    // Nothing changed yet.
    await session(cast.signatory);
    await brune.signsIn(other, stage.portal.url);
    await confirm(other, /^Confirmer/);
    const signatory = await open('signatory');
    cast.signatory.password = 'une phrase neuve après la perte';
    cast.signatory.totpSecret = undefined;
    const link = await linkMailedTo(stage.mails, cast.signatory.email, /Votre compte est rétabli/);
    await cast.signatory.choosesPassword(signatory, link);
    await cast.signatory.signsIn(signatory, stage.portal.url);
    expect(cast.signatory.totpSecret).toBeDefined();
  });
});

test('a departure closes the account, ends the rights and gives the tasks back', async () => {
  await scene('departure', async (open) => {
    const leaving = await open('validator');
    await cast.validator.signsIn(leaving, stage.portal.url);
    const admin = await open('administrator');
    await alix.signsIn(admin, stage.portal.url);
    await personPage(admin, CAST.validator.name);
    await admin.button('Enregistrer le départ').click();
    const dialog = admin.page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('Retraite.');
    // From then on: what is live on the screen of whoever leaves may ask before anything else is seen of it.
    leaving.expectRefusal(401, /^\/api\//);
    await dialog.getByRole('button', { name: 'Enregistrer le départ' }).click();
    await admin.page.getByText('Le départ est enregistré.').waitFor();
    await leaving.page.goto('/requests');
    await leaving.page.locator('#email').waitFor();
    await expect(session(cast.validator)).rejects.toMatchObject({ status: expect.any(Number) });
  });
});

/** Sends a file, waits until it was tried, and has it imported. */
async function importOnScreen(admin: Visitor, kind: string, name: string, buffer: Buffer): Promise<void> {
  await admin.visit('/administration/imports');
  await admin.button('Envoyer un fichier').click();
  await admin.page.locator('#import-kind').selectOption(kind);
  await admin.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
  await admin.page.locator('#import-reason').fill(REASON);
  await admin.button('Envoyer et essayer').click();
  await admin.button(/^Importer \d+/).click();
  await admin.page
    .getByRole('dialog')
    .getByRole('button', { name: /^Importer/ })
    .click();
  await admin.page
    .getByText(/^Importé,?/)
    .first()
    .waitFor();
}

/** What the report of a file counts under this name. */
async function countOf(admin: Visitor, name: string): Promise<number> {
  const term = admin.page.locator('dl div').filter({ has: admin.page.getByText(name, { exact: true }) });
  return Number.parseInt((await term.locator('dd').first().textContent()) ?? '', 10);
}

async function takeUp(admin: Visitor): Promise<void> {
  await admin.visit('/administration/provisioned-rights');
  await admin.page.getByText('Tout choisir sur cette page').click();
  await admin.button(/^Reprendre \(/).click();
  const dialog = admin.page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(REASON);
  await dialog.getByRole('button', { name: /^Reprendre/ }).click();
  await admin.page.getByText('Aucun droit à reprendre').waitFor();
}

/** Confirms what another administrator proposed, by the first button of this name. */
async function confirm(admin: Visitor, name: RegExp): Promise<void> {
  await admin.visit('/administration/proposals');
  await admin.button(name).first().click();
  await admin.page.getByRole('dialog').getByRole('button', { name: 'Confirmer' }).click();
  await admin.page.getByRole('dialog').waitFor({ state: 'detached' });
}

// Plays the main job on a running portal as each person in turn, over its HTTP API, and leaves what a judge would ask
// for: what the signer saw, the act, the authority's certificate, the evidence, the mails, a report.
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Health } from '#web/contract/operations/operations.ts';
import { DossierView } from '#web/contract/requests/dossier.ts';
import { inWords } from './in-words.ts';
import { makeFolder } from './make-folder.ts';
import { type Credentials, PortalSession } from './portal/session.ts';
import { decide, eventually, fileAfterOthers, Json, sealedAct, sign, taskOn } from './portal/story.ts';
import { codesOf } from './portal/totp.ts';
import { Catcher, keepMails, type ReceivedMail } from './smoke/mails.ts';
import { BadUsage, HELP, readOptions, type SmokeOptions, USAGE } from './smoke/options.ts';
import { verifyAct } from './verify/verify-act.ts';

const KIND = 'temps-partiel-sur-autorisation';
const ANSWERS = {
  quota: '80',
  reasonKind: 'other',
  reason: 'Essai de bout en bout du portail, mercredi non travaillé.',
};
const baseUrl = (process.env.BASE_URL || `http://localhost:${process.env.PORT || 3000}`).replace(/\/+$/, '');
const steps: { step: string; at: string; ms: number; detail: Record<string, unknown> }[] = [];

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') console.log(HELP);
  else await play(options);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
  console.error(`smoke: ${reason}${cause}${error instanceof BadUsage ? `\n${USAGE}` : ''}`);
  process.exit(1);
}

async function play({ attachment, attachmentName, out, cast }: SmokeOptions): Promise<void> {
  try {
    makeFolder(path.resolve(out), 0o777);
  } catch (error) {
    throw new Error(`${out} cannot be written: ${inWords(error)}`);
  }
  const answer = await fetch(`${baseUrl}/api/health`).catch((cause: unknown) => {
    throw new Error(`no portal answers at ${baseUrl}: start it, or name another one by BASE_URL`, { cause });
  });
  const health = Health.parse(await answer.json());
  const catcher = health.catcher ? new Catcher(health.catcher) : undefined;

  const signIn = (credentials: Credentials) => PortalSession.signIn(baseUrl, credentials);
  const agent = await step('agent signs in', () => signIn(cast.agent));
  const request = await step(
    'agent files the request',
    () => fileAfterOthers(agent, KIND, ANSWERS, { bytes: attachment, name: attachmentName }),
    ({ id, number }) => ({ requestId: id, number }),
  );
  const mine = catcher && (() => catcher.about(request.number));
  const superior = await step('superior signs in', () => signIn(cast.superieur));
  await step(
    'superior gives an opinion',
    async () => decide(superior, await taskOn(superior, request.id, 'opinion'), { outcome: 'favorable' }),
    receipt,
  );
  const validator = await step('validator signs in', () => signIn(cast.valideur));
  await step(
    'validator gives a visa',
    async () => decide(validator, await taskOn(validator, request.id, 'visa'), { outcome: 'approved' }),
    receipt,
  );
  const signer = await step('signer signs in', () => signIn(cast.signataire));
  const task = await step(
    'signer finds the act',
    () => taskOn(signer, request.id, 'signature'),
    ({ key }) => ({ taskKey: key }),
  );
  const early = (await mine?.())?.filter(({ attachments }) => attachments.length > 0) ?? [];
  if (early.length > 0)
    throw new Error(`an act was mailed before it was signed: ${early.map(({ subject }) => subject).join(', ')}`);
  const codes = codesOf(baseUrl, cast.signataire.totpSecret);
  const { preview, sha256 } = await step(
    'signer previews, steps up and signs',
    () => sign(signer, task, codes),
    ({ sha256, receipt }) => ({ sha256, ...receipt }),
  );
  const { view, act } = await step(
    'the act is sealed and filed',
    () => sealedAct(agent, request.id),
    ({ act }) => ({ actId: act.id, dossierNumber: act.dossierNumber }),
  );

  const bytes = await agent.bytes(`/api/requests/${request.id}/acts/${act.id}/file`);
  const evidence = await agent.get(`/api/requests/${request.id}/acts/${act.id}/evidence`, Json);
  const dossier = await agent.get('/api/dossiers/mine', DossierView);
  if (!dossier.pieces.some(({ number }) => number === act.dossierNumber))
    throw new Error('the act is not in the agent’s file');
  if (createHash('sha256').update(preview).digest('hex') !== sha256)
    throw new Error('the preview is not what its hash says');

  await writeFile(path.join(out, 'preview.pdf'), preview);
  await writeFile(path.join(out, 'act.pdf'), bytes);
  await writeFile(path.join(out, 'evidence.json'), `${JSON.stringify(evidence, null, 2)}\n`);
  const ca = await authority();
  await writeFile(path.join(out, 'ca.pem'), ca);
  const everyone = [cast.agent, cast.superieur, cast.valideur, cast.signataire].map(({ email }) => email);
  const mails = mine
    ? await step(
        'everyone gets the act by mail',
        () => actMails(mine, everyone, bytes),
        (all) => ({ mails: all.length }),
      )
    : [];
  await keepMails(out, mails);

  const checks = await step('the act verifies offline', async () => {
    const report = await verifyAct({ act: bytes, evidence: JSON.stringify(evidence), ca });
    if (!report.valid) throw new Error(`the act does not verify: ${report.faults.join('; ')}`);
    return report.checks.length;
  });
  const report = {
    baseUrl,
    kind: KIND,
    requestId: request.id,
    number: request.number,
    actId: act.id,
    dossierNumber: act.dossierNumber,
    state: view.state,
    previewSha256: sha256,
    actSha256: createHash('sha256').update(bytes).digest('hex'),
    checks,
    recipients: everyone,
    mails: mails.map(({ to, subject, messageId, attachments }) => ({
      to,
      subject,
      messageId,
      attachments: attachments.map(({ fileName }) => fileName),
    })),
    steps,
  };
  await writeFile(path.join(out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  console.log(
    `smoke: request ${request.number} filed, signed, sealed, filed as piece ${act.dossierNumber}; ${mails.length} mails; ${checks} checks. See ${out}`,
  );
}

/** One step of the story: timed, printed, kept for the report. */
async function step<T>(
  name: string,
  work: () => Promise<T>,
  detail: (result: T) => Record<string, unknown> = () => ({}),
): Promise<T> {
  const started = performance.now();
  const result = await work().catch((error: unknown) => {
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error instanceof Error ? error.cause : error,
    });
  });
  const ms = Math.round(performance.now() - started);
  steps.push({ step: name, at: new Date().toISOString(), ms, detail: detail(result) });
  console.log(`  ${name} (${ms} ms)`);
  return result;
}

function receipt({ decisionId, state }: { decisionId: string; state: string }): Record<string, unknown> {
  return { decisionId, state };
}

/** The certificate authority of the portal's seal, which it publishes. */
async function authority(): Promise<string> {
  const response = await fetch(`${baseUrl}/api/seal-authority.pem`);
  if (!response.ok) throw new Error(`the portal does not give the authority of its seal (${response.status})`);
  return response.text();
}

/** Waits for the act's mail to everyone, once each, with the very bytes of the act. */
async function actMails(
  mine: () => Promise<ReceivedMail[]>,
  everyone: readonly string[],
  act: Uint8Array,
): Promise<ReceivedMail[]> {
  const carries = ({ attachments }: ReceivedMail) => attachments.some(({ bytes }) => Buffer.compare(bytes, act) === 0);
  const mails = await eventually('the mail of the act to everyone', async () => {
    const all = await mine();
    return everyone.every((address) => all.some((mail) => mail.to.includes(address) && carries(mail)))
      ? all
      : undefined;
  });
  for (const address of everyone) {
    const copies = mails.filter((mail) => mail.to.includes(address) && carries(mail));
    if (copies.length !== 1) throw new Error(`${address} got the act ${copies.length} times`);
  }
  return mails;
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { CryptoEngine, setEngine } from 'pkijs';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { statusBytes, statusOf } from '#domain/evidence/act-status.ts';
import { type Evidence, evidenceDigest } from '#domain/evidence/evidence.ts';
import { ensureDemonstrationAuthority } from '#workers/pades/authority.ts';
import { signStatement } from '#workers/pades/der/cms.ts';
import { seal } from '#workers/pades/seal.ts';
import { aDrawnAct } from '#workers/testing/drawn-act.ts';
import { aSampleAct } from '#workers/typst/sample-act.ts';
import { someEvidence, someEvidenceToSeal } from '../testing/sample-evidence.ts';

let folder: string;
let given: { act: Uint8Array; evidence: Evidence; authority: string; state: Uint8Array };
beforeAll(async () => {
  // It keeps one for Node and one for pages: a process that loaded it in Node's tests has none for this page.
  setEngine('webcrypto', new CryptoEngine({ name: 'webcrypto', crypto }));
  folder = await mkdtemp(join(tmpdir(), 'offline-page-'));
  const { key, caPem } = await ensureDemonstrationAuthority(folder);
  const signedAt = new Date(Date.now() - 60_000);
  const data = await aSampleAct({ date: parisDay(signedAt) });
  const pdf = await aDrawnAct(data);
  const toSeal = someEvidenceToSeal(data, pdf, signedAt);
  const claims = { signedAt, signerName: 'Ministère', reason: 'Sceau', location: 'Paris' };
  const act = await seal({ pdf, key, ...claims, evidenceDigest: evidenceDigest(toSeal) });
  const evidence = someEvidence(toSeal, act);
  const { number, sha256 } = evidence.act;
  const said = statusOf({ act: { number, sha256, reference: null }, laterActs: [], level: 'B-B' }, new Date());
  const state = await signStatement(statusBytes(said), key, { claimedAt: new Date(said.at) });
  given = { act, evidence, authority: caPem, state };
  document.body.innerHTML = '<main></main>';
  await import('./page.ts');
  if (document.documentElement.lang !== 'fr') await userEvent.click(screen.getByRole('button', { name: 'Français' }));
});
afterAll(async () => {
  forNode();
  await rm(folder, { recursive: true, force: true });
});

/** Nor has a process that loaded it on this page one for Node's tests, which it plays next: what it reads there (pkijs 4). */
function forNode() {
  const engine = { name: 'node', crypto: new CryptoEngine({ name: 'node', crypto }) };
  Object.assign(globalThis, { [process.pid]: { pkijs: { engine } } });
}

const aFile = (name: string, content: Uint8Array | string): File => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return Object.assign(new File(['-'], name), { arrayBuffer: async () => new Uint8Array(bytes).buffer });
};
const give = (...files: File[]) => userEvent.upload(screen.getByLabelText('Fichiers'), files);

test('what is not valid says no state that could be taken for true', async () => {
  const { act, evidence, authority, state } = given;
  const altered = JSON.stringify(evidence).replace(evidence.author.lastName, 'Autre');
  await give(
    aFile('acte.pdf', act),
    aFile('evidence.json', altered),
    aFile('ca.pem', authority),
    aFile('e.p7m', state),
  );
  expect(await screen.findByRole('heading', { level: 2, name: 'Non valide' })).toBeTruthy();
  // The state file is of this act, and good: what it says is a check among others.
  expect(screen.getByText(/the state of the act on .* in force/)).toBeTruthy();
  expect(screen.queryByText(/En vigueur/)).toBeNull();
});

test('whoever gives all the files of an archive at once has the act verified, and is told which are left aside', async () => {
  const { act, evidence, authority, state } = given;
  await give(
    aFile('LISEZ-MOI.txt', 'ARCHIVE DE L’ACTE'),
    ...[aFile('acte.pdf', act), aFile('ca.pem', authority), aFile('circuit.zip', 'PK\u0003\u0004')],
    ...[aFile('etat.p7m', state), aFile('evidence.json', JSON.stringify(evidence))],
    ...[aFile('piece-01.pdf', '%PDF-1.7 a document'), aFile('verifier.html', '<!doctype html>')],
  );
  expect(await screen.findByText(/the state of the act on .* in force/)).toBeTruthy();
  expect(screen.getByText(/the seal covers the evidence: steps, author/)).toBeTruthy();
  for (const name of ['LISEZ-MOI.txt', 'circuit.zip', 'verifier.html'])
    expect(screen.getByText(`${name} : laissé de côté, la page ne s’en sert pas`)).toBeTruthy();
  expect(screen.getByText('piece-01.pdf : laissé de côté, un autre est pris à sa place')).toBeTruthy();
  expect(screen.getByText('acte.pdf : l’acte')).toBeTruthy();
});

test('of several PDFs that are given at once, each is read once, and not anew for each line that says what it is', async () => {
  const pdfs = Array.from({ length: 30 }, (_, index) => aFile(`piece-${index}.pdf`, `%PDF-1.7 ${'x'.repeat(10_000)}`));
  const decoded = jest.spyOn(TextDecoder.prototype, 'decode');
  try {
    await give(...pdfs, aFile('acte.pdf', given.act));
    expect(await screen.findByText('acte.pdf : l’acte')).toBeTruthy();
    const whole = decoded.mock.calls.filter(([bytes]) => bytes !== undefined && bytes.byteLength === 10_009);
    expect(whole).toHaveLength(pdfs.length);
  } finally {
    decoded.mockRestore();
  }
});

test('a file that was saved anew under the same name can be given again', async () => {
  const file = aFile('evidence.json', JSON.stringify(given.evidence));
  await give(file);
  expect(await screen.findByText(/the seal covers the evidence: steps, author/)).toBeTruthy();
  file.arrayBuffer = async () => new Uint8Array(Buffer.from('{}')).buffer;
  await give(file);
  await waitFor(() => expect(screen.queryByText(/the seal covers the evidence: steps, author/)).toBeNull());
});

test('a file that cannot be read is said; so is a wrong fingerprint, whatever was being verified', async () => {
  const file = aFile('evidence.json', '{}');
  file.arrayBuffer = () => Promise.reject(new Error('NotReadableError'));
  await give(file);
  expect(await screen.findByText(/La vérification s’est arrêtée : .*NotReadableError/)).toBeTruthy();
  expect(screen.queryByRole('heading', { level: 2 })).toBeNull();

  await give(aFile('evidence.json', JSON.stringify(given.evidence)));
  await userEvent.type(screen.getByLabelText(/^Empreinte SHA-256 de l’autorité/), 'AB:CD');
  await userEvent.tab();
  expect(await screen.findByText(/^Ce n’est pas une empreinte/)).toBeTruthy();
  // Longer than what was begun before takes to begin.
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(screen.getByText(/^Ce n’est pas une empreinte/)).toBeTruthy();
  expect(screen.queryByRole('heading', { level: 2 })).toBeNull();
});

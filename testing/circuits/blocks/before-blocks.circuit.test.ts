import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CheckedCircuit } from '#application/atelier/publish/put-in-force.ts';
import { dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { isInBlock } from '#domain/circuit/blocks/block.ts';
import { aPerson, takenOver } from '#prisma/testing/builders.ts';
import { readBundles } from '#workers/circuits/read/bundle.ts';
import { readCircuit } from '#workers/circuits/read/read-circuit.ts';
import type { WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';
import { type Actors, openPlay } from '#workers/testing/play.ts';
import { circuitsBeforeBlocks } from '../../former-version/circuits.ts';
import { PROCESSES } from '../../shipped-circuits.ts';
import { type Analysts, publishedByTwo, twoAnalysts } from '../../two-analysts.ts';

// Requests that began on circuits drawn whole go on as they began once the kinds are drawn on blocks.

const ADVANCEMENT = 'avancement-echelon';
const ACCOUNT = 'coordonnees-bancaires';
const KNOWN = '+33142761717';
const REFUSED = {
  reasonLaw: 'Article L612-1 du code général de la fonction publique.',
  reasonFact: 'Deux postes sur cinq sont vacants.',
  interviewOn: parisDay(new Date()),
};

let bench: WorkerBench;
let cast: Cast;
let people: Actors;
let analysts: Analysts;
let financier: string;
/** Requests under way when the new version came, by where they stood. */
const begun: Record<string, string> = {};

beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  const { database } = bench.db;
  financier = await aPerson('Félix').postedIn(cast.office).holding('financier', cast.office).make(database);
  analysts = await twoAnalysts(database);
  const phone = { phone: KNOWN, personalEmail: 'connue@exemple.fr' };
  await takenOver(bench.db.asOwner, cast.agent, { theme: 'contact', value: phone });
  await takenOver(bench.db.asOwner, cast.agent, {
    theme: 'echelon-grade',
    value: { grade: 'Greffière', echelon: 6, index: 421 },
  });
  await bench.start();
  await putInForce(circuitsBeforeBlocks());
  await begin();
  const former = new Set(circuitsBeforeBlocks().map(({ kind }) => kind));
  const shipped = (await readBundles(PROCESSES)).filter(({ kind }) => former.has(kind));
  await putInForce(
    await Promise.all(shipped.map(async (bundle) => ({ ...bundle, manifest: await readCircuit(bundle) }))),
  );
});
afterAll(() => bench?.close());

async function putInForce(circuits: readonly CheckedCircuit[]): Promise<void> {
  for (const circuit of circuits) await publishedByTwo(bench.db.database, circuit, analysts);
}

const prisma = () => bench.db.database.prisma;

/** Files what will be under way when the kinds are drawn anew: one at each place where people act. */
async function begin(): Promise<void> {
  begun.opinion = await people.file();
  begun.complement = await people.file();
  await people.at(begun.complement, 'avis-superieur', cast.superior, 'favorable');
  await people.at(begun.complement, 'visa', cast.checker, 'complement', { reason: 'Précisez les jours travaillés.' });
  begun.signature = await people.file();
  await people.at(begun.signature, 'avis-superieur', cast.superior, 'favorable');
  await people.at(begun.signature, 'visa', cast.checker, 'approved');
  const effectDate = dayAfter(parisDay(new Date()), { months: 3 });
  const answers = { basis: 'seniority', effectDate, echelon: 7, index: 435 };
  begun.advancement = await people.file(answers, { kind: ADVANCEMENT, filedById: cast.manager });
  const { firstName, lastName } = await prisma().person.findUniqueOrThrow({ where: { id: cast.agent } });
  const account = { holder: `${firstName} ${lastName}`, iban: 'FR7630006000011234567890189' };
  begun.account = await people.file(account, { kind: ACCOUNT });
  const called = { calledNumber: KNOWN, calledPerson: 'Claire', calledOn: '2026-11-20', calledTime: '14:30' };
  await people.at(begun.account, 'rappel', cast.manager, 'confirmed', { answers: called });
  for (const [place, step] of Object.entries(WAITING)) await people.taskAt(begun[place] ?? '', step);
}

/** The step that each waits at. */
const WAITING = {
  opinion: 'avis-superieur',
  complement: 'complement',
  signature: 'signature-arrete',
  advancement: 'visa',
  account: 'confirmation',
} as const;

/** How a request ended, and whether any of its steps stood in a block. */
async function endOf(requestId: string) {
  const { outcome } = await people.closed(requestId);
  const steps = await prisma().requestStep.findMany({ where: { requestId } });
  const tasks = await prisma().task.findMany({ where: { requestId } });
  return { outcome, onBlocks: [...steps, ...tasks].some(({ elementId }) => isInBlock(elementId)) };
}

const AS_BEGUN = { onBlocks: false };

test('part-time work that waited for its opinion goes its way to the refusal', async () => {
  const requestId = begun.opinion ?? '';
  await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
  await people.at(requestId, 'visa', cast.checker, 'approved');
  await people.at(requestId, 'signature-arrete', cast.signer, 'refused', REFUSED);
  await people.sign(requestId, 'signature-refus');
  expect(await endOf(requestId)).toEqual({ ...AS_BEGUN, outcome: 'refused' });
});

test('what the agent was asked for goes back to its visa, and can be withdrawn there', async () => {
  const requestId = begun.complement ?? '';
  await people.at(requestId, 'complement', cast.agent, 'completed', { reason: 'Du lundi au jeudi.' });
  await people.taskAt(requestId, 'visa');
  await people.withdraw(requestId);
  expect(await endOf(requestId)).toEqual({ ...AS_BEGUN, outcome: 'withdrawn' });
});

test('an order before its signatory is signed, sealed, notified once and applied', async () => {
  const requestId = begun.signature ?? '';
  await people.sign(requestId, 'signature-arrete');
  expect(await endOf(requestId)).toEqual({ ...AS_BEGUN, outcome: 'granted' });
  expect(await prisma().situationEntry.count({ where: { requestId, theme: 'temps-de-travail' } })).toBe(1);
  expect(await prisma().payPiece.count({ where: { requestId } })).toBe(1);
  const where = { requestId, message: 'act-granted', recipientId: cast.agent, address: null };
  expect(await prisma().notification.count({ where })).toBe(1);
});

test('an advancement that waited for its visa is signed and paid', async () => {
  const requestId = begun.advancement ?? '';
  await people.at(requestId, 'visa', cast.checker, 'approved');
  await people.sign(requestId, 'signature-arrete');
  expect(await endOf(requestId)).toEqual({ ...AS_BEGUN, outcome: 'granted' });
  expect(await prisma().situationEntry.count({ where: { requestId, theme: 'echelon-grade' } })).toBe(1);
});

test('a change of account that was called back is still confirmed by another person, and refused by them', async () => {
  const requestId = begun.account ?? '';
  const { interviewOn: _none, ...reasons } = REFUSED;
  await people.at(requestId, 'confirmation', financier, 'refused', reasons);
  expect(await endOf(requestId)).toEqual({ ...AS_BEGUN, outcome: 'refused' });
});

test('what is filed from then on goes through the blocks', async () => {
  const requestId = await people.file();
  expect((await people.taskAt(requestId, 'avis-superieur')).elementId).toBe('instruction/avis-superieur');
  await people.withdraw(requestId);
  expect(await endOf(requestId)).toEqual({ onBlocks: true, outcome: 'withdrawn' });
});

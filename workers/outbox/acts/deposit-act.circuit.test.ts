import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import { askDeposits } from '#prisma/repositories/acts/deposits.ts';
import { registrySelection } from '#prisma/repositories/acts/registry.ts';
import type { WorkerContext } from '../../context.ts';
import { readReplies } from '../../loops/read-deposit-replies.ts';
import { type ArchivePlace, archiveFolder } from '../../places/archive-places.ts';
import type { WorkerBench } from '../../testing/bench.ts';
import type { Cast } from '../../testing/people.ts';
import { type Actors, openPlay } from '../../testing/play.ts';
import { depositAct } from './deposit-act.ts';

let bench: WorkerBench;
let cast: Cast;
let people: Actors;
let folder: string;
let clock = Date.now();
beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  folder = await mkdtemp(path.join(tmpdir(), 'harmonie-archives-'));
  await bench.start();
});
afterAll(async () => {
  await bench?.close();
  await rm(folder, { recursive: true, force: true });
});

const contextWith = (archive: ArchivePlace | undefined, now = () => new Date()) =>
  ({ ...bench.context, archive, now }) as unknown as WorkerContext;
const day = () => new Date().toISOString().slice(0, 10);
const choices = () => registrySelection(bench.db.database.prisma, { keeperId: cast.manager, day: day() }, 10);
/** Asks for all that is listed, without the command that the bench would carry out; answers the last attempt. */
async function ask(): Promise<string> {
  const { database } = bench.db;
  const asked = { acts: await choices(), askedById: cast.manager, at: new Date() };
  await database.transaction((tx) => askDeposits(tx, asked));
  const { id } = await database.prisma.actDeposit.findFirstOrThrow({ orderBy: { attempt: 'desc' } });
  return id;
}
const stands = async (id: string) => {
  const { state, code, answer, sha256 } = await bench.db.database.prisma.actDeposit.findUniqueOrThrow({
    where: { id },
  });
  return { state, code, answer, readBack: sha256 !== null };
};
const reply = (code: string, about: string) =>
  `<ArchiveTransferReply><Comment>Vu</Comment><ReplyCode>${code}</ReplyCode><MessageRequestIdentifier>${about}</MessageRequestIdentifier></ArchiveTransferReply>`;

test('an act is deposited once, read back, and what the archives answer is kept; refused, it is deposited anew', async () => {
  const { prisma } = bench.db.database;
  const requestId = await people.file();
  await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
  await people.at(requestId, 'visa', cast.checker, 'approved');
  await people.sign(requestId, 'signature-arrete');
  await people.closed(requestId);
  const [{ number } = { number: '' }] = await choices();

  // Nowhere to deposit: said, and asked for again once there is.
  const first = await ask();
  await depositAct(contextWith(undefined), { depositId: first }, { attempts: 1 });
  expect(await stands(first)).toMatchObject({ state: 'refused', code: 'archive-unconfigured', readBack: false });

  const place = archiveFolder(folder);
  const second = await ask();
  // A service that is away, or keeps other bytes: nothing is taken for deposited.
  const away = { ...place, write: async () => Promise.reject(new Error('away')) };
  await expect(depositAct(contextWith(away), { depositId: second }, { attempts: 1 })).rejects.toThrow('away');
  expect(await stands(second)).toMatchObject({ state: 'waiting' });
  await depositAct(contextWith(place), { depositId: second }, { attempts: 2 });
  expect(await stands(second)).toMatchObject({ state: 'deposited', readBack: true });
  const sent = await readFile(path.join(folder, `${number}-2.zip`));
  expect(Object.keys(unzipSync(sent))).toEqual(expect.arrayContaining(['content/acte.pdf', 'manifest.xml']));
  // Carried out again, or asked for again, nothing changes.
  await depositAct(contextWith(place), { depositId: second }, { attempts: 3 });
  expect(await readFile(path.join(folder, `${number}-2.zip`))).toEqual(sent);
  expect(await ask()).toBe(second);

  // An answer about something else is none.
  const answer = (code: string, about: string, name: string) =>
    writeFile(path.join(folder, `${name}.reply.xml`), reply(code, about));
  const look = async () => {
    clock += 3_600_000;
    await readReplies(contextWith(place, () => new Date(clock)));
  };
  await answer('OK', 'another-message', `${number}-2`);
  await look();
  expect(await stands(second)).toMatchObject({ state: 'deposited' });
  await answer('KO', `${number}-2026`, `${number}-2`);
  await look();
  expect(await stands(second)).toMatchObject({ state: 'refused', answer: 'Vu', code: null });

  const third = await ask();
  await depositAct(contextWith(place), { depositId: third }, { attempts: 1 });
  await answer('OK', `${number}-2026`, `${number}-3`);
  await look();
  expect(await stands(third)).toMatchObject({ state: 'acknowledged', answer: 'Vu' });
  expect((await choices())[0]).toMatchObject({ deposit: 'acknowledged' });
  const verbs = await prisma.auditEvent.findMany({ where: { verb: { startsWith: 'act.deposit' } } });
  expect(verbs.map(({ verb }) => verb).toSorted()).toEqual([
    ...['act.deposit', 'act.deposit', 'act.deposit-answer', 'act.deposit-answer'],
  ]);
});

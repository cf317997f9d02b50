import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bundleHash } from '#domain/circuit/bundle-hash.ts';
import { fileOfText, findCircuitDraft } from '#prisma/repositories/circuits/atelier.ts';
import { filesOf } from '#prisma/repositories/circuits/circuits.ts';
import { findProposal } from '#prisma/repositories/circuits/proposals.ts';
import { keepNewGrids } from '#prisma/repositories/people/grids.ts';
import { PROCESSES, QUIET } from '#testing/shipped-circuits.ts';
import { approvedDraft, twoAnalysts } from '#testing/two-analysts.ts';
import { connectEngine, EngineUnavailable } from '#zeebe/client.ts';
import { importShipped } from '../../circuits/publish/publish.ts';
import { readBundles, readGridFiles } from '../../circuits/read/bundle.ts';
import { openWorkerBench, type WorkerBench } from '../../testing/bench.ts';
import { KIND } from '../../testing/play.ts';
import { NotYet } from '../command.ts';
import { publishDraft } from './publish-circuit.ts';

let bench: WorkerBench;
beforeAll(async () => {
  bench = await openWorkerBench();
});
afterAll(() => bench?.close());

test('a publication waits for checks that leave it no room and for an engine that is away, then goes, and is done once', async () => {
  const { database } = bench.db;
  const context = { ...bench.context, engineName: 'default' };
  const shipped = (await readBundles(PROCESSES)).find(({ kind }) => kind === KIND);
  if (shipped === undefined) throw new Error('the first circuit is not shipped');
  await keepNewGrids(database.prisma, await readGridFiles(PROCESSES));
  const base = await importShipped(context, shipped);
  if (base === null) throw new Error('a first start publishes it');
  const act = shipped.files.find(({ path }) => path === 'act.typ');
  const changed = fileOfText('act.typ', `// autre phrase\n${new TextDecoder().decode(act?.content)}`);
  const others = (await filesOf(database.prisma, base.id)).filter(({ path }) => path !== 'act.typ');
  const files = [changed, ...others];
  const drawn = { kind: KIND, hash: bundleHash(files), files };
  const analysts = { ...(await twoAnalysts(database)), baseVersionId: base.id };
  const { draft, proposal } = await approvedDraft(database, drawn, analysts);
  const payload = { kind: KIND, draftId: draft.id, proposalId: proposal.id };
  const nobody = { grpcAddress: '127.0.0.1:9', restAddress: 'http://127.0.0.1:9', log: QUIET };

  // Others check the same circuit meanwhile, as often as they may.
  const checks = Array.from({ length: 8 }, () => context.inspector.inspect(shipped).catch(() => null));
  await expect(publishDraft(context, payload, { attempts: 1 })).rejects.toThrow(NotYet);
  await Promise.all(checks);
  expect(await findProposal(database.prisma, proposal.id)).toMatchObject({ state: 'approved' });

  const away = connectEngine(nobody);
  await expect(publishDraft({ ...context, engine: away }, payload, { attempts: 1 })).rejects.toThrow(EngineUnavailable);
  await away.close();
  expect(await findCircuitDraft(database.prisma, draft.id)).toMatchObject({ revision: 0 });
  expect(await database.prisma.circuitVersion.count({ where: { kind: KIND } })).toBe(1);

  const published = await publishDraft(context, payload, { attempts: 2 });
  expect(published).toMatchObject({ kind: KIND, number: 2 });
  expect(await findCircuitDraft(database.prisma, draft.id)).toBeNull();
  // The worker died before it could say so: the command comes again.
  expect(await publishDraft(context, payload, { attempts: 3 })).toEqual(published);
  const deployed = await database.prisma.deployment.findFirstOrThrow({ where: { version: { number: 2, kind: KIND } } });
  expect(await bench.engine.processIdOf(deployed.processDefinitionKey)).toBe(KIND);
});

import { expect, test } from '@jest/globals';
import { parseResource } from '../model/parsed-resource.ts';
import { State } from '../state/state.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { type Batch, StoreFailure } from '../store/store.ts';
import { bareProcessor } from '../testing/bare-processor.ts';
import { draw, end, flows, service, start } from '../testing/draw.ts';

const CIRCUIT = draw('p', [start(), service('work'), end(), flows('start -> work -> end')]);
const CREATION = { bpmnProcessId: 'p' };
const BROKEN = { code: 'UNAVAILABLE', message: 'the disk is gone' };

/** Takes what it is given until its disk breaks. */
class BreakingStore extends MemoryStore {
  isBroken = false;
  commits = 0;

  override async commit(batch: Batch): Promise<void> {
    this.commits++;
    if (this.isBroken) throw new StoreFailure('the disk is gone');
    await super.commit(batch);
  }
}

function open() {
  const store = new BreakingStore();
  const state = new State();
  const failures: Error[] = [];
  const processor = bareProcessor(state, store, {
    onFailure: (error) => failures.push(error),
    onInternalError: (error) => failures.push(error as Error),
  });
  return { store, state, failures, processor };
}

test('a disk that fails: whoever waits or comes later is told why, nobody that it was done, and no more is written', async () => {
  const { store, state, failures, processor } = open();
  const resources = [await parseResource({ name: 'p.bpmn', content: CIRCUIT })];
  await processor.submit('DEPLOY_RESOURCES', { resources });
  const waiting = processor.submit('CREATE_PROCESS_INSTANCE_WITH_RESULT', CREATION).catch((error: unknown) => error);
  // answered after the one before it is on disk
  await processor.submit('CREATE_PROCESS_INSTANCE', CREATION);
  expect(state.jobs.size).toBe(2);

  store.isBroken = true;
  const { commits } = store;
  const asked = [1, 2, 3].map(() => processor.submit('CREATE_PROCESS_INSTANCE', CREATION));
  const told = await Promise.allSettled(asked);
  expect(told).toMatchObject([1, 2, 3].map(() => ({ status: 'rejected', reason: BROKEN })));
  expect(await waiting).toMatchObject(BROKEN);
  expect(failures).toMatchObject([{ message: BROKEN.message }]);
  expect(processor.trouble).toBe(failures[0]);

  store.isBroken = false;
  await expect(processor.submit('CREATE_PROCESS_INSTANCE', CREATION)).rejects.toMatchObject(BROKEN);
  await processor.close();
  expect(store.commits).toBe(commits + 1);
});

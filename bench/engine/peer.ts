import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Engine } from 'bpmn-engine';
import { BpmnModdle } from 'bpmn-moddle';
import { round, WARM_UP_S } from '../figures.ts';
import { FIVE_TASK, textOf } from './plan.ts';

const IN_FLIGHT = 64;

/**
 * Five-task instances a second of `bpmn-engine`, another engine of the same runtime, in memory; with `saved`, its state
 * is written at each wait, on disk before the job is answered, which is the least that our engine promises.
 */
export async function peerPerSecond(seconds: number, { saved }: { saved: boolean }): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-peer-'));
  const db = new DatabaseSync(path.join(folder, 'peer.db'));
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE state (id TEXT PRIMARY KEY, json TEXT)');
  const save = db.prepare('INSERT INTO state VALUES (?, ?) ON CONFLICT DO UPDATE SET json = excluded.json');
  const moddleContext = await read();
  const began = performance.now() + WARM_UP_S * 1000;
  const until = began + seconds * 1000;
  let ended = 0;
  const instances = async (lane: number) => {
    for (let count = 0; performance.now() < until; count++) {
      const id = `${lane}-${count}`;
      const engine = new Engine({ name: id, moddleContext });
      const work = (_scope: unknown, done: (error: Error | null) => void) => {
        setImmediate(async () => {
          if (saved) save.run(id, JSON.stringify(await engine.getState()));
          done(null);
        });
      };
      const execution = await engine.execute({ services: { work } } as never);
      if (!execution.stopped && execution.state !== 'idle') await engine.waitFor('end');
      if (performance.now() > began) ended += 1;
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, (_, lane) => instances(lane)));
  const rate = round((ended * 1000) / (performance.now() - began));
  db.close();
  rmSync(folder, { recursive: true, force: true });
  return rate;
}

/** The five-task file, read once for all instances; it names its jobs for Zeebe, this engine wants a service on the task. */
async function read() {
  const service = ['$', '{environment.services.work}'].join('');
  const source = textOf(FIVE_TASK).replaceAll('<bpmn:serviceTask ', `<bpmn:serviceTask implementation="${service}" `);
  return (await new BpmnModdle().fromXML(source)) as never;
}

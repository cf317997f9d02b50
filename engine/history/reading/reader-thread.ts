import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { Question, ReaderSettings, Reply, ToReader } from '../messages.ts';
import { answer } from '../search/answer.ts';
import { Reader } from '../search/reader.ts';
import { tooLong } from '../search/time-limit.ts';
import { whyRefused } from './why-refused.ts';

/** Pages are read where the system has them, not copied: three times as fast. Given back with the thread. */
const MAPPED_BYTES = 2 ** 34;

const { file, left, maxSearchMs } = workerData as ReaderSettings;
const port = parentPort;
if (port === null) throw new Error('Slow searches are read in a thread of their own');

const database = new DatabaseSync(file, { readOnly: true });
database.exec(`pragma mmap_size = ${MAPPED_BYTES}; pragma busy_timeout = 2000`);
const reader = new Reader(database);

port.on('message', (message: ToReader) => {
  if (message.kind === 'question') return port.postMessage(reply(message.id, message.question));
  database.close();
  port.close();
});

function reply(id: number, question: Question): Reply {
  const until = performance.now() + maxSearchMs;
  const check = () => {
    if (Atomics.load(left, 0) === id) throw new Error('its caller left');
    if (performance.now() > until) throw tooLong(question, maxSearchMs);
  };
  try {
    return { kind: 'answer', id, answer: reader.while(check, () => answer(reader, question)) };
  } catch (error) {
    return { kind: 'refused', id, why: whyRefused(error), message: (error as Error).message };
  }
}

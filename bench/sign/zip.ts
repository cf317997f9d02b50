import { round } from '../figures.ts';
import type { Person } from '../portal/people.ts';
import { memoryOf } from '../portal/processes.ts';
import type { RunningPortal } from '../portal/running.ts';

const LOOK_MS = 250;
const MEGABYTE = 1024 * 1024;

/** The archive (ZIP) of all that a batch signed, downloaded: how long, how large, and what memory the server has meanwhile. */
export async function zipOfBatch({ url, runtime }: RunningPortal, signer: Person, batchId: string) {
  const memory = () => memoryOf(runtime, 'server');
  const before = memory();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, memory());
  }, LOOK_MS);
  const began = performance.now();
  const seconds = () => round((performance.now() - began) / 1000);
  try {
    const answer = await fetch(`${url}/api/signing/batches/${batchId}/archive`, { headers: { cookie: signer.cookie } });
    if (!answer.ok || answer.body === null) throw new Error(`no archive: ${answer.status} ${await answer.text()}`);
    let [bytes, first] = [0, 0];
    for await (const part of answer.body) {
      if (bytes === 0) first = seconds();
      bytes += part.length;
    }
    const took = seconds();
    return {
      ...{ zip_1000_s: took, zip_first_byte_s: first, zip_mb: round(bytes / MEGABYTE) },
      zip_server_mb: { before, most, after: memory() },
    };
  } finally {
    clearInterval(watch);
  }
}

import { readChain, readPayloads } from '../audit.ts';
import type { Tx } from '../client.ts';

/** Reads the audit of a chain in order: verb, actor, subject and payload of each event. */
export async function traceOf(tx: Tx, chain: string) {
  const payloads = new Map((await readPayloads(tx, chain)).map(({ sequence, content }) => [sequence, content]));
  return (await readChain(tx, chain)).map(({ sequence, verb, actorId, subject }) => ({
    verb,
    actorId,
    subject,
    payload: payloads.get(sequence),
  }));
}

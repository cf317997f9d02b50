const TIMEOUT_MS = 8_000;
/** More than this is in no act: a list goes with each. */
const MAX_BYTES = 4 * 1024 * 1024;

/** What is at an address, or what it answers to a body. @throws when it does not answer in time, or too much */
export async function fetched(address: string, asked?: { readonly body: Uint8Array; readonly type: string }) {
  const answer = await fetch(address, {
    ...(asked && { method: 'POST', body: new Uint8Array(asked.body), headers: { 'Content-Type': asked.type } }),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!answer.ok || answer.body === null) throw new Error(`${address} answers ${answer.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new Error(`${address} answers too much`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

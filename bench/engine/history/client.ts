import { readFile } from 'node:fs/promises';

/** What the REST API of one gateway is asked. */
export type Client = <Answer>(method: string, path: string, body?: object) => Promise<Answer>;

/** Calls a gateway's REST API without any client in between. Rejects with what it says when it refuses. */
export function restClient(address: string): Client {
  return async (method, path, body) => {
    const sent =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${address}/v2${path}`, { method, ...sent });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
}

/** Deploys files that lie beside this one. */
export async function deploy(address: string, files: readonly string[]): Promise<void> {
  const form = new FormData();
  for (const file of files) form.append('resources', new File([await readFile(new URL(file, import.meta.url))], file));
  const response = await fetch(`${address}/v2/deployments`, { method: 'POST', body: form });
  if (!response.ok) throw new Error(await response.text());
}

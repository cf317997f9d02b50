import type { ImageReference } from './images.ts';

/** What a registry may answer for a tag: an index of platforms, or one image. */
const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');
const TIMEOUT_MS = 20_000;

/**
 * Asks a registry of images (OCI Distribution, `/v2`) what a tag stands for today.
 * @param registry Its address, `https://…`.
 * @returns The digest, `sha256:…`.
 * @throws {Error} in one sentence, when the registry cannot be reached, refuses or has no such tag.
 */
export async function digestOf(registry: string, { repository, tag }: ImageReference): Promise<string> {
  // Images without an owner are those of the library.
  const name = repository.includes('/') ? repository : `library/${repository}`;
  const address = new URL(`/v2/${name}/manifests/${tag}`, registry);
  let response = await head(address);
  if (response.status === 401) response = await head(address, await anonymousToken(response, name));
  const digest = response.headers.get('docker-content-digest');
  if (!response.ok || !/^sha256:[0-9a-f]{64}$/.test(digest ?? ''))
    throw new Error(`${registry} gives no digest of ${name}:${tag} (${response.status})`);
  return digest ?? '';
}

function head(address: URL, token?: string): Promise<Response> {
  const headers = { accept: MANIFESTS, ...(token !== undefined && { authorization: `Bearer ${token}` }) };
  return ask(address, { method: 'HEAD', headers });
}

/** A token to read a public image, from where the registry says that tokens are had. */
async function anonymousToken(refusal: Response, name: string): Promise<string> {
  const challenge = refusal.headers.get('www-authenticate') ?? '';
  const [, realm] = challenge.match(/^Bearer .*realm="([^"]+)"/) ?? [];
  const [, service] = challenge.match(/service="([^"]+)"/) ?? [];
  if (realm === undefined) throw new Error(`The registry asks for an account (${challenge || 'no challenge'})`);
  const address = new URL(realm);
  address.searchParams.set('scope', `repository:${name}:pull`);
  if (service !== undefined) address.searchParams.set('service', service);
  const { token } = (await (await ask(address, {})).json()) as { token?: string };
  if (token === undefined) throw new Error(`${address.origin} gives no token for ${name}`);
  return token;
}

async function ask(address: URL, options: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { ...options, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    const { cause, message } = error as Error;
    throw new Error(`${address.origin} cannot be reached: ${cause instanceof Error ? cause.message : message}`);
  }
}

import type { Placed, Success } from '#web/contract/api.ts';
import { type InAddress, place } from './address.ts';
import { ApiProblem, isSignedOut, Unreachable } from './api.ts';
import { whenSignedInAgain } from './session-gate.ts';

type UploadName =
  | 'POST /api/administration/imports'
  | 'POST /api/atelier/packages'
  | 'POST /api/atelier/packages/drafts'
  | 'POST /api/verifications';

/**
 * Sends the bytes of a file to an endpoint that takes them.
 * @throws {ApiProblem | Unreachable} After a session that ended, it resumes by itself.
 */
export async function sendFile<const Name extends UploadName>(
  name: Name,
  placed: Placed<Name>,
  file: File,
  said: { readonly mediaType: string; readonly headers?: Readonly<Record<string, string>> },
): Promise<Success<Name>> {
  const [method = ''] = name.split(' ');
  const send = async (): Promise<Success<Name>> => {
    const response = await fetch(place(name, placed as InAddress), {
      method,
      body: file,
      headers: {
        'Content-Type': said.mediaType,
        ...Object.fromEntries(
          Object.entries(said.headers ?? {}).map(([name, value]) => [name, encodeURIComponent(value)]),
        ),
      },
    }).catch((cause: unknown) => {
      throw new Unreachable(cause);
    });
    const body = (await response.json().catch(() => ({}))) as Record<string, unknown>;
    if (!response.ok) throw new ApiProblem(response.status, body);
    return body as Success<Name>;
  };
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof ApiProblem) || !isSignedOut(error)) throw error;
    await whenSignedInAgain();
    return send();
  }
}

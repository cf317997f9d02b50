import { ApiProblem, isSignedOut, Unreachable } from '../../api/api.ts';
import { whenSignedInAgain } from '../../app/session-gate.ts';

/** Asks for the PDF of a template. Throws ApiProblem, with `circuitFaults` when the template is wrong, or Unreachable. */
export async function readPreview(draftId: string, path: string): Promise<Blob> {
  const response = await ask(draftId, path);
  if (response.ok) return response.blob();
  const problem = new ApiProblem(response.status, await bodyOf(response));
  if (!isSignedOut(problem)) throw problem;
  await whenSignedInAgain();
  return readPreview(draftId, path);
}

async function ask(draftId: string, path: string): Promise<Response> {
  try {
    return await fetch(`/api/atelier/drafts/${draftId}/act-preview`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/pdf, application/problem+json' },
      body: JSON.stringify({ template: path.replace(/\.typ$/, '') }),
      credentials: 'same-origin',
    });
  } catch (error) {
    throw new Unreachable(error);
  }
}

async function bodyOf(response: Response): Promise<Record<string, unknown>> {
  try {
    return (await response.json()) as Record<string, unknown>;
  } catch {
    return {};
  }
}

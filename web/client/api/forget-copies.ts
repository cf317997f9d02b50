import { ApiProblem, call } from './api.ts';
import { allCopies, forgetLocalCopy, readLocalCopy, taskPlace } from './local-copy.ts';

/** How long what was typed and never sent is kept in a browser that others may use: as long as the administration has to answer. */
const MAX_DAYS = 30;

/** Whoever typed it came back to it no more. */
export function forgetOldCopies(): void {
  for (const { personId, place } of allCopies().map(parsed)) {
    const typedAt = Date.parse(readLocalCopy(personId, place)?.at ?? '');
    if (!(Date.now() - typedAt < MAX_DAYS * 86_400_000)) forgetLocalCopy(personId, place);
  }
}

/** What somebody typed to decide on tasks, as they leave. */
export function forgetTasks(personId: string): void {
  for (const place of tasksTypedOn(personId)) forgetLocalCopy(personId, place);
}

/** What somebody typed on tasks that are no more theirs: somebody else decided, or another holds them now. */
export async function forgetOverTasks(personId: string): Promise<void> {
  for (const place of tasksTypedOn(personId)) {
    try {
      await call('GET /api/tasks/:key', { params: { key: place.slice(taskPlace('').length) } });
    } catch (error) {
      if (error instanceof ApiProblem && (error.status === 404 || error.status === 410))
        forgetLocalCopy(personId, place);
    }
  }
}

const tasksTypedOn = (somebody: string): string[] =>
  allCopies()
    .map(parsed)
    .filter(({ personId, place }) => personId === somebody && place.startsWith(taskPlace('')))
    .map(({ place }) => place);

/** « harmonie.draft.PERSON.PLACE » */
function parsed(name: string): { personId: string; place: string } {
  const [, , personId = '', ...place] = name.split('.');
  return { personId, place: place.join('.') };
}

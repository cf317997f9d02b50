import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { aPerson, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase } from '#prisma/testing/database.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { beginCircuitDraft } from '../begin/begin-circuit-draft.ts';
import { openDrawingReader } from '../drawing/drawing-reader.ts';
import { saveCircuitFiles } from '../save-circuit-files.ts';

/** When everything happens in these tests. */
const AT = new Date('2026-03-02T09:00:00Z');
/** The file that these tests change, beside those that a new circuit begins with. */
export const NOTE = 'note.json';

/** What tests of drafts use. */
export type Drafting = Awaited<ReturnType<typeof openDrafting>>;

/**
 * Opens a database where analysts draft circuits, with nobody in it yet; the caller must close it.
 */
export async function openDrafting() {
  const db = await aDatabase();
  const { database } = db;
  const drawings = openDrawingReader();
  const ministry = await aStructure(database.prisma, 'Ministère');
  const deps = { database, baseUrl: 'https://harmonie.example' };
  /** Builds the first argument of each use case: who acts, and when. */
  const by = async (personId: string) => ({ actor: await actorFacts(database.prisma, personId), at: AT });
  return {
    db,
    deps,
    by,
    person: (name: string) => aPerson(name).postedIn(ministry).make(database),
    analyst: (name: string) => aPerson(name).postedIn(ministry).holding('analyste', ministry).make(database),
    /** Begins a draft of a new kind. */
    begin: async (personId: string) =>
      beginCircuitDraft(
        { database, drawings },
        { ...(await by(personId)), asked: { new: { kind: 'mobilite', title: 'Mobilité' } } },
      ),
    /** Writes the note on top of a revision; null removes it. */
    save: async (draftId: string, personId: string, text: string | null, revision: number) =>
      saveCircuitFiles(deps, { ...(await by(personId)), draftId, revision, files: [{ path: NOTE, text }] }),
    /** Returns the audit trail so far. */
    trace: () => traceOf(database.prisma, SYSTEM_CHAIN),
    async close() {
      await drawings.close();
      await db.drop();
    },
  };
}

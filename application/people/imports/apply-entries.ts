import { knownBefore } from '#domain/effect/known-contacts.ts';
import { fault } from '#domain/people/import-cells.ts';
import { PERSONAL_TYPES, type Theme } from '#domain/situation/themes/theme.ts';
import { appendAudits } from '#prisma/audit.ts';
import type { Prisma, Tx } from '#prisma/client.ts';
import { isDatabaseAway, isTransient } from '#prisma/fault.ts';
import { type Notice, notifyMissing } from '#prisma/repositories/messages/notifications.ts';
import {
  type Batch,
  type LineOutcome,
  type LineToDo,
  linesIn,
  readyAmong,
  setBatch,
  writeOutcomes,
} from '#prisma/repositories/people/imports.ts';
import { lockPeople } from '#prisma/repositories/people/locks.ts';
import { addressesIn, contactHistories } from '#prisma/repositories/people/situation.ts';
import { type EntryKept, insertFromFile, themeBy } from '#prisma/repositories/people/situation-files.ts';
import { atFault, faultOf } from './apply-line.ts';
import type { ImportDeps } from './import-deps.ts';
import { applyEntry } from './judge-entries.ts';
import { withStanding } from './read-entries.ts';

/** Lines per transaction: the people they are about stay locked for that long. */
const AT_ONCE = 50;

/**
 * Applies the rest of a file of values that two administrators approved, in transactions of some
 * lines each. Stopped half-way, it resumes where it was. If a transaction fails, its lines are
 * applied one by one.
 */
export async function applyEntries(deps: ImportDeps, batch: Batch): Promise<void> {
  const { database, now } = deps;
  const theme = await themeBy(database.prisma, batch.themeSha256 ?? '');
  for await (const lines of linesIn(database.prisma, batch.id, { state: 'ready', max: AT_ONCE })) {
    try {
      await applyTogether(deps, { batch, theme }, lines);
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      for (const line of lines) await applyAlone(deps, { batch, theme }, line);
    }
    await setBatch(database.prisma, batch.id, { touchedAt: now() });
  }
}

interface FileOfTheme {
  readonly batch: Batch;
  readonly theme: Theme;
}

async function applyAlone(deps: ImportDeps, file: FileOfTheme, line: LineToDo): Promise<void> {
  try {
    await applyTogether(deps, file, [line]);
  } catch (error) {
    if (isTransient(error)) throw error;
    const why = faultOf(error) ?? fault('unexpected');
    if (why.code === 'unexpected') deps.onFault?.(error, line.line);
    await writeOutcomes(deps.database.prisma, file.batch.id, [atFault(line.line, why)]);
  }
}

const applyTogether = (deps: ImportDeps, { batch, theme }: FileOfTheme, lines: readonly LineToDo[]): Promise<void> =>
  deps.database.transaction(async (tx) => {
    const ready = await readyAmong(
      tx,
      batch.id,
      lines.map(({ line }) => line),
    );
    const waiting = lines.filter(({ line }) => ready.has(line));
    const people = [...new Set(waiting.map(({ said }) => (said as EntryKept).personId))];
    await lockPeople(tx, people);
    const outcomes: LineOutcome[] = [];
    const writing: { line: number; said: EntryKept }[] = [];
    for (const { line, said, standing } of await withStanding(tx, theme, waiting)) {
      if (said.personId === batch.approvedById) {
        outcomes.push(atFault(line, fault('own-situation')));
        continue;
      }
      const judged = applyEntry(theme, said, { standing, batchId: batch.id, secrets: deps.secrets });
      if (judged.state === 'fault') outcomes.push(atFault(line, judged.fault));
      else if (judged.state === 'same') outcomes.push(outcome(line, 'same', said));
      else writing.push({ line, said });
    }
    await write(tx, deps, { batch, theme }, writing);
    outcomes.push(...writing.map(({ line, said }) => outcome(line, 'applied', said)));
    await writeOutcomes(tx, batch.id, outcomes);
  });

const outcome = (line: number, state: 'same' | 'applied', { personId }: EntryKept): LineOutcome => ({
  ...{ line, state, waits: false, faults: [], subject: `person:${personId}` },
});

/**
 * Writes values with their audit entries, and notifies each person on the contacts known before the
 * file (G3, G4).
 */
async function write(
  tx: Tx,
  { now, mailDomain, installing = false }: ImportDeps,
  { batch, theme }: FileOfTheme,
  lines: readonly { readonly line: number; readonly said: EntryKept }[],
): Promise<void> {
  if (lines.length === 0) return;
  const at = now();
  const origin = installing ? 'taken-over' : 'import';
  const entries = lines.map(({ said }) => said);
  const people = [...new Set(entries.map(({ personId }) => personId))];
  // Read before anything is written: a contact that comes with the file was known to nobody.
  const histories = installing ? null : await contactHistories(tx, people);
  const ids = await insertFromFile(
    tx,
    {
      ...{ batchId: batch.id, theme: theme.name, themeSha256: batch.themeSha256 ?? '', origin },
      ...{ byId: batch.madeById, at },
    },
    lines,
  );
  if (histories !== null) {
    const notices = people.map((personId): Notice => {
      const history = histories.get(personId);
      const known = history === undefined ? [] : knownBefore(history, at);
      return {
        ...{ requestId: null, message: 'situation-imported', occasion: `import:${batch.id}`, mailDomain },
        recipients: [personId],
        addresses: addressesIn(known).map((address) => ({ recipientId: personId, address })),
        detail: { at: at.toISOString(), 'title.fr': theme.title.fr, 'title.en': theme.title.en },
      };
    });
    await notifyMissing(tx, notices);
  }
  await appendAudits(
    tx,
    entries.map((said, index) => ({
      chain: said.personId,
      at,
      actorId: batch.madeById,
      verb: 'situation.import',
      subject: `import:${batch.id}`,
      payload: {
        what: theme.name,
        changeId: ids[index] ?? '',
        ...traceOf(theme, said),
        approvedById: batch.approvedById,
      },
    })),
  );
}

/**
 * Returns what the audit trail keeps of an entry: its fields, and only those of their values that
 * are not personal.
 */
function traceOf({ fields }: Theme, { value, from, until }: EntryKept): Prisma.InputJsonObject {
  const shown = fields.filter(({ type, sensitive }) => !sensitive && !PERSONAL_TYPES.includes(type));
  const said = shown.flatMap(({ key, pay }) => (pay && value[key] !== undefined ? [[key, value[key]] as const] : []));
  return {
    fields: Object.keys(value).sort(),
    ...(Object.fromEntries(said) as Prisma.InputJsonObject),
    ...{ from, ...(until !== null && { until }) },
  };
}

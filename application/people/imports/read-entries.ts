import { type CivilDate, parisDay } from '#domain/calendar/civil-date.ts';
import { maskFormatted } from '#domain/formats/field-format.ts';
import { fault, type HeaderOf } from '#domain/people/import-cells.ts';
import { type EntrySaid, readEntryLine, readThemeHeader, sameEntry, themeFault } from '#domain/people/import-entry.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import type { Tx } from '#prisma/client.ts';
import { readingGrids } from '#prisma/repositories/people/grids.ts';
import {
  type Batch,
  type LineOutcome,
  type LineToDo,
  linesIn,
  setBatch,
  writeOutcomes,
} from '#prisma/repositories/people/imports.ts';
import {
  type EntryKept,
  faultMeetings,
  peopleByNumbers,
  type StandingFor,
  standingFor,
  themeBy,
  writeSaid,
} from '#prisma/repositories/people/situation-files.ts';
import type { SecretValues } from '#prisma/secret-values.ts';
import { atFault } from './apply-line.ts';
import { FileRefused } from './decode.ts';
import type { ImportDeps } from './import-deps.ts';
import { tryEntry } from './judge-entries.ts';
import { headerRead, keptLine, type Reading } from './reading.ts';

/** Lines tried at once. */
const AT_ONCE = 500;

/**
 * Reads a file of values of a theme. Finds the person of each line by employee number, and encrypts
 * sensitive values for them at once.
 */
export async function entryReading(deps: ImportDeps, batch: Batch): Promise<Reading> {
  const { database, secrets, now, installing = false } = deps;
  const { prisma } = database;
  const theme = await themeBy(prisma, batch.themeSha256 ?? '');
  let header: HeaderOf = {};
  let width = 0;
  return {
    begin(cells) {
      const why = themeFault(theme, { openly: !installing });
      if (why !== null) throw new FileRefused(why.code, why.params);
      header = headerRead(readThemeHeader(theme, cells));
      width = cells.length;
    },
    async read(records) {
      const today = parisDay(now());
      const lines = records.map(({ line, cells }) => ({ line, ...readEntryLine(theme, header, cells, width) }));
      const people = await peopleByNumbers(
        prisma,
        lines.flatMap(({ said }) => said?.employeeNumber ?? []),
      );
      return lines.map(({ line, key, said, faults }) => {
        if (said === null) return keptLine({ line, key, said: null, faults }, []);
        const personId = people.get(said.employeeNumber);
        const why =
          personId === undefined
            ? fault('person-unknown', { number: said.employeeNumber })
            : personId === batch.madeById
              ? fault('own-situation')
              : null;
        if (personId === undefined || why !== null)
          return keptLine({ line, key, said: null, faults: why === null ? [] : [why] }, []);
        const kept = keep(theme, said, { personId, today, secrets });
        return keptLine({ line, key, said: kept, faults: [] }, sameEntry(theme, { ...said, from: kept.from }));
      });
    },
  };
}

function keep(
  { fields }: Theme,
  { employeeNumber, value, from, until }: EntrySaid,
  { personId, today, secrets }: { personId: string; today: CivilDate; secrets: SecretValues },
): EntryKept {
  const sealed = new Map(fields.filter(({ sensitive }) => sensitive).map(({ key, type }) => [key, type]));
  const kept = Object.entries(value).map(([key, plain]) => {
    const type = sealed.get(key);
    if (type === undefined) return [key, plain] as const;
    const text = String(plain);
    return [key, { sealed: secrets.seal(text, personId), shown: maskFormatted(type, text) }] as const;
  });
  const period = { from: from ?? today, until };
  return { employeeNumber, personId, value: Object.fromEntries(kept), ...period, stood: null };
}

/** Tries each line against the present values, in batches, and stores what it would write. */
export async function tryEntries({ database: { prisma }, secrets, now }: ImportDeps, batch: Batch): Promise<void> {
  const theme = await themeBy(prisma, batch.themeSha256 ?? '');
  await faultMeetings(prisma, batch.id);
  const fromGrid = readingGrids(prisma);
  for await (const lines of linesIn(prisma, batch.id, { state: 'read', max: AT_ONCE })) {
    const outcomes: LineOutcome[] = [];
    const ready: { line: number; said: EntryKept }[] = [];
    for (const { line, said, standing } of await withStanding(prisma, theme, lines)) {
      const judged = await tryEntry(theme, said, { standing, fromGrid, secrets });
      if (judged.state === 'fault') outcomes.push(atFault(line, judged.fault));
      else outcomes.push({ line, state: judged.state, waits: false, faults: [], subject: `person:${said.personId}` });
      if (judged.state === 'ready') ready.push({ line, said: judged.said });
    }
    await writeSaid(prisma, batch.id, ready);
    await writeOutcomes(prisma, batch.id, outcomes);
    await setBatch(prisma, batch.id, { touchedAt: now() });
  }
}

/** Adds to each line of values what is known of its person on its days. */
export async function withStanding(
  tx: Tx,
  theme: Theme,
  lines: readonly LineToDo[],
): Promise<{ line: number; said: EntryKept; standing: StandingFor }[]> {
  const said = new Map(lines.map((one) => [one.line, one.said as EntryKept]));
  const { inTime } = theme;
  const asked = [...said].map(([line, { personId, from, until, value }]) => ({
    ...{ line, personId, from, until },
    by: inTime.is === 'balance' ? String(value[inTime.by] ?? '') : null,
  }));
  const standing = await standingFor(tx, theme, asked);
  return standing.flatMap((found) => {
    const kept = said.get(found.line);
    return kept === undefined ? [] : [{ line: found.line, said: kept, standing: found }];
  });
}

// Imports structures, people, posts, rights, delegations and the situation of agents from a CSV file, beside the portal.

import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, constants, open, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { applyImport, askImport } from '#application/people/imports/apply-import.ts';
import { actorOf, type ImportDeps } from '#application/people/imports/import-deps.ts';
import { planImport, standingOf } from '#application/people/imports/plan-import.ts';
import { receiveImport } from '#application/people/imports/receive-import.ts';
import { csvLine, UTF8_MARK } from '#domain/formats/csv.ts';
import { columnsOf, FILE_KINDS, type FileKind, IMPORT_KINDS } from '#domain/people/import-line.ts';
import { countWords, faultWords, reportCells, reportHead } from '#domain/people/import-words.ts';
import { type Database, openDatabase } from '#prisma/client.ts';
import { holdersWithout } from '#prisma/repositories/operations/sealing-keys.ts';
import { reportLines } from '#prisma/repositories/people/imports.ts';
import { themeBy } from '#prisma/repositories/people/situation-files.ts';
import { createSecretValues, keyId, type SecretValues } from '#prisma/secret-values.ts';
import { isUuid } from '#prisma/uuid7.ts';
import { inWords } from './in-words.ts';
import { reasonOf } from './reason.ts';
import { portalOwner, portalPlace } from './reconcile/connection.ts';
import { keysFor } from './rotate-keys/keys.ts';

const USAGE = `usage: npm run import -- ${IMPORT_KINDS.join('|')} FILE.csv [--dry-run] [--reason TEXT] [--report FILE] [--lang fr|en]
       npm run import -- situation FILE.csv --theme NAME --installation [--dry-run] [--reason TEXT] [--report FILE] [--lang fr|en]
       npm run import -- --resume ID [--report FILE] [--lang fr|en]

Reads a file, tries each line, then imports those that can be, one by one: each is a transaction with its trace, and nothing
is ever erased. Said again, a file changes nothing more. In this order: structures, people, postings, rights, delegations.
What two administrators give (a right that signs, pays, publishes or administers, a delegation…) waits on the screen
« Droits à reprendre » until one takes it up and another confirms it.

A file of the situation gives values of a theme (a file of processes/_situation): a line for each agent and period, columns
matricule, du, au and one for each field, by its label or its key. Once requests are filed it is sent on the screen
« Imports » instead, where a second administrator approves it.

--installation
            before anybody filed anything, as the owner of the tables (DATABASE_OWNER_URL): posts are written as they
            are, from the day they began, and wait for nobody; so are values, taken over. Rights and delegations wait for two
            all the same
--dry-run   reads and tries only; the id that is printed can be resumed
--resume    goes on with a file that was tried, or that a stop cut
--report    writes what became of each line, in words, as CSV

Columns (any order; in brackets, those that may lack):
${IMPORT_KINDS.map((kind) => `  ${kind}: ${columnsOf(kind)}`).join('\n')}

Runs beside the portal of DATA_DIR, or on DATABASE_URL with BASE_URL.
Exit 0: every line is imported, unchanged, or waits for two; 1: some are at fault, or the file is refused; 2: not done.`;

const MAX_BYTES = 300 * 1024 * 1024;
const PAGE = 1_000;
/** How often a long import says where it is. */
const PROGRESS_MS = 5_000;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      'dry-run': { type: 'boolean', default: false },
      resume: { type: 'string' },
      report: { type: 'string' },
      reason: { type: 'string' },
      installation: { type: 'boolean', default: false },
      theme: { type: 'string' },
      lang: { type: 'string', default: 'fr' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const { lang: language, resume } = values;
  if (language !== 'fr' && language !== 'en') throw new Error(`--lang is fr or en\n\n${USAGE}`);
  if (resume !== undefined && !isUuid(resume))
    throw new Error(`${resume} is not what an import printed as its id\n\n${USAGE}`);
  const [kind, file] = positionals;
  if (kind !== undefined && !isKind(kind))
    throw new Error(`« ${kind} » is none of ${FILE_KINDS.join(', ')}\n\n${USAGE}`);
  const named = kind !== undefined && file !== undefined && positionals.length === 2;
  if (named === (resume !== undefined) || (!named && positionals.length > 0))
    throw new Error(`nothing to do\n\n${USAGE}`);
  const installing = values.installation;
  if (named && (kind === 'situation') !== (values.theme !== undefined))
    throw new Error(`a file of the situation names its theme, and no other file does: --theme\n\n${USAGE}`);
  const { databaseUrl, baseUrl } = installing ? ownersPlace() : portalPlace(process.env);
  const database = openDatabase(databaseUrl, { connections: 2 });
  const deps: ImportDeps = {
    ...{
      database,
      mailDomain: new URL(baseUrl).hostname,
      now: () => new Date(),
      actorOf,
      installing,
      secrets: keysOf(process.env),
    },
    onFault: (error, line) => console.error(`line ${line}: ${error instanceof Error ? error.message : error}`),
  };
  try {
    if (installing) await mustBeInstalling(database);
    if (kind === 'situation' && !installing)
      throw new Error(
        'values are sent on the screen « Imports », where two administrators answer for them; or, before anybody filed anything, with --installation',
      );
    if (kind === 'situation') await mustBeThePortals(database);
    if (values.report !== undefined) await mustBeWritable(values.report);
    const asked = { kind: kind as FileKind, theme: values.theme, reason: values.reason };
    const id = named ? await received(deps, asked, file) : (resume ?? '');
    console.log(`import ${id}`);
    const stop = sayProgress(database, id);
    try {
      await planImport(deps, id);
      if (!values['dry-run']) await appliedNow(deps, id);
    } finally {
      stop();
    }
    if (values.report !== undefined) await writeReport(database, id, values.report, language);
    return await said(database, id, language);
  } finally {
    await database.close();
  }
}

/** What the situation is sealed with, read off the environment once something is: other files ask for no key. */
function keysOf(environment: NodeJS.ProcessEnv): SecretValues {
  let made: SecretValues | undefined;
  const keys = () => {
    made ??= createSecretValues(...keysFor('data', environment));
    return made;
  };
  return {
    seal: (...asked) => keys().seal(...asked),
    open: (...asked) => keys().open(...asked),
    isCurrent: (sealed) => keys().isCurrent(sealed),
  };
}

const ownersPlace = () => {
  const { ownerUrl: databaseUrl, baseUrl } = portalOwner(process.env);
  return { databaseUrl, baseUrl };
};

/** A post dated back gives its holder steps and arrears: once requests are filed, two administrators give it. */
async function mustBeInstalling({ prisma }: Database): Promise<void> {
  if ((await prisma.request.count({ take: 1 })) > 0)
    throw new Error('requests were filed here already: posts wait for two administrators, without --installation');
}

/** Values that the portal could not open would be lost on it. */
async function mustBeThePortals({ prisma }: Database): Promise<void> {
  const id = keyId(keysFor('data', process.env)[0]);
  const late = await holdersWithout(prisma, 'data', id);
  if (late.length > 0)
    throw new Error(`DATA_KEY: the portal does not seal with ${id} (${late.join(', ')}): give its own`);
}

const isKind = (text: string): text is FileKind => (FILE_KINDS as readonly string[]).includes(text);

async function received(
  deps: ImportDeps,
  { kind, theme, reason }: { kind: FileKind; theme: string | undefined; reason: string | undefined },
  file: string,
): Promise<string> {
  const size = await sizeOf(file);
  if (size > MAX_BYTES) throw new Error(`${file} has more than ${MAX_BYTES / 1024 / 1024} MB: cut it`);
  const fileName = path.basename(file);
  const asked = { kind, theme, fileName, reason: reason ?? `Import de ${fileName}`, madeById: null, at: new Date() };
  return receiveImport(deps, { ...asked, content: createReadStream(file), maxBytes: MAX_BYTES });
}

/** Before anything is kept of it: a file that cannot be read begins no import. */
async function sizeOf(file: string): Promise<number> {
  const found = await access(file, constants.R_OK).then(
    () => stat(file),
    (cause: unknown) => {
      throw new Error(`${file} cannot be read: ${inWords(cause)}`, { cause });
    },
  );
  if (found.isDirectory()) throw new Error(`${file} cannot be read: it is a folder`);
  return found.size;
}

/** Before anything is imported: a report that cannot be written is not found out hours later. */
async function mustBeWritable(file: string): Promise<void> {
  const report = await open(file, 'a', 0o600).catch((cause: unknown) => {
    throw new Error(`${file} cannot be written: ${inWords(cause)}`, { cause });
  });
  await report.close();
}

async function appliedNow(deps: ImportDeps, id: string): Promise<void> {
  const { batch } = await standingOf(deps.database, id);
  if (batch.madeById !== null) throw new Error('this file was sent on a screen: it is imported there');
  if (batch.state === 'planned') await askImport(deps, { id, madeById: null, at: new Date() });
  await applyImport(deps, id);
}

function sayProgress(database: Database, id: string): () => void {
  const timer = setInterval(() => {
    standingOf(database, id).then(
      ({ batch, counts }) =>
        console.error(
          `… ${batch.lines} lines read, ${counts.read} to try, ${counts.ready} to import, ${counts.applied} imported`,
        ),
      () => {},
    );
  }, PROGRESS_MS);
  timer.unref();
  return () => clearInterval(timer);
}

async function writeReport(database: Database, id: string, file: string, language: 'fr' | 'en'): Promise<void> {
  const report = createWriteStream(file, { mode: 0o600 });
  const { themeSha256 } = (await standingOf(database, id)).batch;
  const theme = themeSha256 === null ? null : await themeBy(database.prisma, themeSha256);
  report.write(`${UTF8_MARK}${csvLine(reportHead(language, theme))}`);
  for (let after = 0; ; ) {
    const lines = await reportLines(database.prisma, id, { after, limit: PAGE, faulty: false });
    const last = lines.at(-1);
    if (last === undefined) break;
    after = last.line;
    if (!report.write(lines.map((line) => csvLine(reportCells(line, language, theme))).join('')))
      await once(report, 'drain');
  }
  report.end();
  await once(report, 'finish');
}

async function said(database: Database, id: string, language: 'fr' | 'en'): Promise<number> {
  const { batch, counts } = await standingOf(database, id);
  if (batch.fault !== null) {
    console.error(faultWords(batch.fault, language));
    return 1;
  }
  const faulty = await reportLines(database.prisma, id, { after: 0, limit: 20, faulty: true });
  for (const { line, key, faults } of faulty)
    console.error(`${line}\t${key}\t${faults.map((fault) => faultWords(fault, language)).join(' ')}`);
  if (counts.fault > faulty.length) console.error(`… ${counts.fault - faulty.length} more: --report FILE has them all`);
  console.log(countWords({ ...batch, counts }, language));
  return counts.fault === 0 ? 0 : 1;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(`Nothing more was imported: ${reasonOf(error)}`);
  return 2;
});

// Recomputes every chain of the audit, and says where one no longer holds.
import { parseArgs } from 'node:util';
import { type ChainReport, checkAudit } from '#application/evidence/check-audit.ts';
import { checkRoots, type RootsReport } from '#application/evidence/check-roots.ts';
import { openDatabase } from '#prisma/client.ts';
import { openDocumentStore } from '#prisma/documents/store.ts';
import { rootsIn, rootsOf } from './audit/kept-roots.ts';
import { anchorsOfStamps, rootsInWords, stampCheck } from './audit/stamps.ts';
import { reasonOf } from './reason.ts';
import { auditedPlace, portalDatabase } from './reconcile/connection.ts';

const USAGE = `usage: npm run audit -- check [--quiet] [--roots DIR] [--ca FILE]

Recomputes every chain of the audit, from its first event: each event follows the one before it, is as it was recorded,
and has its payload or an event that says it was erased; each day of the journal of sign-ins, as long as it is kept, is
as the chain of the system recorded it; and each chain stands where the daily roots say that it stood. Prints a line a
chain: its events, and its head. --quiet prints the broken ones and the count only.

--roots DIR  the daily roots that were kept out of reach of the database (ROOTS_DIR, what ROOTS_MAIL received, or a copy
             of the bucket of ROOTS_S3_URL): whoever made chains anew could have made the portal's own roots anew with
             them. Without it: the portal's own.
--ca FILE    the authority of the stamps of the roots (PEM), to verify them: SEAL_CA or the demonstration's by default.

Reads the running portal of DATA_DIR, or DATABASE_URL; writes nothing, and the portal may go on meanwhile.
Exit 0: every chain holds; 1: one is broken, or a root is; 2: they could not be read.`;

/** How often a long reading says where it is. */
const PROGRESS_MS = 5_000;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      quiet: { type: 'boolean', default: false },
      roots: { type: 'string' },
      ca: { type: 'string' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  if (positionals.length !== 1 || positionals[0] !== 'check') throw new Error(`nothing to do\n\n${USAGE}`);
  const database = openDatabase(portalDatabase(process.env), { connections: 1 });
  const total = { chains: 0, events: 0, erased: 0, broken: 0 };
  let roots: RootsReport;
  try {
    const place = auditedPlace(process.env);
    const anchors = await anchorsOfStamps(values.ca ?? place.authorityPath, values.ca !== undefined);
    const files =
      values.roots === undefined ? rootsOf(database.prisma, openDocumentStore(place.documents)) : rootsIn(values.roots);
    roots = await checkRoots(database.prisma, files, anchors && stampCheck(anchors));
    // Nothing to compare with is no comparison that holds.
    if (values.roots !== undefined && roots.roots === 0 && roots.faults.length === 0)
      throw new Error(`${values.roots} holds no daily root (2026-11-30-0123abcd.json.gz)`);
    for (const line of rootsInWords(roots, { isVerified: anchors !== null })) console.log(line);
    const reports = checkAudit({ database }, { onPage: progress(), known: roots.breaks });
    for await (const report of reports) {
      total.chains += 1;
      total.events += report.events;
      total.erased += report.erased;
      if (report.broken > 0) total.broken += 1;
      if (report.broken > 0 || !values.quiet) for (const line of inWords(report)) console.log(line);
    }
  } finally {
    await database.close();
  }
  const verdict = total.broken === 0 ? 'every chain holds.' : `${total.broken} chain(s) BROKEN.`;
  const ofRoots = roots.faults.length === 0 ? '' : ` ${roots.faults.length} root(s) NOT GOOD.`;
  console.log(
    `${total.chains} chain(s), ${total.events} event(s), ${total.erased} payload(s) erased: ${verdict}${ofRoots}`,
  );
  return total.broken === 0 && roots.faults.length === 0 ? 0 : 1;
}

function inWords({ chain, events, head, pastDays, broken, breaks }: ChainReport): string[] {
  const label = broken === 0 ? 'OK    ' : 'BROKEN';
  const lines = [`${label}  ${chain}: ${events} event(s), head ${head ?? 'none'}`];
  if (pastDays > 0)
    lines.push(`        ${pastDays} recorded day(s) of sign-ins are past their twelve months, and removed`);
  for (const { sequence, reason } of breaks) lines.push(`        no. ${sequence}: ${reason}`);
  if (broken > breaks.length) lines.push(`        and ${broken - breaks.length} more`);
  return lines;
}

/** Says now and then, on standard error, how many events were read. */
function progress(): (events: number) => void {
  let read = 0;
  let said = Date.now();
  return (events) => {
    read += events;
    if (Date.now() - said < PROGRESS_MS) return;
    said = Date.now();
    console.error(`… ${read} events read`);
  };
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(`The audit could not be checked: ${reasonOf(error)}`);
  return 2;
});

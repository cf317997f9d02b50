// Recomputes every chain of the audit, and says where one no longer holds.
import { parseArgs } from 'node:util';
import { type ChainReport, checkAudit } from '../application/evidence/check-audit.ts';
import { openDatabase } from '../prisma/client.ts';
import { portalDatabase } from './reconcile/connection.ts';

const USAGE = `usage: npm run audit -- check [--quiet]

Recomputes every chain of the audit, from its first event: each event follows the one before it, is as it was recorded,
and has its payload or an event that says it was erased; and each day of the journal of sign-ins, as long as it is kept, is
as the chain of the system recorded it. Prints a line a chain: its events, and its head to compare with
one that was kept elsewhere. --quiet prints the broken ones and the count only.

Reads the running portal of DATA_DIR, or DATABASE_URL; writes nothing, and the portal may go on meanwhile.
Exit 0: every chain holds; 1: one is broken; 2: they could not be read.`;

/** How often a long reading says where it is. */
const PROGRESS_MS = 5_000;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h' }, quiet: { type: 'boolean', default: false } },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  if (positionals.length !== 1 || positionals[0] !== 'check') throw new Error(`nothing to do\n\n${USAGE}`);
  const database = openDatabase(portalDatabase(process.env), { connections: 1 });
  const total = { chains: 0, events: 0, erased: 0, broken: 0 };
  try {
    const reports = checkAudit({ database }, { onPage: progress() });
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
  console.log(
    `${total.chains} chain(s), ${total.events} event(s), ${total.erased} payload(s) erased: ${
      total.broken === 0 ? 'every chain holds.' : `${total.broken} chain(s) BROKEN.`
    }`,
  );
  return total.broken === 0 ? 0 : 1;
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
  console.error(`The audit could not be checked: ${error instanceof Error ? error.message : error}`);
  return 2;
});

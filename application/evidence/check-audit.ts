import { breaksOf, SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { ChainBreak, EvidenceEvent } from '#domain/evidence/evidence.ts';
import { type AuditPlace, headsContradicted, payloadsAlone, readRecords } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import type { Deps } from '../dependencies.ts';
import { checkJournal, type JournalReport } from './journal-days.ts';

/** Records read at once: what the check holds in memory, however long the chains are. */
const PAGE = 1_000;
/** Breaks of one chain that are named; the others are counted. */
const NAMED = 20;
/** Payloads without their event, and acts that contradict a chain, that are named, of all chains. */
const APART = 1_000;

/** What became of a chain, once read whole. */
export interface ChainReport {
  readonly chain: string;
  readonly events: number;
  /** Hash of its last event; null when no event is left. */
  readonly head: string | null;
  readonly erased: number;
  /** Days of the journal of sign-ins that it recorded and that are past the time for which the journal is kept. */
  readonly pastDays: number;
  /** How many things do not hold, and the first of them. */
  readonly broken: number;
  readonly breaks: readonly ChainBreak[];
}

export interface CheckOptions {
  readonly pageSize?: number;
  readonly onPage?: (events: number) => void;
  /** What daily roots that were kept outside say of the chains (check-roots.ts). */
  readonly known?: readonly BreakOf[];
}
type BreakOf = ChainBreak & { readonly chain: string };

/**
 * Recomputes every chain of the audit, page by page, and answers on each in turn; compares it with what the acts that were
 * sealed meanwhile say of it, and the journal of sign-ins with what it says of that. That events after the last act were removed with their payloads shows only beside a head that
 * was kept elsewhere.
 */
export async function* checkAudit(
  { database }: Pick<Deps, 'database'>,
  { pageSize = PAGE, onPage = () => {}, known = [] }: CheckOptions = {},
): AsyncGenerator<ChainReport> {
  const journal = await checkJournal(database.prisma);
  const apart = Map.groupBy([...(await breaksApart(database.prisma, journal)), ...known], ({ chain }) => chain);
  const reportOf = (reading: Reading) => report(reading, reading.chain === SYSTEM_CHAIN ? journal.past : 0);
  let place: AuditPlace = { chain: '', sequence: 0 };
  let reading: Reading | null = null;
  for (;;) {
    const records = await readRecords(database.prisma, place, pageSize);
    for (const { chain, ...record } of records) {
      if (reading === null || reading.chain !== chain) {
        if (reading !== null) yield reportOf(reading);
        reading = begin(chain, apart.get(chain));
        apart.delete(chain);
      }
      note(reading, breaksOf(reading.last, record));
      reading.events += 1;
      if (record.isErased) reading.erased += 1;
      reading.last = record.event;
      place = { chain, sequence: record.event.sequence };
    }
    onPage(records.length);
    if (records.length < pageSize) break;
  }
  if (reading !== null) yield reportOf(reading);
  for (const [chain, breaks] of apart) yield reportOf(begin(chain, breaks));
}

interface Reading {
  readonly chain: string;
  events: number;
  erased: number;
  last: EvidenceEvent | undefined;
  broken: number;
  readonly breaks: ChainBreak[];
}

/** What does not hold and no reading of the events alone would show. */
async function breaksApart(prisma: Tx, journal: JournalReport): Promise<BreakOf[]> {
  const reason = 'the payload is there, its event is not';
  const alone = (await payloadsAlone(prisma, APART)).map((place) => ({ ...place, reason }));
  const contradicted = (await headsContradicted(prisma, APART)).map(({ number, ...place }) => ({
    ...place,
    reason: `act ${number} was sealed when another event stood here`,
  }));
  const signIns = journal.breaks.map((each) => ({ chain: SYSTEM_CHAIN, ...each }));
  return [...alone, ...contradicted, ...signIns];
}

function begin(chain: string, breaks: readonly ChainBreak[] = []): Reading {
  const reading: Reading = { chain, events: 0, erased: 0, last: undefined, broken: 0, breaks: [] };
  note(
    reading,
    breaks.map(({ sequence, reason }) => ({ sequence, reason })),
  );
  return reading;
}

function note(reading: Reading, breaks: readonly ChainBreak[]): void {
  reading.broken += breaks.length;
  reading.breaks.push(...breaks.slice(0, NAMED - reading.breaks.length));
}

const report = ({ chain, events, erased, last, broken, breaks }: Reading, pastDays: number): ChainReport => ({
  chain,
  events,
  head: last?.hash ?? null,
  erased,
  pastDays,
  broken,
  breaks: breaks.toSorted((a, b) => a.sequence - b.sequence),
});

import {
  type ChainLeaf,
  isRootOf,
  type RootFile,
  type RootStatement,
  statementDigest,
} from '#domain/evidence/daily-root.ts';
import type { ChainBreak } from '#domain/evidence/evidence.ts';
import type { Tx } from '#prisma/client.ts';
import {
  type LeafContradicted,
  leavesContradicted,
  type Restore,
  restores,
} from '#prisma/repositories/administration/daily-roots.ts';

/** Result for the daily roots, once compared with the chains. */
export interface RootsReport {
  readonly roots: number;
  readonly first: RootStatement | null;
  readonly last: RootStatement | null;
  /** Number of roots whose time stamp was verified. */
  readonly stamped: number;
  /**
   * Faults of the roots themselves: one that does not match its leaves, a bad stamp, a missing
   * root.
   */
  readonly faults: readonly string[];
  readonly breaks: readonly (ChainBreak & { readonly chain: string })[];
  /** Restored backups, each with the number of chains that lost events counted by a root. */
  readonly restored: readonly (Restore & { readonly chains: number })[];
}

/** Verifies the stamp of a statement; throws what is wrong with it. */
export type StampCheck = (statement: RootStatement, stamp: string) => void;

/** Leaves looked up at once. */
const PAGE = 5_000;

/**
 * Compares the chains with each daily root. A chain rewritten by somebody with access to the
 * database, with all its hashes in order, contradicts a root that was stamped before. A restored
 * backup loses what was written since it was made, and says so: that is reported separately, not as
 * a rewriting.
 * @param files in the order in which they were made; the same one may come twice
 */
export async function checkRoots(
  prisma: Tx,
  files: AsyncIterable<RootFile> | Iterable<RootFile>,
  checkStamp: StampCheck | null,
): Promise<RootsReport> {
  const reading = new Reading(await restores(prisma));
  for await (const file of files) {
    const news = reading.begin(file, checkStamp);
    for (let from = 0; from < news.length; from += PAGE) {
      const leaves = news.slice(from, from + PAGE);
      reading.note(file.statement, leaves, await leavesContradicted(prisma, leaves));
    }
  }
  return reading.report();
}

class Reading {
  readonly #restored: readonly (Restore & { lost: Set<string> })[];
  readonly #faults: string[] = [];
  readonly #breaks: (ChainBreak & { chain: string })[] = [];
  readonly #digests = new Set<string>();
  /** The last leaf of each chain that was confirmed, with the day of its root. */
  readonly #borneOut = new Map<string, { readonly leaf: ChainLeaf; readonly day: string }>();
  readonly #contradicted = new Set<string>();
  #first: RootStatement | null = null;
  #last: RootStatement | null = null;
  #stamped = 0;

  constructor(restored: readonly Restore[]) {
    this.#restored = restored.map((restore) => ({ ...restore, lost: new Set() }));
  }

  /** Checks the root itself; returns the leaves that no earlier root had. */
  begin(file: RootFile, checkStamp: StampCheck | null): ChainLeaf[] {
    const { statement, leaves } = file;
    const digest = statementDigest(statement);
    if (this.#digests.has(digest)) return [];
    if (!isRootOf(file)) {
      this.#faults.push(`the root of ${statement.day} is not that of its leaves`);
      return [];
    }
    if (statement.previous !== null && !this.#digests.has(statement.previous))
      this.#faults.push(`the root before that of ${statement.day} is missing`);
    this.#digests.add(digest);
    this.#first ??= statement;
    this.#last = statement;
    if (checkStamp !== null) this.#checkStamp(file, checkStamp);
    return leaves.filter(({ chain, events, head }) => {
      const known = this.#borneOut.get(chain)?.leaf;
      return !this.#contradicted.has(chain) && (known?.events !== events || known.head !== head);
    });
  }

  #checkStamp({ statement, stamp }: RootFile, checkStamp: StampCheck): void {
    if (stamp === null) {
      // Before an authority is configured, no root is stamped.
      if (this.#stamped > 0) this.#faults.push(`the root of ${statement.day} bears no stamp, and one before it does`);
      return;
    }
    try {
      checkStamp(statement, stamp);
      this.#stamped += 1;
    } catch (error) {
      this.#faults.push(`the stamp of the root of ${statement.day}: ${error instanceof Error ? error.message : error}`);
    }
  }

  /**
   * Records which leaves of a root the chains confirm and which they contradict; once for each
   * chain, since later roots would repeat it.
   */
  note(statement: RootStatement, leaves: readonly ChainLeaf[], contradicted: readonly LeafContradicted[]): void {
    const against = new Set(contradicted.map(({ chain }) => chain));
    for (const leaf of leaves)
      if (!against.has(leaf.chain)) this.#borneOut.set(leaf.chain, { leaf, day: statement.day });
    for (const { chain, events, foundAt } of contradicted) {
      const restore = this.#takenBy(new Date(statement.at), foundAt);
      if (restore !== undefined) {
        restore.lost.add(chain);
        continue;
      }
      this.#contradicted.add(chain);
      const before = this.#borneOut.get(chain);
      const since = before === undefined ? 'no root bears it out' : `borne out until the root of ${before.day}`;
      const what = foundAt === null ? 'is gone' : 'is not the one that stood here';
      this.#breaks.push({
        chain,
        sequence: events,
        reason: `the event ${what} by the root of ${statement.day}: made anew from no. ${(before?.leaf.events ?? 0) + 1} on (${since})`,
      });
    }
  }

  /**
   * Returns the restore that lost what a root of that time counts, and after which the present
   * event was written; none: the chain was rewritten.
   */
  #takenBy(rootAt: Date, foundAt: Date | null) {
    return this.#restored.find(
      ({ takenAt, at }) => takenAt <= rootAt && rootAt <= at && (foundAt === null || foundAt >= at),
    );
  }

  report(): RootsReport {
    return {
      roots: this.#digests.size,
      first: this.#first,
      last: this.#last,
      stamped: this.#stamped,
      faults: this.#faults,
      breaks: this.#breaks,
      restored: this.#restored.map(({ lost, ...restore }) => ({ ...restore, chains: lost.size })),
    };
  }
}

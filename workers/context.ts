import type { Readable } from 'node:stream';
import type { Database } from '#prisma/client.ts';
import type { Sweep } from '#prisma/documents/store.ts';
import type { SecretValues } from '#prisma/secret-values.ts';
import type { EngineClient } from '#zeebe/client.ts';
import type { CircuitInspector } from './circuits/check/circuit-inspector.ts';
import type { Log } from './log.ts';
import type { Seal } from './pades/open-seal.ts';
import type { TimeStamper } from './pades/stamps/time-stamping.ts';
import type { ArchivePlace } from './places/archive-places.ts';
import type { ActRenderer } from './typst/render.ts';

/** The part of the document store that workers use. */
export interface Documents {
  put(bytes: Uint8Array): Promise<{ readonly sha256: string; readonly size: number }>;
  read(sha256: string): Promise<Uint8Array>;
  open(sha256: string): Promise<{ readonly stream: Readable; readonly size: number }>;
  /** Removes what was put before and that nothing refers to: for housekeeping alone. */
  sweep(sweep: Sweep): Promise<number>;
}

/** What handlers and commands work with; made once, in main.ts. */
export interface WorkerContext {
  readonly database: Database;
  readonly engine: EngineClient;
  /** Name of the engine, as deployments and requests record it. */
  readonly engineName: string;
  readonly documents: Documents;
  readonly renderer: ActRenderer;
  /** For the templates of drafts, which nobody vouches for: what they do to it holds no act up. */
  readonly trialRenderer: ActRenderer;
  /** For circuits before they are published, apart too. */
  readonly inspector: CircuitInspector;
  readonly seal: Seal;
  /** Stamps the time of seals, where an authority was named. */
  readonly timeStamper?: TimeStamper | undefined;
  /** Where acts are deposited; absent: nowhere. */
  readonly archive?: ArchivePlace | undefined;
  /** Lists of what authorities revoked (CRL, in DER), of those that publish them in files. */
  readonly revocationLists: () => Promise<readonly Uint8Array[]>;
  /** Opens what forms keep encrypted. */
  readonly secrets: SecretValues;
  readonly now: () => Date;
  readonly baseUrl: string;
  readonly demonstration: boolean;
  readonly log: Log;
}

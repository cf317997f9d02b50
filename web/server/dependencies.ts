import type { Logger } from 'pino';
import type { PasswordJudge } from '#application/account/passwords/password-judge.ts';
import type { DrawingReader } from '#application/atelier/drawing/drawing-reader.ts';
import type { CircuitPackages } from '#application/atelier/package/packages.ts';
import type { FormJudge } from '#application/forms/form-judge.ts';
import type { ActVerifier } from '#application/verification/act-verifier.ts';
import type { Database } from '#prisma/client.ts';
import type { DocumentStore } from '#prisma/documents/store.ts';
import type { SecretValues } from '#prisma/secret-values.ts';
import type { EngineClient } from '#zeebe/client.ts';
import type { Auth } from './auth/auth.ts';
import type { Sessions } from './auth/sessions.ts';
import type { StepUp } from './auth/step-up.ts';
import type { Comparer } from './circuits/comparer.ts';
import type { Channels } from './live/channels.ts';
import type { PieceInspector } from './pieces/inspector.ts';
import type { Storage } from './storage.ts';

/** What the engine is asked by the server itself: is it there, what runs, what is stuck. It is commanded by the outbox. */
export type EngineReader = Pick<
  EngineClient,
  'ping' | 'openIncidents' | 'incidentsIn' | 'oldestIncidents' | 'searchActiveElements'
> &
  InstanceReader;

/** What it is asked of instances. */
export type InstanceReader = Pick<
  EngineClient,
  | 'getInstance'
  | 'elementIdOf'
  | 'searchInstances'
  | 'calledBy'
  | 'activeElementsOf'
  | 'lastPassages'
  | 'flowsTaken'
  | 'instancesCalledBy'
  | 'variablesIn'
  | 'wholeVariable'
  | 'unfinishedJobs'
  | 'openSubscriptions'
  | 'terminatedInstances'
>;

/** Everything the application is made of; built in main.ts, or by a test. */
export interface Dependencies {
  readonly database: Database;
  /** Connections for live screens and short questions, and for exports: see database-uses.ts. */
  readonly live: Database;
  readonly heavy: Database;
  readonly documents: DocumentStore;
  readonly engine: EngineReader;
  readonly auth: Auth;
  readonly sessions: Sessions;
  readonly stepUp: StepUp;
  /** Encrypts what forms mark sensitive. */
  readonly secrets: SecretValues;
  /** Encrypts second factors. */
  readonly factors: SecretValues;
  readonly channels: Channels;
  readonly inspector: PieceInspector;
  /** Judges what people type, apart. */
  readonly forms: FormJudge;
  /** Judges the passwords that people choose, apart. */
  readonly passwords: PasswordJudge;
  /** Reads diagrams drawn elsewhere, apart. */
  readonly drawings: DrawingReader;
  /** Packs circuits and reads packages, apart. */
  readonly packages: CircuitPackages;
  /** Compares circuits, apart. */
  readonly comparer: Comparer;
  /** Verifies acts for whoever holds them, apart. */
  readonly verifier: ActVerifier;
  readonly log: Logger;
  /** Aborted once this process is asked to stop: nobody else is to be sent here. */
  readonly stopping: AbortSignal;
  readonly now: () => Date;
  /** Whether the mail server answers. */
  readonly mailAnswers: () => Promise<boolean>;
  /** Whether there is room on the disk. */
  readonly storage: Storage;
  readonly settings: Settings;
}

export interface Settings {
  readonly baseUrl: string;
  readonly demonstration: boolean;
  readonly production: boolean;
  /** What Prometheus shows to read `/metrics`; null: nobody reads them in production, everyone elsewhere. */
  readonly metricsToken: string | null;
  /** Where the mail catcher can be read; demonstration only. */
  readonly catcherUrl: string | null;
  /** The certificate (PEM) of the authority behind the seal. */
  readonly sealAuthorityPath: string;
  /** Of the authority of time stamps, where it has a file of its own. */
  readonly stampsAuthorityPath: string | null;
  readonly trustProxy: number;
  /** What people call the identity provider that they may sign in with; null: there is none. */
  readonly providerLabel: string | null;
  /** The folder of the built screens. */
  readonly clientFolder: string;
  /** How long a person waits for the engine before reading that their act is kept. */
  readonly engineTimeoutMs: number;
}

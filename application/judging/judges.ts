import type { RuleFault, RuleSituation } from '#domain/situation/rules.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import { type Apart, openApart } from '../apart/apart.ts';
import type { Filled } from '../forms/judge-filled.ts';
import type { Validated } from '../forms/validator.ts';

/** A request to check against the rules of a theme. */
export interface Ruled {
  readonly theme: Theme;
  readonly data: Readonly<Record<string, unknown>>;
  readonly situation: RuleSituation;
}

/** Input judged by FEEL and patterns that an analyst wrote in a browser. */
export type Judging = ({ readonly of: 'form' } & Filled) | ({ readonly of: 'rules' } & Ruled);

/** The judges of forms and rules. */
interface Judges {
  run(accounts: readonly string[], asked: { readonly of: 'form' } & Filled): Promise<Validated | 'endless'>;
  run(accounts: readonly string[], asked: { readonly of: 'rules' } & Ruled): Promise<readonly RuleFault[]>;
  warm(): void;
}

/** Hundreds of times what honest forms and rules take. */
const PROCESSOR_MS = 1_000;
const LIMITS = { threads: 2, processorMs: PROCESSOR_MS, megabytes: 128, waiting: 100 };

let apart: Apart<Judging, unknown> | undefined;

/**
 * Returns the threads in which forms and rules are judged (G11). Shared, since each holds what FEEL
 * needs, some twenty megabytes. They start with the first judgment, and do not keep the process
 * alive.
 */
export function judges(): Judges {
  apart ??= openApart(new URL('./judge.thread.ts', import.meta.url), LIMITS);
  return apart as Judges;
}

/** Ends the threads; the next judgment starts others. */
export async function closeJudges(): Promise<void> {
  const former = apart;
  apart = undefined;
  await former?.close();
}

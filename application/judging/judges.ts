import type { RuleFault, RuleSituation } from '#domain/situation/rules.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import { type Apart, openApart } from '../apart/apart.ts';
import type { Filled } from '../forms/judge-filled.ts';
import type { Validated } from '../forms/validator.ts';

/** A request to hold against the rules of a theme. */
export interface Ruled {
  readonly theme: Theme;
  readonly data: Readonly<Record<string, unknown>>;
  readonly situation: RuleSituation;
}

/** What is judged by FEEL and patterns that an analyst wrote in a browser. */
export type Judging = ({ readonly of: 'form' } & Filled) | ({ readonly of: 'rules' } & Ruled);

/** What judges of forms and of rules find. */
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
 * The threads that forms and rules are judged in (G11): the same ones, for each holds what FEEL needs, some twenty megabytes.
 * There from the first one to judge on; they hold no process that ends.
 */
export function judges(): Judges {
  apart ??= openApart(new URL('./judge.thread.ts', import.meta.url), LIMITS);
  return apart as Judges;
}

/** Ends the threads; whoever judges next starts others. */
export async function closeJudges(): Promise<void> {
  const former = apart;
  apart = undefined;
  await former?.close();
}

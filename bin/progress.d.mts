/** How a start shows itself: see progress.mjs, which is plain JavaScript since installation runs it too. */
export interface Progress {
  readonly logFile: string;
  /** Whether anything was printed to it. */
  readonly hasLog: boolean;
  /** The descriptor of the log, for the tools of a stage to print to. */
  file(): number;
  log(line: string): void;
  /** A line of its own on the error stream. */
  say(line: string): void;
  /** Does a piece of the work, then prints its name and how long it took, also when it fails. */
  stage<T>(name: string, work: () => Promise<T> | T): Promise<T>;
  /** The end of the log, indented. */
  lastLines(): string[];
  close(): void;
}

/** @param logFile Begun anew at the first line. */
export function openProgress(logFile: string): Progress;

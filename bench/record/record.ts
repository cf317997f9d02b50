import { cpus, loadavg } from 'node:os';
import { round } from '../figures.ts';
import { AIMS, type Aim, TERMS } from './aims.ts';

/** A figure as it was last measured on a quiet machine. */
export interface Figure {
  readonly figure: number;
  /** The day, YYYY-MM-DD. */
  readonly date: string;
  readonly command: string;
}

/** Figures by the name of their aim. */
export type Figures = Readonly<Record<string, Figure>>;

export const nameOf = ({ bench, keys }: Pick<Aim, 'bench' | 'keys'>): string => `${bench}: ${keys.join(' + ')}`;

/** Says why figures measured now would not be those of a quiet machine; undefined on a quiet one. */
export function busy(load = loadavg()[0] ?? 0, cores = cpus().length): string | undefined {
  // The load of the last minute: half a core is left to what any machine does.
  return load > 0.5 ? `the machine is busy (load ${round(load)} on ${cores} cores)` : undefined;
}

/**
 * Adds to the figures those of a bench's result, and leaves the others as they were. Throws if the run was not one that the
 * aims are for, or measured none of them.
 */
export function recorded(
  figures: Figures,
  given: {
    readonly bench: string;
    readonly result: Record<string, unknown>;
    readonly date: string;
    readonly command: string;
  },
  aims: readonly Aim[] = AIMS,
): Figures {
  const { bench, result, date, command } = given;
  const terms = TERMS[bench];
  if (terms !== undefined) {
    const size = at(result, terms.size.key);
    if (size === undefined || size < terms.size.min)
      throw new Error(`not kept: ${terms.size.key} is ${size ?? 'not given'}, and the aims are for ${terms.size.min}`);
    const option = terms.without?.find((name) => command.includes(name));
    if (option !== undefined) throw new Error(`not kept: the aims are for a run without ${option}`);
  }
  const found = aims.flatMap((aim): [string, Figure][] => {
    const parts = aim.bench === bench ? aim.keys.map((key) => at(result, key)) : [];
    const known = parts.filter((part) => part !== undefined);
    if (known.length === 0 || known.length < parts.length) return [];
    const figure = round(known.reduce((sum, part) => sum + part, 0));
    return [[nameOf(aim), { figure, date, command }]];
  });
  if (found.length === 0) throw new Error(`not kept: no aim is for what this run of ${bench} measured`);
  return { ...figures, ...Object.fromEntries(found) };
}

/** The number at a key such as `rss_mb.idle`; undefined where there is none. */
function at(result: unknown, key: string): number | undefined {
  const found = key
    .split('.')
    .reduce<unknown>((value, name) => (Object(value) as Record<string, unknown>)[name], result);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

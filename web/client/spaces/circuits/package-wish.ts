import { CIRCUIT_KIND } from '#domain/circuit/drafts/draft.ts';
import type { CircuitPackageLook } from '#web/contract/circuits/packages.ts';

/** What an analyst chooses of a circuit that came as one file. */
export interface PackageWish {
  /** Its own name, or that of a copy as it is typed. */
  readonly as: string;
  readonly isCopy: boolean;
  /** « block.cloture »: the parts whose version there becomes a draft here. */
  readonly drafting: readonly string[];
}

export type LookedPart = CircuitPackageLook['parts'][number];

export const partKey = ({ of, name }: Pick<LookedPart, 'of' | 'name'>): string => `${of}.${name}`;

/** The circuit itself, with the parts of this portal; of those that it has not, theirs. */
export const wishFor = ({ kind, parts }: CircuitPackageLook): PackageWish => ({
  as: kind,
  isCopy: false,
  drafting: parts.filter(({ standing }) => standing === 'absent').map(partKey),
});

/** Whether a copy has a name that can name it, and is not that of the original. */
export const isNamed = ({ kind }: CircuitPackageLook, { as, isCopy }: PackageWish): boolean =>
  !isCopy || (CIRCUIT_KIND.test(as) && as !== kind);

/** A value as FEEL writes it, `"favorable"`, and in words. */
export interface OfferedValue {
  readonly written: string;
  readonly label: string | null;
}

/** What the editors of FEEL on screen offer of a name. */
export interface OfferedName {
  readonly name: string;
  /** What it is, in the language on screen. */
  readonly label: string | null;
  readonly values: readonly OfferedValue[];
}

let offered: ReadonlyMap<string, OfferedName> = new Map();

/**
 * Says which names the editors of FEEL offer, and with which values: bpmn-io's panels make these editors themselves, and hand
 * them names only. One drawing is on screen at a time. Answers how to stop.
 */
export function offerNames(names: readonly OfferedName[]): () => void {
  const mine = new Map(names.map((one) => [one.name, one]));
  offered = mine;
  return () => {
    if (offered === mine) offered = new Map();
  };
}

/** All of them, as they are now. */
export const offeredNames = (): readonly OfferedName[] => [...offered.values()];

export const offeredName = (name: string): OfferedName | undefined => offered.get(name);

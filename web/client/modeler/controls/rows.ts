/** A list with one of its rows changed. */
export const withRow = <Row>(rows: readonly Row[], at: number, row: Row): Row[] =>
  rows.map((one, index) => (index === at ? row : one));

/** A list without one of its rows. */
export const withoutRow = <Row>(rows: readonly Row[], at: number): Row[] => rows.filter((_row, index) => index !== at);

/** An object with a property set, or without it. */
export function withProperty<Held extends object, Key extends keyof Held>(
  held: Held,
  key: Key,
  value: Held[Key] | undefined,
): Held {
  const { [key]: _former, ...others } = held;
  return (value === undefined ? others : { ...held, [key]: value }) as Held;
}

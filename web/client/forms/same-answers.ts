type Data = Readonly<Record<string, unknown>>;

/** Whether two copies of a form say the same, in whatever order their keys come back: what is empty is not answered. */
export const sameAnswers = (one: Data, other: Data): boolean =>
  JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const answered = Object.entries(value).filter(([, answer]) => answer !== undefined && answer !== null);
  return answered.sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, answer]) => [key, inOrder(answer)]);
}

/** A value that the engine may know of a form. */
export type FactValue = string | number | boolean | null;

export const isFactValue = (value: unknown): value is FactValue =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

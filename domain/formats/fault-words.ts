/** Of each fault, by its code: what an analyst reads. « {name} » is filled in from the fault's params. */
export type FaultWords = Readonly<Record<string, readonly [fr: string, en: string]>>;

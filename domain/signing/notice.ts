/** What a batch gives: signatures of acts, or opinions, visas and checks. */
export const BATCH_KINDS = ['signatures', 'decisions'] as const;
/** A kind of batch. */
export type BatchKind = (typeof BATCH_KINDS)[number];

/** Sent to the author of a batch who has not read its report: some of it was refused. */
export const BATCH_MESSAGE = 'batch-refused';

/** Returns the subject of such a message. */
export const aboutBatch = (of: BatchKind, id: string): string => `batch-${of}:${id}`;

/** Returns the address of the report of a batch. */
export const batchAddress = (of: BatchKind, id: string): string => `/desk/batches/${of}/${id}`;

/** Returns the address of the report that a message is about. */
export function addressOfBatch(subject: string): string {
  const [what = '', id = ''] = subject.split(':');
  return batchAddress(what === 'batch-decisions' ? 'decisions' : 'signatures', id);
}

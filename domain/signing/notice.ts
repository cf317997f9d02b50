/** What one did by a batch: acts that are signed, or opinions, visas and checks that are given. */
export const BATCH_KINDS = ['signatures', 'decisions'] as const;
export type BatchKind = (typeof BATCH_KINDS)[number];

/** To whoever made a batch and did not read how it ended: some of it was refused. */
export const BATCH_MESSAGE = 'batch-refused';

/** What such a message is about. */
export const aboutBatch = (of: BatchKind, id: string): string => `batch-${of}:${id}`;

/** Where its report is read. */
export const batchAddress = (of: BatchKind, id: string): string => `/desk/batches/${of}/${id}`;

/** The same, from what a message is about. */
export function addressOfBatch(subject: string): string {
  const [what = '', id = ''] = subject.split(':');
  return batchAddress(what === 'batch-decisions' ? 'decisions' : 'signatures', id);
}

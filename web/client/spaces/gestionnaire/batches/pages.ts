// The pages of acts for many, in one chunk: each of its own would weigh on everybody's first page.

export { Batches } from './Batches.tsx';
export { BatchPage } from './BatchPage.tsx';
export { NewBatch } from './NewBatch.tsx';

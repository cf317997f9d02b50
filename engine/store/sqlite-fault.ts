import { Behind, Damaged } from './damaged.ts';

/** What kind of failure it is, for whoever must say what to do about it. */
export type Fault = 'damaged' | 'behind' | 'held' | 'full' | 'other';

/** SQLite's own codes, without what they are extended by. 1: a statement of ours names what the file's schema lost. */
const FAULTS: Readonly<Record<number, Fault>> = {
  1: 'damaged',
  5: 'held',
  6: 'held',
  11: 'damaged',
  13: 'full',
  26: 'damaged',
};
/** A write that did not go through: a quota is used up, for one. */
const IO_WRITE = 778;
const IO_SHORT_READ = 522;
/** The file's header says that only a later SQLite may write it. Of an account that may not, `mustBeWritable` spoke. */
const READ_ONLY = 8;

export function faultOf(error: unknown): Fault {
  if (error instanceof Damaged) return 'damaged';
  if (error instanceof Behind) return 'behind';
  const { errcode = 0, code } = error as { errcode?: number; code?: string };
  // A number that a column holds is larger than any that is ever written.
  if (code === 'ERR_OUT_OF_RANGE') return 'damaged';
  if (errcode === IO_WRITE) return 'full';
  if (errcode === IO_SHORT_READ || errcode === READ_ONLY) return 'damaged';
  return FAULTS[errcode & 0xff] ?? 'other';
}

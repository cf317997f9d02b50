import type { FieldFault } from '../errors.ts';
import type { ImportFault } from '../people/import-cells.ts';

// An act of a kind, started for many agents at once: prepared (each agent is tried), launched, then filed one by one.

/** Maximum number of agents of a batch, and of lines of its file. */
export const MAX_AGENTS = 1_000;
/** Maximum size of its file, in bytes. */
export const MAX_FILE_BYTES = 1024 * 1024;

/**
 * received: its file is about to be read; read: its agents are tried one by one; planned: it can be
 * launched; asked: its acts are filed one by one; done: each is filed, or failed.
 */
export const BATCH_STATES = ['received', 'refused', 'read', 'planned', 'asked', 'done'] as const;
/** A state of a batch. */
export type BatchState = (typeof BATCH_STATES)[number];

/** read: not tried yet; ready: to file; fault: cannot be filed, or could not. */
export const BATCH_LINE_STATES = ['read', 'ready', 'filed', 'fault'] as const;
/** A state of a line of a batch. */
export type BatchLineState = (typeof BATCH_LINE_STATES)[number];

/**
 * Why an act cannot be started for an agent: a fault of the line, or of an answer, at its field of
 * the form.
 */
export type BatchFault = ImportFault | FieldFault;

/** True while the portal works on a batch or its acts. */
export const isUnderWay = (state: BatchState): boolean => state === 'received' || state === 'read' || state === 'asked';

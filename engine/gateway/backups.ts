import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { copyHistory } from '../history/copy-history.ts';
import type { History } from '../history/history.ts';
import { type Engine, Rejection } from '../processing/protocol.ts';
import type { GatewayLog } from './context.ts';
import { Refused } from './refused.ts';

/** Whoever asked for a copy and went away holds nobody for longer. */
const MAX_HOLD_MS = 10_000;

/** A copy of everything durable, and since when nothing was committed. */
export interface Backup {
  readonly backupId: string;
  readonly folder: string;
  /** Of that folder. Without history where it does not work: an engine on this copy begins it anew. */
  readonly files: readonly string[];
  /** Of the last event that the copy holds. */
  readonly position: number;
}

interface Settings {
  /** Null: all is in memory. */
  readonly folder: string | null;
  readonly historyFile: string;
  readonly log: GatewayLog;
}

/**
 * Copies of the engine while it works. One ends in a hold: nothing is committed until whoever asked has fixed the same
 * moment in other stores and releases it, so that these and the copy are of one instant. One at a time; what a killed
 * engine left is removed.
 */
export class Backups {
  readonly #engine: Engine;
  readonly #history: History;
  readonly #settings: Settings;
  #taking = false;
  #held: { readonly backupId: string; readonly release: () => number } | undefined;

  constructor(engine: Engine, history: History, settings: Settings) {
    this.#engine = engine;
    this.#history = history;
    this.#settings = settings;
    if (settings.folder !== null) rmSync(settings.folder, { recursive: true, force: true });
  }

  /** Copies the history while all goes on, then the state; resolves with the hold begun. */
  async take(): Promise<Backup> {
    const { folder: all } = this.#settings;
    if (all === null) throw new Refused('INVALID_STATE', 'This engine keeps nothing on disk: there is nothing to copy');
    if (this.#taking || this.#held) throw new Refused('INVALID_STATE', 'Another copy is under way: try again later');
    this.#taking = true;
    const backupId = randomUUID();
    const folder = path.join(all, backupId);
    const resume = this.#engine.retainEvents();
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const files = ['engine.db'];
      if (this.#history.failure === null) {
        await copyHistory(this.#settings.historyFile, path.join(folder, 'history.sqlite'));
        files.push('history.sqlite');
      }
      const since = performance.now();
      const goOn = await this.#engine.copyStore(path.join(folder, 'engine.db'));
      this.#hold(backupId, since, goOn);
      return { backupId, folder, files, position: this.#engine.committedPosition };
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      if (error instanceof Refused || error instanceof Rejection) throw error;
      throw new Refused('UNAVAILABLE', `The copy could not be made: ${(error as Error).message}`);
    } finally {
      resume();
      this.#taking = false;
    }
  }

  /**
   * Lets the engine go on; answers for how many milliseconds it held.
   * @throws {Refused} when it went on before: the other stores may be of a later moment.
   */
  release(backupId: string): number {
    if (this.#held?.backupId !== backupId)
      throw new Refused('INVALID_STATE', `The engine no longer holds for the copy ${backupId}: begin anew`);
    return this.#held.release();
  }

  /** Removes the copy's files. */
  async discard(backupId: string): Promise<void> {
    if (this.#held?.backupId === backupId) this.#held.release();
    const { folder } = this.#settings;
    if (folder !== null && UUID.test(backupId)) await rm(path.join(folder, backupId), { recursive: true, force: true });
  }

  close(): void {
    this.#held?.release();
  }

  #hold(backupId: string, since: number, goOn: () => void): void {
    const late = setTimeout(() => {
      this.#settings.log.warn({ backupId }, 'a copy was not released in time: work goes on, and it is of no use');
      this.#held?.release();
    }, MAX_HOLD_MS);
    this.#held = {
      backupId,
      release: () => {
        clearTimeout(late);
        this.#held = undefined;
        goOn();
        return performance.now() - since;
      },
    };
  }
}

/** Never let anything but what we named become a path. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

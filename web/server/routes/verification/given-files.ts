import type { Request } from 'express';
import { DomainError } from '#domain/errors.ts';
import { PIECE_LIMITS } from '#domain/request/piece.ts';
import { readBounded } from '../../http/read-bounded.ts';

/** Files that arrive or are verified at once, of all and of one address: what they weigh is held in memory. */
const MAX_AT_ONCE = 12;
const MAX_OF_AN_ADDRESS = 2;
const RETRY_SECONDS = 10;
/** What 10 MB take by a poor line; before the listener cuts the connection (http/listener.ts), which says nothing. */
const MAX_SECONDS = 45;

interface GivenFile {
  readonly of: string;
  /** Gives it up while it arrives. */
  readonly arriving: AbortController;
  isHere: boolean;
}

/**
 * Takes files that anybody sends. A place is held for good by a file that is here alone: one that arrives too slowly is given up,
 * and the slowest one as soon as somebody else needs its place.
 */
export function fileTaker({ maxSeconds = MAX_SECONDS } = {}) {
  const underWay = new Set<GivenFile>();

  const makeRoom = (of: string): void => {
    const files = [...underWay];
    const tooMany = new DomainError('too-many-requests', { seconds: RETRY_SECONDS });
    if (files.filter((file) => file.of === of).length >= MAX_OF_AN_ADDRESS) throw tooMany;
    if (files.length < MAX_AT_ONCE) return;
    // The first one of a set is the one that came first.
    const slowest = files.find(({ isHere }) => !isHere);
    if (slowest === undefined) throw tooMany;
    underWay.delete(slowest);
    slowest.arriving.abort(new DomainError('file-too-slow'));
  };

  /**
   * @param of who sends it
   * @throws {DomainError} too-many-requests, file-too-slow, piece-too-large, piece-empty, and what `work` throws
   */
  return async function take<T>(request: Request, of: string, work: (file: Buffer) => Promise<T>): Promise<T> {
    makeRoom(of);
    const given: GivenFile = { of, arriving: new AbortController(), isHere: false };
    underWay.add(given);
    const late = setTimeout(() => given.arriving.abort(new DomainError('file-too-slow')), maxSeconds * 1000).unref();
    try {
      const { maxBytes: max } = PIECE_LIMITS;
      const tooLarge = () => new DomainError('piece-too-large', { max });
      const file = await readBounded(request, max, tooLarge, given.arriving.signal);
      clearTimeout(late);
      given.isHere = true;
      if (file.length === 0) throw new DomainError('piece-empty');
      return await work(file);
    } finally {
      clearTimeout(late);
      underWay.delete(given);
    }
  };
}

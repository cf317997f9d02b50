import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../api/api.ts';
import { forgetLocalCopy, keepLocalCopy, type LocalCopy } from '../api/local-copy.ts';
import { OneAtATime } from '../api/one-at-a-time.ts';

export type KeptState =
  | { is: 'saved' }
  | { is: 'saving' }
  | { is: 'unsaved' }
  /** The server is away or said no: typed text is kept here and sent again. */
  | { is: 'kept-here'; error: unknown };

const TYPING_PAUSE = 900;
const RETRY_AFTER = 5_000;

/** Whose typing is kept, and where; `copyOf` and `send` are to stay the same from one drawing to the next. */
export interface KeptTyping<Value> {
  readonly personId: string;
  /** Names what is typed in, in the storage of this browser. */
  readonly place: string;
  /** What this browser had kept that the server did not get. */
  readonly found?: Value | null;
  /** What this browser may keep of it. */
  readonly copyOf: (value: Value) => Omit<LocalCopy, 'at'>;
  /**
   * Sends it to the server.
   * @returns what the server has now: this, or what was typed before; null when the person is to choose first
   * @throws what was said instead: the same is sent again where the server may be back
   */
  readonly send: (value: Value) => Promise<Value | null>;
}

/** Keeps what is typed: at once in this browser, after a pause on the server, one save at a time. */
export function useKeptTyping<Value>({ personId, place, found = null, copyOf, send }: KeptTyping<Value>) {
  const [state, setState] = useState<KeptState>({ is: 'saved' });
  const pending = useRef<Value | null>(found);
  const timer = useRef<number | undefined>(undefined);
  const isLeft = useRef(false);
  const [saves] = useState(() => new OneAtATime());

  /** Nothing typed so far is sent any more; this browser still has it. */
  const stop = useCallback(() => {
    window.clearTimeout(timer.current);
    pending.current = null;
  }, []);

  /** The server has all that was typed. */
  const settle = useCallback(() => {
    stop();
    forgetLocalCopy(personId, place);
    setState({ is: 'saved' });
  }, [personId, place, stop]);

  const save = useCallback(async (): Promise<boolean> => {
    window.clearTimeout(timer.current);
    const done = await saves.run(async () => {
      const value = pending.current;
      if (value === null) return true;
      setState({ is: 'saving' });
      try {
        const saved = await send(value);
        if (saved === null) setState({ is: 'unsaved' });
        else if (saved === pending.current) settle();
        return saved !== null;
      } catch (error) {
        setState({ is: 'kept-here', error });
        // Not from a page that was left: what is typed on another one would be written over.
        if (!isLeft.current && (!(error instanceof ApiProblem) || error.status >= 500))
          timer.current = window.setTimeout(() => void save(), RETRY_AFTER);
        return false;
      }
    });
    // Something was typed while the save was under way.
    if (done && pending.current !== null) return save();
    return done;
  }, [saves, send, settle]);

  const type = useCallback(
    (value: Value) => {
      pending.current = value;
      keepLocalCopy(personId, place, { ...copyOf(value), at: new Date().toISOString() });
      setState((now) => (now.is === 'saving' ? now : { is: 'unsaved' }));
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void save(), TYPING_PAUSE);
    },
    [personId, place, copyOf, save],
  );

  /** Sends this now, whatever was typed. */
  const saveNow = useCallback(
    (value: Value) => {
      pending.current = value;
      void save();
    },
    [save],
  );

  // Leaving the page does not wait for the pause; the copy in this browser covers what could not leave in time.
  useEffect(() => {
    const leave = () => void save();
    isLeft.current = false;
    window.addEventListener('pagehide', leave);
    return () => {
      isLeft.current = true;
      window.removeEventListener('pagehide', leave);
      leave();
      window.clearTimeout(timer.current);
    };
  }, [save]);

  return { state, type, save, saveNow, stop, settle };
}

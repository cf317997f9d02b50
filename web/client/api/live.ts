import { useEffect } from 'react';
import type { LiveChange } from '../../contract/operations.ts';
import { addressOf } from './address.ts';
import { refresh } from './query.ts';

const FIRST_WAIT = 1_000;
const MAX_WAIT = 30_000;

/** Listens to what changes on the server and has the screens read it again. Reconnects by itself. */
export function useLiveScreens(): void {
  useEffect(() => {
    let source: EventSource | null = null;
    let timer: number | undefined;
    let wait = FIRST_WAIT;
    let missed = false;

    const connect = () => {
      source = new EventSource(addressOf('GET /api/events'));
      source.onopen = () => {
        wait = FIRST_WAIT;
        // Whatever happened while nobody listened.
        if (missed) void refresh('/api/');
        missed = false;
      };
      source.addEventListener('change', (event) =>
        react(JSON.parse((event as MessageEvent<string>).data) as LiveChange),
      );
      source.onerror = () => {
        missed = true;
        source?.close();
        timer = window.setTimeout(connect, wait);
        wait = Math.min(wait * 2, MAX_WAIT);
      };
    };
    connect();
    return () => {
      window.clearTimeout(timer);
      source?.close();
    };
  }, []);
}

function react(change: LiveChange): void {
  switch (change.what) {
    case 'request':
      void refresh(`/api/requests/${change.id}`, '/api/requests?', '/api/me');
      break;
    case 'tasks':
      void refresh('/api/tasks?', '/api/me');
      break;
    case 'notifications':
      void refresh('/api/notifications', '/api/me');
      break;
  }
}

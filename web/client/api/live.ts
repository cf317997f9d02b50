import { useEffect } from 'react';
import type { LiveChange } from '#web/contract/operations/operations.ts';
import { addressOf } from './address.ts';
import { type AddressPrefix, refresh } from './query.ts';

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

/**
 * What changed within so long is read again together: a busy hour changes a manager's list several times a second. By
 * chance between the two, so that a hundred screens do not ask at one instant.
 */
const GATHER_MS = [200, 800] as const;
const gathered = new Set<AddressPrefix>();

function react(change: LiveChange): void {
  if (gathered.size === 0) {
    const [least, most] = GATHER_MS;
    window.setTimeout(
      () => {
        const addresses = [...gathered];
        gathered.clear();
        void refresh(...addresses);
      },
      least + Math.random() * (most - least),
    );
  }
  for (const address of addressesOf(change)) gathered.add(address);
}

/** What a change may have changed on screens. */
function addressesOf(change: LiveChange): AddressPrefix[] {
  switch (change.what) {
    case 'request':
      return [`/api/requests/${change.id}`, '/api/requests?', '/api/me'];
    case 'tasks':
      return ['/api/tasks?', '/api/signing', '/api/me'];
    case 'notifications':
      // Whoever's situation changes is notified of it.
      return ['/api/notifications', '/api/me', '/api/situations/mine'];
    case 'imports':
      return ['/api/administration/imports'];
    case 'batches':
      return ['/api/act-batches', '/api/signing/batches', '/api/decision-batches/', '/api/signing/drawings'];
    case 'anything':
      return ['/api/'];
  }
}

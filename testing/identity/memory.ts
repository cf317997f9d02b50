import type { Adapter, AdapterPayload } from 'oidc-provider';

/** Where a provider keeps what it gave: as long as it lives. Its own memory says on each run that it is for trials. */
export function memory(): (name: string) => Adapter {
  const kept = new Map<string, AdapterPayload>();
  const grants = new Map<string, Set<string>>();
  return (name) => {
    const key = (id: string) => `${name}:${id}`;
    const find = (is: (payload: AdapterPayload) => boolean) =>
      [...kept].find(([id, payload]) => id.startsWith(`${name}:`) && is(payload))?.[1];
    return {
      async upsert(id, payload) {
        kept.set(key(id), payload);
        if (!payload.grantId) return;
        const ofGrant = grants.get(payload.grantId) ?? new Set();
        grants.set(payload.grantId, ofGrant.add(key(id)));
      },
      find: async (id) => kept.get(key(id)),
      findByUid: async (uid) => find((payload) => payload.uid === uid),
      findByUserCode: async (code) => find((payload) => payload.userCode === code),
      async consume(id) {
        const payload = kept.get(key(id));
        if (payload) payload.consumed = Math.floor(Date.now() / 1000);
      },
      async destroy(id) {
        kept.delete(key(id));
      },
      async revokeByGrantId(grantId) {
        for (const id of grants.get(grantId) ?? []) kept.delete(id);
      },
    };
  };
}

import type { Authentication } from '#domain/account/sign-in.ts';

/** What columns of JSON hold, by `table.column`. One that is not named here is read as unknown, and parsed where it is read. */
interface Named {
  'decision_intent.authentication': Authentication;
}

export type JsonColumn<Place extends string> = Place extends keyof Named ? Named[Place] : unknown;

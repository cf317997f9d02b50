/** What columns of JSON hold, by `table.column`. One that is not named here is read as unknown, and parsed where it is read. */
// biome-ignore lint/complexity/noBannedTypes: none is named yet.
type Named = {};

export type JsonColumn<Place extends string> = Place extends keyof Named ? Named[Place] : unknown;

import type { Authentication } from '#domain/account/sign-in.ts';
import type { Appointment } from '#domain/permissions/actor.ts';
import type { ThemeValue } from '#domain/situation/entry.ts';
import type { Grid } from '#domain/situation/grids/grid.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';

/** What columns of JSON hold, by `table.column`. One that is not named here is read as unknown, and parsed where it is read. */
interface Named {
  'decision_intent.authentication': Authentication;
  'habilitation.appointment': Appointment;
  'situation_correction.value': ThemeValue;
  'situation_entry.value': ThemeValue;
  'situation_grid.grid': Grid;
  'situation_grid_proposal.grid': Grid;
  'situation_theme.definition': Theme;
}

export type JsonColumn<Place extends string> = Place extends keyof Named ? Named[Place] : unknown;

import { z } from 'zod';
import { Bilingual, CivilDate } from './common.ts';

/** A theme of someone's situation, as it stands (domain/situation/show-theme.ts). */
export const ShownTheme = z.object({
  theme: z.string(),
  title: Bilingual,
  values: z.array(z.object({ key: z.string(), label: Bilingual, value: Bilingual })),
  from: CivilDate.nullable(),
  until: CivilDate.nullable(),
  none: Bilingual.nullable(),
});
export type ShownTheme = z.infer<typeof ShownTheme>;

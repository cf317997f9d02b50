import { z } from 'zod';

/** GET /api/account/sign-ins */
export const SignInView = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  /** « signed-in », else why not: « password-wrong »… */
  outcome: z.string(),
  /** « password », « password+totp »…; null for a failure. */
  method: z.string().nullable(),
  /** « Firefox, Windows »; null when it is not recognised. */
  device: z.string().nullable(),
  address: z.string(),
});
export const SignInList = z.object({ items: z.array(SignInView) });

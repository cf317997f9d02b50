import { takesPasskeys } from '#web/client/api/passkeys.ts';
import type { Me } from '#web/contract/account/me.ts';

/** Whether this signer has a passkey, and this browser shows them. */
export const signsByPasskey = ({ hasPasskey }: Me): boolean => hasPasskey && takesPasskeys();

/** Whether they can prove here that they are there: by a code, or by a passkey. */
export const canSignHere = (me: Me): boolean => me.canStepUp || signsByPasskey(me);

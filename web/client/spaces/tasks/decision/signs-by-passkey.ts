import type { Me } from '../../../../contract/account/me.ts';
import { takesPasskeys } from '../../../api/passkeys.ts';

/** Whether this signer has a passkey, and this browser shows them. */
export const signsByPasskey = ({ hasPasskey }: Me): boolean => hasPasskey && takesPasskeys();

/** Whether they can prove here that they are there: by a code, or by a passkey. */
export const canSignHere = (me: Me): boolean => me.canStepUp || signsByPasskey(me);

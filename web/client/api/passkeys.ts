/** Whether this browser makes and shows passkeys here: at an address that is a number, none does. */
export const takesPasskeys = (): boolean =>
  'PublicKeyCredential' in window && !/^[\d.]+$|:/.test(window.location.hostname);

/** What a person is told of their own account, on screen and by mail: about no request. */
export const ACCOUNT_MESSAGES = [
  // Signed in from a browser that never served them.
  'account-new-device',
  // Strangers try passwords, and wait.
  'account-tried',
] as const;
export type AccountMessage = (typeof ACCOUNT_MESSAGES)[number];

export const isAccountMessage = (message: string): message is AccountMessage =>
  (ACCOUNT_MESSAGES as readonly string[]).includes(message);

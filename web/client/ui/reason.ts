/** Whether a text says why: at least three characters, as the server asks (`Reason`, `web/contract/operations/`). */
export const isReason = (text: string): boolean => text.trim().length >= 3;

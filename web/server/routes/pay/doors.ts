/** Whoever reads pay: of one's structures, and for the comptable what was sent. */
export const payReaders = { right: ['financier', 'comptable'], guard: 'pay-reader' } as const;

/** The finance office alone, which checks and sends. */
export const payOffice = { right: ['financier'], guard: 'pay-reader' } as const;

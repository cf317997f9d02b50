/** The size over which a piece is refused. Apart from the schemas, so that a screen needs not load zod to know it. */
export const MAX_PIECE_BYTES = 10 * 1024 * 1024;

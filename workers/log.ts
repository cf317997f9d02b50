/** The part of a pino logger that workers use. Fields are identifiers and codes, never what a person wrote or is. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

import type { RefusalCode } from './rejections.ts';

/** A call refused by the gateway itself, before or beside the engine. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}

import type { Bilingual } from '../bilingual.ts';

/** A name that expressions may use, and its possible values, for the author of an expression. */
export interface KnownName {
  readonly name: string;
  /** What it is in the words of the form, or of the block that gives it. */
  readonly label?: Bilingual;
  readonly kind?: 'text' | 'number' | 'boolean' | 'list';
  /** All the texts that it can be; absent where it may be any. */
  readonly values?: readonly KnownValue[];
  /** Ids of the steps that give it; absent where it is there from the beginning. */
  readonly givenBy?: readonly string[];
}

export interface KnownValue {
  readonly value: string;
  readonly label?: Bilingual;
}

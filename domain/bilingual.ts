/** A text in both languages of the screens. */
export interface Bilingual {
  readonly fr: string;
  readonly en: string;
}

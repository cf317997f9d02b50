/** A post as it is named wherever one reads of it: « Greffier, Tribunal de Valmont (GREF-01) ». */
export const postName = ({
  title,
  structureName,
  code,
}: {
  readonly title: string;
  readonly structureName: string;
  readonly code: string;
}): string => `${title}, ${structureName} (${code})`;

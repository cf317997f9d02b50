/** Statements that one connection keeps prepared, at most: PostgreSQL holds some 50 kB for each. */
const PREPARED = 300;
/** Statements remembered as asked once. */
const REMEMBERED = 2_000;

/**
 * Names for the statements that come back, so that PostgreSQL reads and plans each once a connection instead of each
 * time: two thirds of what it did. What is asked once, as a list of unusual length, gets none: '' prepares nothing.
 */
export function statementNames(prepared = PREPARED): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>();
  const once = new Set<string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= prepared) return '';
    if (once.delete(sql)) {
      const name = `harmonie_${names.size}`;
      names.set(sql, name);
      return name;
    }
    if (once.size >= REMEMBERED) once.clear();
    once.add(sql);
    return '';
  };
}

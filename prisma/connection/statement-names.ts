/** Max prepared statements a connection: PostgreSQL holds some 50 kB for each. */
const PREPARED = 300;
/** Max statements remembered as sent once. */
const REMEMBERED = 2_000;

/**
 * Names the statements that are sent again, so that PostgreSQL parses and plans each once a
 * connection instead of each time: two thirds of what it did. A statement sent once, such as a list
 * of unusual length, gets no name: '' prepares nothing.
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

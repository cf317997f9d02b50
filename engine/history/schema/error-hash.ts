/** The number under which incidents with the same message are counted together: 32 bits, signed. */
export function errorHash(message: unknown): number {
  let hash = 0;
  for (const character of String(message ?? '')) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return hash;
}

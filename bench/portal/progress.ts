/** Standard output belongs to whoever reads the figures. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Says how long a part took. */
export async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  say(`  ${what} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  return result;
}

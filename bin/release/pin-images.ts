// Pins the images that the compose file and the Dockerfile take from elsewhere by the digest that their tag stands for
// today, so that an installation runs what the release was tried with. Run where a registry of images, or a mirror, is
// reachable.
//   node bin/release/pin-images.ts --registry https://registry.example [--check] [FILE…]
// --check writes nothing: exit 1 when a file is not pinned, or its tag has moved since.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type ImageReference, imagesOf, pin } from './images.ts';
import { digestOf } from './registry.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const USAGE = 'usage: node bin/release/pin-images.ts --registry https://registry.example [--check] [FILE…]';

process.exitCode = await main().catch((error: unknown) => {
  console.error(`pin-images: ${error instanceof Error ? error.message : error}`);
  return 2;
});

/** Exit code: 0 pinned, 1 not pinned (--check), 2 the registry or the command line is at fault. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { registry: { type: 'string' }, check: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const { registry, check } = values;
  if (registry === undefined || !URL.canParse(registry)) throw new Error(USAGE);
  const files = positionals.length > 0 ? positionals : ['docker-compose.yml', 'Dockerfile'];
  const texts = files.map((file) => ({ file, text: readFileSync(path.resolve(ROOT, file), 'utf8') }));

  const digests = new Map<string, string>();
  for (const image of texts.flatMap(({ text }) => imagesOf(text))) {
    if (digests.has(keyOf(image))) continue;
    digests.set(keyOf(image), await digestOf(registry, image));
    console.log(`${keyOf(image)} is ${digests.get(keyOf(image))}`);
  }
  // All digests are known before the first file is written.
  const stale = texts.filter(({ file, text }) => {
    const pinned = pin(text, (image) => digests.get(keyOf(image)) ?? '');
    if (pinned === text) return false;
    if (!check) writeFileSync(path.resolve(ROOT, file), pinned);
    console.log(`${file} ${check ? 'is not pinned' : 'was pinned'}`);
    return true;
  });
  return check && stale.length > 0 ? 1 : 0;
}

function keyOf({ repository, tag }: ImageReference): string {
  return `${repository}:${tag}`;
}

// The embedded gateway of this checkout: `npm run engine`, and what `npm start` starts.
import './compile-cache.mjs';

await import('harmonie-engine/command');

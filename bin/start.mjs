// `npm start` and `npm run dev`. Plain JavaScript: what keeps compiled sources is in force for what is imported after it,
// and the supervisor then needs not load what strips types.
import './compile-cache.mjs';

await import('./start.ts');

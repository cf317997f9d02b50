import './compile-cache.ts';

const { main } = await import('../engine/main.ts');
await main(process.argv.slice(2), process.env);

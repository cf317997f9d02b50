import { main } from '../engine/main.ts';

await main(process.argv.slice(2), process.env);

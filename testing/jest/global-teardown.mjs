export default async function teardown() {
  await globalThis.__harmonieTestServer?.stop();
}

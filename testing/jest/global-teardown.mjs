export default async function teardown() {
  await Promise.all([globalThis.__harmonieTestServer?.stop(), globalThis.__harmonieTestPortal?.stop()]);
}

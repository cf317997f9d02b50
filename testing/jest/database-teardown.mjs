export default () => globalThis.__harmonieTestServer.stop();

export default () => globalThis.__harmonieTestPortal.stop();

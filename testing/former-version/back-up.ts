import path from 'node:path';
import { backup } from '#bin/backup/backup.ts';
import { Child } from '#bin/start/child-process.ts';
import { embeddedEngine } from '#bin/start/embedded.ts';
import { freePorts } from '#bin/start/ports.ts';
import { embeddedSecrets } from '#bin/start/secrets.ts';
import { startEmbeddedPostgres } from '#prisma/embedded/postgres.ts';

/**
 * Backs up a data folder of a former release as it stands, its database and engine served and
 * nothing migrated. The form of a backup has not changed since 0.1.0.
 * @returns the backup's folder
 */
export async function backUpFormerRelease(name: string, dataDir: string, to: string): Promise<string> {
  const [port = 0, grpcPort = 0, restPort = 0] = await freePorts(3);
  const { databaseSuperuser: password } = embeddedSecrets(dataDir);
  const dir = path.join(dataDir, 'postgres');
  const server = await startEmbeddedPostgres({ dir, port, password });
  const { child, environment } = embeddedEngine(dataDir, { grpcPort, restPort, demonstration: true });
  const engine = new Child(
    child,
    () => {},
    () => {},
  );
  try {
    await engine.start();
    const { ZEEBE_REST_ADDRESS: restAddress = '', ZEEBE_USER = '', ZEEBE_PASSWORD = '' } = environment;
    const taken = await backup({
      portal: {
        dataDir,
        cluster: { port, password, dir },
        databaseUrl: null,
        engine: { restAddress, user: ZEEBE_USER, password: ZEEBE_PASSWORD },
        given: [],
      },
      to,
      versions: { portal: name, engine: name },
      say: () => {},
    });
    return taken.folder;
  } finally {
    await engine.stop();
    await server.stop();
  }
}

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A certificate of this machine, signed by itself, with its key; both are files of the folder too. */
export function makeCertificate(folder: string): { certificate: Buffer; key: Buffer; certificateFile: string } {
  const [certificateFile, keyFile] = ['cert.pem', 'key.pem'].map((name) => path.join(folder, name)) as [string, string];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'];
  const how = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'];
  execFileSync('openssl', [...how, ...subject, '-keyout', keyFile, '-out', certificateFile], { stdio: 'ignore' });
  return { certificate: readFileSync(certificateFile), key: readFileSync(keyFile), certificateFile };
}

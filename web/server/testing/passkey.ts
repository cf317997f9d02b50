import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

const [PRESENT, RECOGNISED, HAS_KEY] = [0x01, 0x04, 0x40];
const url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const sha256 = (data: Uint8Array | string): Buffer => createHash('sha256').update(data).digest();

/** How a key answers. */
interface Answering {
  /** Its owner was recognised (PIN, finger), not only touched it; they were, unless it is said. */
  readonly recognised?: boolean;
  /** The page that asks. */
  readonly origin?: string;
}

/** A passkey in software: what a browser and its device would answer. */
export class SoftPasskey {
  readonly id = randomBytes(32);
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly #origin: string;
  #counter = 0;

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Answers « navigator.credentials.create ». */
  make({ challenge }: { challenge: string }, how: Answering = {}) {
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' });
    const key = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Uint8Array.from(Buffer.from(x, 'base64url'))],
      [-3, Uint8Array.from(Buffer.from(y, 'base64url'))],
    ]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.id, isoCBOR.encode(key as never)]);
    const authData = Uint8Array.from(Buffer.concat([this.#data(how, HAS_KEY), attested]));
    const object = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ]);
    const response = {
      clientDataJSON: url(this.#client('webauthn.create', challenge, how)),
      attestationObject: url(isoCBOR.encode(object as never)),
      transports: ['internal'],
    };
    return { ...this.#answer(), response };
  }

  /** Answers « navigator.credentials.get ». */
  sign({ challenge }: { challenge: string }, how: Answering = {}) {
    this.#counter += 1;
    const data = this.#data(how, 0);
    const client = this.#client('webauthn.get', challenge, how);
    const signature = createSign('sha256')
      .update(Buffer.concat([data, sha256(client)]))
      .sign(this.#keys.privateKey);
    const response = { clientDataJSON: url(client), authenticatorData: url(data), signature: url(signature) };
    return { ...this.#answer(), response };
  }

  #answer() {
    const id = url(this.id);
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {} };
  }

  #data({ recognised = true }: Answering, more: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.#counter);
    const flags = PRESENT | (recognised ? RECOGNISED : 0) | more;
    return Buffer.concat([sha256(new URL(this.#origin).hostname), Buffer.from([flags]), counter]);
  }

  #client(type: string, challenge: string, { origin = this.#origin }: Answering): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }
}

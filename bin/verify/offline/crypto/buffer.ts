type Encoding = 'utf8' | 'latin1' | 'hex' | 'base64';

const CHUNK = 0x8000;

/** What the verifier uses of Node's Buffer, in a browser: the same bytes for the same text. */
export class Buffer extends Uint8Array {
  // `subarray`, `slice` and the like give plain bytes, as whoever asks for them expects.
  static get [Symbol.species](): Uint8ArrayConstructor {
    return Uint8Array;
  }

  static override from(...[given, second, length]: readonly unknown[]): Buffer {
    if (typeof given === 'string') return written(given, second as Encoding | undefined);
    if (given instanceof ArrayBuffer)
      return new Buffer(given, (second as number | undefined) ?? 0, length as number | undefined);
    return new Buffer(given as ArrayLike<number>);
  }

  static concat(parts: readonly Uint8Array[]): Buffer {
    const whole = new Buffer(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  static compare(one: Uint8Array, other: Uint8Array): number {
    const shared = Math.min(one.length, other.length);
    for (let index = 0; index < shared; index++) {
      const apart = (one[index] ?? 0) - (other[index] ?? 0);
      if (apart !== 0) return Math.sign(apart);
    }
    return Math.sign(one.length - other.length);
  }

  equals(other: Uint8Array): boolean {
    return Buffer.compare(this, other) === 0;
  }

  override toString(encoding: Encoding = 'utf8'): string {
    if (encoding === 'hex') return Array.from(this, (byte) => byte.toString(16).padStart(2, '0')).join('');
    if (encoding === 'utf8') return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this);
    let text = '';
    for (let at = 0; at < this.length; at += CHUNK) text += String.fromCharCode(...this.subarray(at, at + CHUNK));
    return encoding === 'latin1' ? text : btoa(text);
  }
}

function written(text: string, encoding: Encoding = 'utf8'): Buffer {
  if (encoding === 'utf8') return new Buffer(new TextEncoder().encode(text));
  if (encoding === 'latin1') return new Buffer(Array.from(text, (letter) => letter.charCodeAt(0) & 0xff));
  if (encoding === 'hex') {
    // As Node does: up to the first that is no byte.
    const pairs = /^(?:[0-9a-f]{2})*/i.exec(text)?.[0].match(/../g) ?? [];
    return new Buffer(pairs.map((pair) => Number.parseInt(pair, 16)));
  }
  const plain = text
    .replace(/-/g, '+')
    .replace(/_/g, '/')
    .replace(/[^A-Za-z0-9+/]/g, '');
  return written(atob(plain.length % 4 === 1 ? plain.slice(0, -1) : plain), 'latin1');
}

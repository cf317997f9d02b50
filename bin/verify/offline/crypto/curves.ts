/** A curve y² = x³ - 3x + b over the integers modulo p, whose point g has the prime order n (FIPS 186-4, D.1.2). */
export interface Curve {
  /** As OpenSSL calls it. */
  readonly name: string;
  readonly bytes: number;
  readonly p: bigint;
  readonly b: bigint;
  readonly n: bigint;
  readonly g: Point;
}

export interface Point {
  readonly x: bigint;
  readonly y: bigint;
}

const hex = (text: string): bigint => BigInt(`0x${text.replace(/\s/g, '')}`);

/** By their object identifiers. */
export const CURVES: ReadonlyMap<string, Curve> = new Map([
  [
    '1.2.840.10045.3.1.7',
    {
      name: 'prime256v1',
      bytes: 32,
      p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
      b: hex('5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b'),
      n: hex('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'),
      g: {
        x: hex('6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296'),
        y: hex('4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5'),
      },
    },
  ],
  [
    '1.3.132.0.34',
    {
      name: 'secp384r1',
      bytes: 48,
      p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
      b: hex(`b3312fa7e23ee7e4988e056be3f82d19181d9c6efe814112
              0314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef`),
      n: hex(`ffffffffffffffffffffffffffffffffffffffffffffffff
              c7634d81f4372ddf581a0db248b0a77aecec196accc52973`),
      g: {
        x: hex(`aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b98
                59f741e082542a385502f25dbf55296c3a545e3872760ab7`),
        y: hex(`3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147c
                e9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f`),
      },
    },
  ],
  [
    '1.3.132.0.35',
    {
      name: 'secp521r1',
      bytes: 66,
      p: 2n ** 521n - 1n,
      b: hex(`0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e1
              56193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00`),
      n: hex(`01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa
              51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409`),
      g: {
        x: hex(`00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dba
                a14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66`),
        y: hex(`011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c
                97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650`),
      },
    },
  ],
]);

const modulo = (value: bigint, p: bigint): bigint => ((value % p) + p) % p;

/** The inverse modulo a prime, by Euclid's algorithm. */
export function inverse(value: bigint, p: bigint): bigint {
  let [former, rest, before, factor] = [p, modulo(value, p), 0n, 1n];
  while (rest !== 0n) {
    const quotient = former / rest;
    [former, rest] = [rest, former - quotient * rest];
    [before, factor] = [factor, before - quotient * factor];
  }
  return modulo(before, p);
}

/** Whether a point is on the curve. */
export const isOn = ({ p, b }: Curve, { x, y }: Point): boolean =>
  x < p && y < p && modulo(y * y - (x * x * x - 3n * x + b), p) === 0n;

/** The sum of two points; null is the point at infinity. */
function sum({ p }: Curve, one: Point | null, other: Point | null): Point | null {
  if (one === null || other === null) return one ?? other;
  if (one.x === other.x && modulo(one.y + other.y, p) === 0n) return null;
  const slope =
    one.x === other.x
      ? (3n * one.x * one.x - 3n) * inverse(2n * one.y, p)
      : (other.y - one.y) * inverse(other.x - one.x, p);
  const x = modulo(slope * slope - one.x - other.x, p);
  return { x, y: modulo(slope * (one.x - x) - one.y, p) };
}

function times(curve: Curve, factor: bigint, point: Point): Point | null {
  let product: Point | null = null;
  for (const bit of factor.toString(2)) {
    product = sum(curve, product, product);
    if (bit === '1') product = sum(curve, product, point);
  }
  return product;
}

/** Whether the holder of a key signed a digest (ECDSA, FIPS 186-4, 6.4). Nothing here is secret: it may take its time. */
export function isSigned(curve: Curve, key: Point, digest: bigint, { r, s }: { r: bigint; s: bigint }): boolean {
  const { n, g } = curve;
  if (r <= 0n || r >= n || s <= 0n || s >= n || !isOn(curve, key)) return false;
  const w = inverse(s, n);
  const point = sum(curve, times(curve, modulo(digest * w, n), g), times(curve, modulo(r * w, n), key));
  return point !== null && modulo(point.x, n) === r;
}

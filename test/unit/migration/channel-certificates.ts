import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { TlsIdentity } from '../../../src/migration/channel/index.js';

/** An authority of a test's own, that vouches for hosts at the loopback address. Node has no way to make one. */
export interface Authority {
  /** The identity of a host, which trusts those of the same authority. */
  identify(name: string): TlsIdentity & { readonly cert: string; readonly key: string };
}

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const TRUE = der(0x01, Buffer.of(0xff));
const ED25519 = der(SEQUENCE, oid(0x2b, 0x65, 0x70));
const COMMON_NAME = oid(0x55, 0x04, 0x03);
const BASIC_CONSTRAINTS = oid(0x55, 0x1d, 0x13);
const ALTERNATIVE_NAME = oid(0x55, 0x1d, 0x11);

export function makeAuthority(name: string): Authority {
  const keys = generateKeyPairSync('ed25519');
  const isAuthority = extension(BASIC_CONSTRAINTS, der(SEQUENCE, TRUE), TRUE);
  const ca = certificate(
    { subject: name, issuer: name, key: keys.publicKey, extension: isAuthority },
    keys.privateKey,
  );
  return {
    identify(subject) {
      const own = generateKeyPairSync('ed25519');
      const address = der(SEQUENCE, der(0x87, Buffer.of(127, 0, 0, 1)), der(0x82, Buffer.from('localhost')));
      const body = {
        subject,
        issuer: name,
        key: own.publicKey,
        extension: extension(ALTERNATIVE_NAME, address),
      };
      const key = own.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      return { cert: certificate(body, keys.privateKey), key, ca };
    },
  };
}

interface CertificateBody {
  readonly subject: string;
  readonly issuer: string;
  readonly key: KeyObject;
  readonly extension: Buffer;
}

function certificate({ subject, issuer, key, extension }: CertificateBody, signer: KeyObject): string {
  const body = der(
    SEQUENCE,
    der(0xa0, der(INTEGER, Buffer.of(2))),
    der(INTEGER, Buffer.concat([Buffer.of(1), randomBytes(8)])),
    ED25519,
    nameOf(issuer),
    der(SEQUENCE, der(UTC_TIME, Buffer.from('200101000000Z')), der(UTC_TIME, Buffer.from('490101000000Z'))),
    nameOf(subject),
    key.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(SEQUENCE, extension)),
  );
  const signature = Buffer.concat([Buffer.of(0), sign(null, body, signer)]);
  const lines = der(SEQUENCE, body, ED25519, der(BIT_STRING, signature))
    .toString('base64')
    .match(/.{1,64}/g);
  return ['-----BEGIN CERTIFICATE-----', ...(lines ?? []), '-----END CERTIFICATE-----', ''].join('\n');
}

function nameOf(name: string): Buffer {
  return der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, Buffer.from(name)))));
}

function extension(id: Buffer, value: Buffer, critical: Buffer = Buffer.alloc(0)): Buffer {
  return der(SEQUENCE, id, critical, der(OCTET_STRING, value));
}

function oid(...bytes: readonly number[]): Buffer {
  return der(0x06, Buffer.from(bytes));
}

/** One element of ASN.1, as X.509 writes it. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}

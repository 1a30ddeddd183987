import type { SecureContextOptions } from 'node:tls';

/** Who this host is to the other one, and whom it trusts; all in PEM. */
export interface TlsIdentity {
  /** Its certificate, with those between it and the authority. */
  readonly cert: string | Buffer;
  readonly key: string | Buffer;
  /** The authority of the other host's certificate. No other is trusted. */
  readonly ca: string | Buffer;
}

/** What a TLS connection between two criuds is made with, on both sides. */
export function secureContext({ cert, key, ca }: TlsIdentity): SecureContextOptions {
  return { cert, key, ca, minVersion: 'TLSv1.3' };
}

import type { LabHost } from './host.js';

/** What a value is, in a profile as the kernel takes it. */
const CODES = { u32: 2, name: 4, string: 5, struct: 7, structEnd: 8 } as const;

/** The version of that form: older than every kernel of the lab, which take all from 5 on. */
const VERSION = 7;

/** Complain: what the profile forbids is noted, and happens. */
const COMPLAIN = 1;

/**
 * Loads an AppArmor profile that forbids nothing into the kernel of a host, in the form that apparmor_parser makes,
 * which the guests do not have. securityfs is mounted there.
 */
export async function loadProfile(host: LabHost, name: string): Promise<void> {
  const file = `/run/${name}.profile`;
  await host.writeFile(file, packedProfile(name));
  // The kernel takes a profile by one write.
  await host.shell(`dd if=${file} of=/sys/kernel/security/apparmor/.load bs=64k status=none`);
}

function packedProfile(name: string): Buffer {
  const code = (which: keyof typeof CODES) => Buffer.from([CODES[which]]);
  const number = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return Buffer.concat([code('u32'), bytes]);
  };
  const text = (kind: 'name' | 'string', value: string) => {
    const bytes = Buffer.from(`${value}\0`);
    const length = Buffer.alloc(2);
    length.writeUInt16LE(bytes.length);
    return Buffer.concat([code(kind), length, bytes]);
  };
  return Buffer.concat([
    ...[text('name', 'version'), number(VERSION)],
    ...[text('name', 'profile'), code('struct'), text('string', name)],
    // No hat; the mode; nothing is audited.
    ...[text('name', 'flags'), code('struct'), number(0), number(COMPLAIN), number(0), code('structEnd')],
    // Capabilities: allowed, audited, quiet, and a word that is not used.
    ...[number(0xffffffff), number(0), number(0), number(0)],
    code('structEnd'),
  ]);
}

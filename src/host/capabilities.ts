import { readProcFile } from './proc-file.js';
import { statusFields } from './process.js';

/** The capabilities that matter to CRIU, with their bit in the sets of capabilities(7). */
const BITS = {
  CAP_CHOWN: 0,
  CAP_DAC_OVERRIDE: 1,
  CAP_DAC_READ_SEARCH: 2,
  CAP_FOWNER: 3,
  CAP_FSETID: 4,
  CAP_KILL: 5,
  CAP_SETGID: 6,
  CAP_SETUID: 7,
  CAP_SETPCAP: 8,
  CAP_NET_ADMIN: 12,
  CAP_NET_RAW: 13,
  CAP_SYS_CHROOT: 18,
  CAP_SYS_PTRACE: 19,
  CAP_SYS_ADMIN: 21,
  CAP_SYS_NICE: 23,
  CAP_SYS_RESOURCE: 24,
  CAP_SYS_TIME: 25,
  CAP_AUDIT_CONTROL: 30,
  CAP_CHECKPOINT_RESTORE: 40,
} as const;

export type Capability = keyof typeof BITS;

/** A set of capabilities, bit by bit as in `CapEff:` of status. */
export type CapabilitySet = bigint;

/** The effective capabilities of a process, by default of criud; none when it has gone. */
export function readCapabilities(pid: number = process.pid): CapabilitySet {
  const status = readProcFile(`/proc/${pid}/status`);
  return BigInt(`0x${(status && statusFields(status).get('CapEff')) || '0'}`);
}

/** Whether a set, by default criud's own effective one, holds a capability. */
export function hasCapability(name: Capability, set: CapabilitySet = readCapabilities()): boolean {
  return (set & (1n << BigInt(BITS[name]))) !== 0n;
}

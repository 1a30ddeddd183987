import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';

/** The security module whose labels CRIU carries along, as CRIU finds it out. */
export type SecurityModule = 'apparmor' | 'selinux' | 'none';

const APPARMOR = '/sys/kernel/security/apparmor';
const SELINUX = '/sys/fs/selinux';

/** Which one is in force on this host. */
export function readSecurityModule(): SecurityModule {
  if (existsSync(APPARMOR)) return 'apparmor';
  return existsSync(`${SELINUX}/enforce`) ? 'selinux' : 'none';
}

/** The AppArmor profile or SELinux context that confines a process; undefined where none does, or it has gone. */
export async function readSecurityLabel(pid: number): Promise<string | undefined> {
  const text = await readFile(`/proc/${pid}/attr/current`, 'utf8').catch(() => '');
  return parseSecurityLabel(text);
}

/** `docker-default (enforce)` is the profile docker-default; what is unconfined has no label. */
export function parseSecurityLabel(text: string): string | undefined {
  const label = text.replace(/[\0\n]+$/, '').replace(/ \((?:enforce|complain|kill|unconfined|mixed)\)$/, '');
  return label === '' || label === 'unconfined' || /:unconfined_t(?::|$)/.test(label) ? undefined : label;
}

/** Which of these labels this host knows; undefined where criud may not ask. */
export async function knownSecurityLabels(
  labels: readonly string[],
): Promise<ReadonlySet<string> | undefined> {
  switch (readSecurityModule()) {
    case 'none':
      return new Set();
    case 'apparmor': {
      const profiles = await readFile(`${APPARMOR}/profiles`, 'utf8').catch(() => undefined);
      if (profiles === undefined) return undefined;
      const loaded = new Set(profiles.split('\n').map((line) => line.replace(/ \(\w+\)$/, '')));
      // A stack of profiles is known when each of them is.
      return new Set(labels.filter((label) => label.split('//&').every((name) => loaded.has(name))));
    }
    case 'selinux': {
      const valid = await Promise.all(labels.map(isSelinuxContext));
      return new Set(labels.filter((_, index) => valid[index]));
    }
  }
}

/** The kernel takes what is written there when it is a context of the loaded policy, and EINVAL otherwise. */
async function isSelinuxContext(label: string): Promise<boolean> {
  return writeFile(`${SELINUX}/context`, label, { flag: 'r+' }).then(
    () => true,
    () => false,
  );
}

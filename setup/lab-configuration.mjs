import { existsSync } from 'node:fs';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Name, number, home and shell. No account has a password; each has a group of its name and number, but for nobody in nogroup. */
const ACCOUNTS = /** @type {const} */ ([
  ['root', 0, '/root', '/bin/bash'],
  ['daemon', 1, '/usr/sbin', '/usr/sbin/nologin'],
  ['postgres', 100, '/var/lib/postgresql', '/bin/bash'],
  ['redis', 101, '/var/lib/redis', '/usr/sbin/nologin'],
  ['user', 1000, '/home/user', '/bin/bash'],
  ['nobody', 65534, '/nonexistent', '/usr/sbin/nologin'],
]);

/** Groups that have no account of their name, which programs look for. */
const GROUPS = /** @type {const} */ ([
  ['tty', 5],
  ['disk', 6],
  ['utmp', 43],
  ['shadow', 42],
  ['nogroup', 65534],
]);

/** Authentication in a guest: whoever is in it may be anybody. */
const PAM = ['auth', 'account', 'session', 'session-noninteractive', 'password'];

/**
 * Writes what the installation of packages and a person would have written into /etc of a guest, and the start files of its root.
 *
 * @param {string} folder of the system
 */
export async function writeConfiguration(folder) {
  /** @type {Record<string, string>} */
  const files = {
    passwd: ACCOUNTS.map(
      ([name, id, home, shell]) => `${name}:x:${id}:${id}:${name}:${home}:${shell}\n`,
    ).join(''),
    group: [...ACCOUNTS.map(([name, id]) => [name, id]).slice(0, -1), ...GROUPS]
      .map(([name, id]) => `${name}:x:${id}:\n`)
      .join(''),
    shadow: ACCOUNTS.map(([name]) => `${name}:*:20000:0:99999:7:::\n`).join(''),
    'nsswitch.conf': ['passwd', 'group', 'shadow', 'protocols', 'services', 'rpc']
      .map((name) => `${name}: files\n`)
      .concat('hosts: files dns\n')
      .join(''),
    hosts: '127.0.0.1 localhost\n::1 localhost ip6-localhost\n',
    hostname: 'guest\n',
    fstab: '',
    'machine-id': '',
    'resolv.conf': '',
    shells: '/bin/sh\n/bin/bash\n/bin/dash\n',
    'ld.so.conf': 'include /etc/ld.so.conf.d/*.conf\n',
    ...Object.fromEntries(
      PAM.map((name) => [`pam.d/common-${name}`, `${name.split('-')[0]} required pam_permit.so\n`]),
    ),
  };
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, 'etc', name);
    await mkdir(dirname(path), { recursive: true });
    await rm(path, { force: true });
    await writeFile(path, text, { mode: name === 'shadow' ? 0o600 : 0o644 });
  }
  for (const [from, to] of [
    ['usr/share/base-files/profile', 'etc/profile'],
    ['usr/share/base-files/dot.bashrc', 'root/.bashrc'],
    ['usr/share/base-files/dot.profile', 'root/.profile'],
  ]) {
    if (from !== undefined && to !== undefined && existsSync(join(folder, from))) {
      await copyFile(join(folder, from), join(folder, to));
    }
  }
}

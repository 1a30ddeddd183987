/** A number in a record by the number of its field; 0 where it is absent. */
export type FieldOf = (field: number) => number;

/** An image of CRIU's own that has a head and records; each of these is a 32-bit length and a message. */
export interface KnownImage {
  /** The second word of the file, or the first where there is no common one. */
  readonly magic: number;
  readonly head: 'common' | 'service' | 'none';
  /**
   * What follows a record: `ghost-file` has the content of a file behind the
   * first, all of it or in chunks; `message-queue` has the messages of a queue.
   */
  readonly form: 'records' | 'pagemap' | 'ghost-file' | 'message-queue';
  /** Bytes behind each record that are not of it. */
  readonly payload?: (field: FieldOf) => number;
  /** The field by which a message is in itself: `cgroup_dir_entry.children`, the only one there is. */
  readonly recursive?: number;
}

/** Pages, archives of tmpfs, dumps of `ip`, of iptables and of netlink: there is no form that could be looked at. */
const RAW = 'raw';

function records(magic: number, more: Partial<KnownImage> = {}): KnownImage {
  return { magic, head: 'common', form: 'records', ...more };
}

/** System V's semaphores, messages and segments end on the boundary of a word. */
export function padded(bytes: number, word: number): number {
  return Math.ceil(bytes / word) * word;
}

/** `pipe_data_entry.bytes` and `sk_packet_entry.length` stand there. */
const SECOND = (field: FieldOf): number => field(2);

/** One of each in a checkpoint: `{name}.img`. */
const SINGLE: Readonly<Record<string, KnownImage>> = {
  apparmor: records(0x59423047),
  'binfmt-misc': records(0x67343323),
  'bpfmap-data': records(0x64324033, { payload: (field) => field(2) + field(3) }),
  'bpfmap-file': records(0x57506142),
  cgroup: records(0x59383330, { recursive: 2 }),
  cpuinfo: records(0x61404013),
  eventfd: records(0x44523722),
  eventpoll: records(0x45023858),
  'eventpoll-tfd': records(0x44433746),
  'ext-files': records(0x59255641),
  fanotify: records(0x55096122),
  'fanotify-mark': records(0x56506035),
  fifo: records(0x58364939),
  'fifo-data': records(0x59333054, { payload: SECOND }),
  filelocks: records(0x54323616),
  files: records(0x56303138),
  inetsk: records(0x56443851),
  inotify: records(0x48424431),
  'inotify-wd': records(0x54562009),
  inventory: records(0x58313116, { head: 'none' }),
  memfd: records(0x48453499),
  netlinksk: records(0x58005614),
  'ns-files': records(0x61394011),
  packetsk: records(0x60454618),
  pidfd: records(0x54435556),
  pipes: records(0x56513555),
  'pipes-data': records(0x56453709, { payload: SECOND }),
  pstree: records(0x50273030),
  'reg-files': records(0x50363636),
  'remap-fpath': records(0x59133954),
  seccomp: records(0x64413049),
  signalfd: records(0x57323820),
  'sk-queues': records(0x56264026, { payload: SECOND }),
  timerfd: records(0x50493712),
  tty: records(0x59433025),
  'tty-data': records(0x59413026),
  'tty-info': records(0x59453036),
  tunfile: records(0x57143751),
  unixsk: records(0x54373943),
};

/** One for each process, namespace, file or segment: `{name}-{number}.img`; the number is hexadecimal in some. */
const NUMBERED: Readonly<Record<string, KnownImage | typeof RAW>> = {
  autofs: records(0x49353943),
  'binfmt-misc': records(0x67343323),
  core: records(0x55053847),
  creds: records(0x54023547),
  fdinfo: records(0x56213732),
  fs: records(0x51403912),
  'ghost-file': records(0x52583605, { form: 'ghost-file' }),
  ids: records(0x54432030),
  ifaddr: RAW,
  ip6tables: RAW,
  'ipcns-msg': records(0x55453737, { form: 'message-queue' }),
  'ipcns-sem': records(0x59573019, { payload: (field) => padded(field(2) * 2, 8) }),
  // Since CRIU 3.0 what is in a segment is in pages, as field 3 says.
  'ipcns-shm': records(0x46283044, { payload: (field) => (field(3) > 0 ? 0 : padded(field(2), 4)) }),
  'ipcns-var': records(0x53115007),
  iptables: RAW,
  itimers: records(0x57464056),
  mm: records(0x57492820),
  mountpoints: records(0x55563928),
  netdev: records(0x57373951),
  netns: records(0x55933752),
  'netns-ct': RAW,
  'netns-exp': RAW,
  nftables: RAW,
  pagemap: records(0x56084025, { form: 'pagemap' }),
  'pagemap-shmem': records(0x56084025, { form: 'pagemap' }),
  pages: RAW,
  'pages-shmem': RAW,
  pidns: records(0x61157326),
  'posix-timers': records(0x52603957),
  rlimit: records(0x57113925),
  route: RAW,
  route6: RAW,
  rule: RAW,
  sigacts: records(0x55344201),
  'signal-p': records(0x59255647),
  'signal-s': records(0x59255647),
  'tcp-stream': records(0x51465506, { payload: (field) => field(1) + field(3) }),
  timens: records(0x43114433),
  'tmpfs-dev': RAW,
  tmpfs: RAW,
  userns: records(0x55474906),
  utsns: records(0x54473203),
  vmas: records(0x54123737),
};

/**
 * How an image is built, by its name: CRIU 3.15 to 4.2 write these.
 *
 * @returns undefined for a raw one, and for a name that CRIU does not give: a
 *   plugin may, and nothing can be told of what it writes.
 */
export function knownImage(name: string): KnownImage | undefined {
  // Where the work folder is that of the images.
  if (name === 'irmap-cache') return records(0x57004059, { head: 'service' });
  if (/^stats-(dump|restore)$/.test(name)) return records(0x57093306, { head: 'service' });
  const [, single = ''] = /^([a-z-]+)\.img$/.exec(name) ?? [];
  if (Object.hasOwn(SINGLE, single)) return SINGLE[single];
  const [, numbered = ''] = /^([a-z0-9-]*[a-z0-9])-[0-9a-f]+(?:\.tar\.gz)?\.img$/.exec(name) ?? [];
  const known = Object.hasOwn(NUMBERED, numbered) ? NUMBERED[numbered] : RAW;
  return known === RAW ? undefined : known;
}

import type { Shown, ShownImages } from './crit.js';

/**
 * A tree as somebody would tell it who has nothing but what `crit show` prints.
 * It is compared with what criud makes of the same images, and so shares nothing
 * with it.
 */
export interface CritReading {
  readonly processes: readonly object[];
  readonly mappings: ReadonlyMap<number, readonly object[]>;
  readonly files: readonly object[];
  readonly sockets: readonly object[];
}

const PAGE = 4096;

/** How criud calls the types of files. */
const KINDS: Readonly<Record<string, string>> = {
  REG: 'regular',
  PIPE: 'pipe',
  FIFO: 'fifo',
  TTY: 'tty',
  MEMFD: 'memfd',
  EVENTFD: 'eventfd',
  EVENTPOLL: 'eventpoll',
  INOTIFY: 'inotify',
  SIGNALFD: 'signalfd',
  TIMERFD: 'timerfd',
};

/** In which field of an entry the rest of a type is. */
const PARTS: Readonly<Record<string, string>> = {
  ...{ REG: 'reg', PIPE: 'pipe', FIFO: 'fifo', TTY: 'tty', MEMFD: 'memfd', EVENTFD: 'efd' },
  ...{ EVENTPOLL: 'epfd', INOTIFY: 'ify', SIGNALFD: 'sgfd', TIMERFD: 'tfd', INETSK: 'isk', UNIXSK: 'usk' },
};

/** crit has the word of one that has ended and waits for its parent for one that is stopped, and the other way round. */
const STATES: Readonly<Record<string, string>> = { Alive: 'RUNNING', Zombie: 'STOPPED' };

const SOCKET_TYPES: Readonly<Record<string, string>> = {
  ...{ STREAM: 'stream', DGRAM: 'datagram', SEQPACKET: 'seqpacket' },
};

const UNIX_STATES: Readonly<Record<string, string>> = {
  ...{ LISTEN: 'listening', ESTABLISHED: 'connected', CLOSE: 'unconnected' },
};

export function readCrit(images: ShownImages): CritReading {
  const all = (name: string): readonly Shown[] => images.get(name) ?? [];
  const one = (name: string): Shown => {
    const [entry] = all(name);
    if (entry === undefined) throw new Error(`crit shows no entry of ${name}`);
    return entry;
  };
  const entries = new Map(all('files.img').map((entry) => [Number(entry.id), entry]));
  const part = (entry: Shown | undefined): Shown => object(entry?.[PARTS[String(entry.type)] ?? '']);
  const inodes = new Map(all('memfd.img').map((inode) => [inode.inode_id, inode]));
  const removed = new Set(all('remap-fpath.img').map(({ orig_id }) => orig_id));

  function pathOf(id: unknown): string {
    const entry = entries.get(Number(id));
    if (entry?.type === 'REG') return String(part(entry).name);
    if (entry?.type === 'TTY' || entry?.type === 'FIFO') return pathOf(part(entry).regf_id);
    if (entry?.type !== 'MEMFD') return '';
    const { name } = object(inodes.get(part(entry).inode_id));
    return name === '/dev/zero' ? '' : `/memfd:${name}`;
  }

  function processOf({ pid, ppid, pgid, sid, threads }: Shown): object {
    const { tc, thread_core } = one(`core-${pid}.img`);
    const { comm, task_state } = object(tc);
    const told = { pid, parentPid: ppid, processGroup: pgid, session: sid, name: comm };
    // What all that have ended are: crit has no word for it.
    if (task_state === 2) {
      const nothing = { executable: '', workingDirectory: '', rootDirectory: '', descriptors: [] };
      return { ...told, state: 'ZOMBIE', uid: 0, gid: 0, ...nothing, threads: [{ tid: pid, name: comm }] };
    }
    const { cwd_id, root_id } = one(`fs-${pid}.img`);
    const { uid, gid } = object(object(thread_core).creds);
    return {
      ...told,
      state: STATES[String(task_state)],
      executable: pathOf(one(`mm-${pid}.img`).exe_file_id),
      workingDirectory: pathOf(cwd_id),
      rootDirectory: pathOf(root_id),
      ...{ uid, gid },
      threads: list(threads).map((tid) => ({
        tid,
        name: object(one(`core-${tid}.img`).thread_core).comm,
      })),
      descriptors: all(`fdinfo-${one(`ids-${pid}.img`).files_id}.img`).map(({ fd, id, flags }) => ({
        descriptor: fd,
        id,
        closeOnExec: flags === 1,
      })),
    };
  }

  function mappingsOf(pid: number): readonly object[] {
    const { vmas, mm_start_stack } = one(`mm-${pid}.img`);
    const own = pagesOf(all(`pagemap-${pid}.img`));
    return list(vmas).map((each) => {
      const { start, end, prot, flags, status, pgoff, shmid } = object(each);
      const [from, to] = [BigInt(String(start)), BigInt(String(end))];
      const has = (text: unknown, word: string) => String(text).split(' | ').includes(word);
      const isShared = has(flags, 'MAP_SHARED');
      const isFile = has(status, 'VMA_FILE_PRIVATE') || has(status, 'VMA_FILE_SHARED');
      const letters = { r: 'PROT_READ', w: 'PROT_WRITE', x: 'PROT_EXEC' };
      const permissions = Object.entries(letters).map(([letter, word]) => (has(prot, word) ? letter : '-'));

      const specials = { VMA_AREA_VDSO: '[vdso]', VMA_AREA_VVAR: '[vvar]', VMA_AREA_VSYSCALL: '[vsyscall]' };
      const [, special] = Object.entries(specials).find(([word]) => has(status, word)) ?? [];
      const stack = BigInt(String(mm_start_stack));
      const isStack = from <= stack && stack < to;
      const memory = has(status, 'VMA_AREA_HEAP') ? '[heap]' : isStack ? '[stack]' : '';

      const memfd = has(status, 'VMA_AREA_MEMFD') && inodes.get(part(entries.get(Number(shmid))).inode_id);
      const isOthers =
        isShared && (memfd || has(status, 'VMA_ANON_SHARED') || has(status, 'VMA_AREA_SYSVIPC'));
      const shared = isOthers ? pagesOf(all(`pagemap-shmem-${memfd ? memfd.shmid : shmid}.img`)) : new Set();
      let dumped = 0;
      for (let address = from; address < to; address += BigInt(PAGE)) {
        const offset = address - from + BigInt(Number(pgoff));
        if (own.has(address) || shared.has(offset)) dumped += PAGE;
      }
      return {
        start: from,
        end: to,
        permissions: [...permissions, isShared ? 's' : 'p'].join(''),
        name: special ?? (isFile ? pathOf(shmid) : memory),
        offset: BigInt(Number(pgoff)),
        dumpedBytes: BigInt(dumped),
      };
    });
  }

  const lent = new Set([...entries.values()].map((entry) => part(entry).regf_id));
  const isSocket = ({ type }: Shown) => type === 'INETSK' || type === 'UNIXSK';
  const unix = new Map([...entries.values()].map((entry) => [object(entry.usk ?? {}).ino, entry]));
  const pstree = all('pstree.img');

  return {
    processes: pstree.map(processOf),
    mappings: new Map(
      pstree
        .filter(({ pid }) => images.has(`mm-${pid}.img`))
        .map(({ pid }) => [Number(pid), mappingsOf(Number(pid))]),
    ),
    files: [...entries.values()]
      .filter((entry) => !isSocket(entry) && !lent.has(entry.id))
      .map((entry) => {
        const { flags, pos = 0, size, build_id, pipe_id, inode_id } = part(entry);
        const bytes = entry.type === 'MEMFD' ? object(inodes.get(inode_id)).size : size;
        return {
          id: entry.id,
          kind: KINDS[String(entry.type)],
          path: pathOf(entry.id),
          flags: words(flags),
          position: BigInt(Number(pos)),
          sizeBytes: bytes === undefined ? undefined : BigInt(Number(bytes)),
          buildId: list(build_id ?? [])
            .map(wordInHexadecimal)
            .join(''),
          removed: removed.has(entry.id),
          pipeId: pipe_id ?? 0,
        };
      }),
    sockets: [...entries.values()].filter(isSocket).map((entry) => {
      const { type, proto, state, peer, name, family } = part(entry);
      if (entry.type === 'INETSK') {
        const { src_addr, src_port, dst_addr, dst_port } = part(entry);
        return {
          id: entry.id,
          family: family === 'INET6' ? 'inet6' : 'inet',
          type: SOCKET_TYPES[String(type)],
          protocol: String(proto).toLowerCase(),
          state,
          local: endOf(src_addr, src_port),
          remote: endOf(dst_addr, dst_port),
          peerId: 0,
        };
      }
      const other = peer === 0 ? undefined : unix.get(peer);
      return {
        id: entry.id,
        family: 'unix',
        type: SOCKET_TYPES[String(type)],
        protocol: '',
        state: UNIX_STATES[String(state)],
        local: unixName(name),
        remote: other === undefined ? '' : unixName(part(other).name),
        peerId: other?.id ?? 0,
      };
    }),
  };
}

/** Addresses of the pages that a pagemap has, or has in its parent. */
function pagesOf(pagemap: readonly Shown[]): ReadonlySet<bigint> {
  const pages = new Set<bigint>();
  for (const { vaddr, nr_pages, flags } of pagemap) {
    if (!/PE_PRESENT|PE_PARENT/.test(String(flags))) continue;
    for (let page = 0; page < Number(nr_pages); page++) {
      pages.add(BigInt(String(vaddr)) + BigInt(page * PAGE));
    }
  }
  return pages;
}

/** crit prints the flags of some files as words and of others as a number. */
function words(flags: unknown): string {
  const text = String(flags);
  if (!/^(0x)?[\da-f]+$/.test(text)) return text === '' ? 'O_RDONLY' : withMode(text.split(' | '));
  const bits = Number(text);
  const names = { O_WRONLY: 1, O_RDWR: 2, O_APPEND: 0x400, O_NONBLOCK: 0x800, O_LARGEFILE: 0x8000 };
  return withMode(Object.entries(names).flatMap(([name, bit]) => ((bits & bit) !== 0 ? [name] : [])));
}

/** crit has no word for reading alone. */
function withMode(names: readonly string[]): string {
  const [first] = names;
  return (first === 'O_WRONLY' || first === 'O_RDWR' ? names : ['O_RDONLY', ...names]).join('|');
}

function wordInHexadecimal(word: unknown): string {
  const digits = Number(word).toString(16).padStart(8, '0');
  return digits.replace(/(..)(..)(..)(..)/, '$4$3$2$1');
}

function endOf(addresses: unknown, port: unknown): string {
  const address = String(list(addresses)[0]);
  if (port === 0 && (address === '0.0.0.0' || address === '::')) return '';
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** crit prints a zero byte as `=00`. */
function unixName(name: unknown): string {
  const text = String(name);
  return text.startsWith('=00') ? text.replaceAll('=00', '@') : text.replace(/=00$/, '');
}

function object(value: unknown): Shown {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Shown; // seen here
  throw new Error(`crit shows ${JSON.stringify(value)} for an object`);
}

function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`crit shows ${JSON.stringify(value)} for a list`);
}

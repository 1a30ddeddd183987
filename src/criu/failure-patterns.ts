import type { Reason } from '../failure/index.js';

/** What CRIU was asked to do. */
export type CriuOperation =
  | 'dump'
  | 'pre-dump'
  | 'restore'
  | 'check'
  | 'page-server'
  | 'cpuinfo-dump'
  | 'cpuinfo-check'
  | 'feature-check';

/**
 * What a line of CRIU's log means. In `says` and `cure` a name in braces stands
 * for the group of that name in the pattern; `{task}` for the process concerned,
 * as far as the log tells.
 */
export interface FailurePattern {
  readonly pattern: RegExp;
  readonly reason: Reason;
  /** What failed, as the rest of a sentence. */
  readonly says: string;
  readonly cure: string;
  /** Operations in which it means this; every one where left out. */
  readonly operations?: readonly CriuOperation[];
  /**
   * The line is not marked as an error. `any` looks at every line, `about-root`
   * only at those whose `pid` is the root of the tree: elsewhere it is a race
   * that CRIU wins by trying again.
   */
  readonly unmarked?: 'any' | 'about-root';
}

const RESTORE: readonly CriuOperation[] = ['restore'];
const WRITING: readonly CriuOperation[] = ['dump', 'pre-dump', 'page-server', 'cpuinfo-dump'];
const DAMAGED = 'Verify the checkpoint and restore another one, or import it again.';
const NEWER_CRIU = 'Install a CRIU that knows the running kernel (4.2.1 or newer), and run CheckHost.';
const CLOSE_IT = 'Let the process close it before the dump; CRIU has no way to restore it.';

/**
 * CRIU 3.15 to 4.2.1. The first pattern that any line matches decides: what is
 * narrow, or spoils everything else, stands before what is broad.
 */
// biome-ignore format: an entry is a few lines of one shape
export const FAILURE_PATTERNS: readonly FailurePattern[] = [
  // Our own words, and the room to work in.
  { reason: 'CANCELLED', pattern: /RPC client reported script error/,
    says: 'criud refused to go on at a notification', cure: 'See why criud stopped the operation.' },
  { reason: 'DISK_FULL', pattern: /^(?!.*(?:watch|cgroup|Failed writing)).*: (?<error>No space left on device|Disk quota exceeded)/,
    says: 'there is no room for the images ({error})', cure: 'Free space where criud keeps checkpoints, or delete old ones, and try again.' },
  { reason: 'DISK_FULL', pattern: /Img trimmed (?<written>\d+)\/(?<wanted>\d+)/, operations: WRITING,
    says: 'there is no room for the images', cure: 'Free space where criud keeps checkpoints, or delete old ones, and try again.' },
  { reason: 'CAPABILITY_MISSING', pattern: /CRIU needs to have the CAP_SYS_ADMIN|Running as non-root requires|You need to be root/,
    says: 'CRIU may not run with the rights that it has', cure: 'Run criud as root with CAP_SYS_ADMIN, or at least with CAP_CHECKPOINT_RESTORE and unprivileged CRIU.' },

  // The request and the folders.
  { reason: 'CRIU_SERVICE_LIMIT', pattern: /(?<field>inherit_fd|rst_sibling) is not allowed in standalone service/,
    says: 'a CRIU service does not take {field}', cure: 'Let criud start CRIU itself (the swrk transport).' },
  { reason: 'MEMORY_TRACKING_UNAVAILABLE', pattern: /Tracking memory is not available/,
    says: 'the kernel cannot tell which memory was written to', cure: 'Use a kernel with CONFIG_MEM_SOFT_DIRTY, or make full dumps only.' },
  { reason: 'MEMORY_TRACKING_UNAVAILABLE', pattern: /^BUG at .*\/mem\.c:\d+/, operations: ['pre-dump'],
    says: 'the kernel cannot tell which memory was written to', cure: 'Use a kernel with CONFIG_MEM_SOFT_DIRTY, or make full dumps only.' },
  { reason: 'MEMORY_TRACKING_UNAVAILABLE', pattern: /Pid-reuse detection failed/,
    says: 'the parent checkpoint was made without memory tracking', cure: 'Begin a new chain with a pre-dump, and dump on top of that.' },
  { reason: 'PARENT_LACKS_PAGES', pattern: /Missing (?<address>[0-9a-f]+) in parent pagemap|Hole (?<hole>[0-9a-f]+).* not found in parent/, operations: ['dump', 'pre-dump'],
    says: 'the parent lacks pages that have not changed since: a process has executed another program since it was made, or moved memory (mremap)', cure: 'Make a new pre-dump without a parent, and dump over that. The tree runs on.' },
  { reason: 'CHECKPOINT_NOT_FOUND', pattern: /Invalid parent image directory provided|Can't open parent path/,
    says: 'the parent checkpoint is not there', cure: 'Name a parent that exists, or make a full dump.' },
  { reason: 'STATE_DIRECTORY_UNUSABLE', pattern: /(?<what>Can't open images directory|Can't chdir to work_dir|Can't change directory to|Can't create log file|Can't open dir \S+|Couldn't open image dir)\b.*: (?<error>[^:]+)$/,
    says: 'CRIU cannot use the folder of the checkpoint ({error})', cure: 'Check that the state directory of criud exists and that CRIU may write to it.' },
  { reason: 'CRIU_BAD_OPTION', pattern: /Neither images_dir_fd nor images_dir|No subdirs are allowed in log_file|only valid on restore|Unsupported empty namespace|Unable to parse value|[Ii]nvalid argument for|--ms is deprecated|Can't fstat inherit fd|Neither a cgroupv1|Failed to (?:parse|add) |namespace flags conflict|Conflicting flags|Can't access join-ns file|unknown lsm/,
    says: 'CRIU does not take one of the options', cure: 'See the cause line for the option, and correct or leave out what stands for it in the request.' },
  { reason: 'KERNEL_UNSUPPORTED', pattern: /CRIU was built without (?<part>[\w ]+?)(?: support|$)/,
    says: 'this CRIU was built without {part}', cure: 'Install a CRIU that was built with it, or do without.' },

  // The processes of a tree.
  { reason: 'PROCESS_IS_CRIUD', pattern: /The criu itself is within dumped tree/,
    says: 'criud itself is part of the tree', cure: 'Dump a tree to which neither criud nor CRIU belongs.' },
  { reason: 'FREEZE_TIMEOUT', pattern: /Unseizable non-zombie (?<pid>\d+) found, state (?<state>\w), err -?\d+\/4$/,
    says: '{task} did not stop in time (state {state})', cure: 'Try again when the process has left the kernel, or set options.freeze_timeout_seconds higher.' },
  { reason: 'PROCESS_IS_TRACED', pattern: /Unseizable non-zombie (?<pid>\d+) found, state \w, err -?\d+\/10$/,
    says: 'CRIU may not attach to {task}, which is most likely being traced', cure: 'Detach the debugger or tracer and try again.' },
  { reason: 'FREEZE_TIMEOUT', pattern: /Timeout reached|Unable to freeze cgroup|Unable to interrupt the current operation/,
    says: 'the tree did not stop in time', cure: 'Try again when its processes are less busy, or set options.freeze_timeout_seconds higher.' },
  { reason: 'PROCESS_IS_ZOMBIE', pattern: /A root task is dead|zombie (?<pid>\d+) .*found while seizing/,
    says: '{task} has ended already', cure: 'Dump a tree that is alive.' },
  { reason: 'PROCESS_CHANGED', pattern: /Task pid reused while suspending \((?<pid>\d+):/,
    says: '{task} was replaced by another one with the same pid', cure: 'Look at the tree again and repeat the dump.' },
  { reason: 'PROCESS_OF_OTHER_UID', pattern: /Can't get rlimit (?<rlimit>\d+): Operation not permitted/,
    says: 'CRIU may not read the limits of {task}, which belongs to another user', cure: 'Give criud CAP_SYS_RESOURCE; without it only trees of its own user can be dumped.' },
  { reason: 'PROCESS_ACCESS_DENIED', pattern: /Can't open map_files: (?:Operation not permitted|Permission denied)|can't dump unprivileged task whose \/proc|Unseizable non-zombie (?<pid>\d+) found/,
    says: 'CRIU may not look into {task}', cure: 'Run criud as root with CAP_SYS_PTRACE and CAP_SYS_ADMIN, in the initial user namespace.' },
  { reason: 'SESSION_LEADER_OUTSIDE', pattern: /The root process (?<pid>\d+) is not a session leader/,
    says: '{task} belongs to the session of a process outside the tree', cure: 'Set options.terminal.shell_job, or start the tree with setsid.' },
  { reason: 'SESSION_LEADER_OUTSIDE', pattern: /A session leader of (?:zombie process )?(?<pid>\d+)\(\d+\) is outside/,
    says: 'the session of {task} has its leader outside the pid namespace of the tree', cure: 'Dump from the first process of the pid namespace, started with setsid inside it.' },
  { reason: 'OBJECT_UNSUPPORTED', pattern: /Can't dump nested (?<namespace>\w+) namespace for (?<pid>\d+)/,
    says: '{task} has a {namespace} namespace of its own inside the tree', cure: 'Dump the process that is the first one inside the namespace as the root of the tree.' },
  { reason: 'OBJECT_UNSUPPORTED', pattern: /Can't dump a pid namespace without the process init/,
    says: 'the tree is part of a pid namespace whose first process is not in it', cure: 'Dump the first process of the pid namespace.' },
  { reason: 'OBJECT_UNSUPPORTED', pattern: /(?<what>Individually stopped threads|Zombies? (?:with threads|thread)s?|Zombie with children)/,
    says: 'the tree is in a state that CRIU cannot save ({what})', cure: 'Continue stopped threads, or wait until the dead process is gone, and try again.' },

  // Terminals, locks, files.
  { reason: 'TERMINAL_MISSING', pattern: /Don't have tty to inherit session from/,
    says: 'the tree needs a terminal, and there is none', cure: 'Restore it with options.terminal.shell_job, so that criud keeps the terminal.' },
  { reason: 'TERMINAL', pattern: /Found dangling tty|Found slave peer index (?<index>\d+)\s+without correspond master peer|ctty inheritance detected/,
    says: 'the tree uses a terminal whose other end is outside', cure: 'Set options.terminal.shell_job if the leader of its session is in the tree; dump the leader, such as the shell, if it is not.' },
  { reason: 'SESSION_LEADER_OUTSIDE', pattern: /No task found with sid (?<session>\d+)/,
    says: 'its terminal belongs to session {session}, whose leader is not in the tree', cure: 'Dump the leader of the session, such as the shell, together with its jobs.' },
  { reason: 'FILE_LOCK', pattern: /Some file locks are hold by dumping tasks/,
    says: 'a process of the tree holds a file lock', cure: 'Set options.files.file_locks.' },
  { reason: 'FILE_LOCK', pattern: /Unresolved lock found pid (?<pid>\d+)|Dump file lock failed|Can not set (?:flock|posix lock|ofd lock)/,
    says: 'a file lock of {task} cannot be saved or taken again', cure: 'Let no process outside the tree hold or wait for a lock on the same file.' },
  { reason: 'GHOST_FILE_TOO_LARGE', pattern: /Can't dump ghost file (?<path>.+) of (?<bytes>\d+) size/,
    says: 'the deleted file {path} that the tree keeps open has {bytes} bytes', cure: 'Set options.files.ghost_limit_bytes to at least that size.' },
  { reason: 'FILE_UNLINKED', pattern: /Can't create link remap for (?<path>.+?)\. ?Use/,
    says: 'the tree keeps {path} open, whose name is gone while another name of the file remains', cure: 'Set options.files.link_remap.' },
  { reason: 'IO_URING', pattern: /anon_inode:\[io_uring\]/,
    says: '{task} uses io_uring, which CRIU cannot save', cure: 'Run the program without io_uring: by a setting of its own, under a seccomp filter that denies io_uring_setup (as Node.js needs from 24 on), or with sysctl kernel.io_uring_disabled=2.' },
  { reason: 'IO_URING', pattern: /send_fds failed \(-22\)/,
    says: '{task} has a descriptor that the kernel does not hand over, as it does with those of io_uring', cure: 'Run the program without io_uring: by a setting of its own, under a seccomp filter that denies io_uring_setup (as Node.js needs from 24 on), or with sysctl kernel.io_uring_disabled=2.' },
  { reason: 'SYSV_SHARED_MEMORY', pattern: /Task (?<pid>\d+) with SysVIPC shmem map/,
    says: '{task} uses System V shared memory of the host', cure: 'Run the tree in an IPC namespace of its own.' },
  { reason: 'SYSV_SHARED_MEMORY', pattern: /Can't find sysv shmem|Sysv shmem \S+ with (?:a|tail) hole not supported/,
    says: 'a System V shared memory segment of the tree cannot be saved', cure: 'Run the tree in an IPC namespace of its own and map segments as a whole.' },
  { reason: 'MOUNT_OUTSIDE', pattern: /Can't lookup mount=(?<mount>\d+) for fd=(?<fd>-?\d+) path=(?<path>.+)/,
    says: '{task} has {path} open in a mount that the tree cannot see', cure: 'Name it in options.namespaces.external if policy allows that, or let the tree open only files of its own mounts.' },
  { reason: 'MOUNT_OUTSIDE', pattern: /Open files on overmounted mounts are not supported yet.*path=(?<path>\S+)/,
    says: '{path} is open under another mount that hides it', cure: 'Unmount what lies over it.' },
  { reason: 'MOUNT_OUTSIDE', pattern: /Mount \d+:(?<path>\S+) is autodetected external mount|No mapping for \d+:(?<path2>\S+) mountpoint|unreachable sharing|doesn't have a proper root mount|FS mnt \S+ dev \S+ root \S+ unsupported id|Unable to dump a file system for \d+:(?<path3>\S+)|is a fuse mount but not external/,
    says: 'the tree has a mount that comes from outside', cure: 'Name it in options.namespaces.external, or set options.namespaces.auto_external_mounts (for shared ones external_sharing and external_masters).' },
  { reason: 'MOUNT_OUTSIDE', pattern: /The --root option is required to restore a mount namespace/,
    says: 'the mount namespace of the tree needs a root to be built on', cure: 'Set options.namespaces.root if policy allows that folder.' },
  { reason: 'CHECKPOINT_NOT_RESTORABLE', operations: RESTORE, pattern: /^mnt: BUG at/,
    says: 'CRIU cannot build the mounts of the tree', cure: 'Set options.namespaces.root to the folder that holds the root of the tree, if policy allows it.' },
  { reason: 'CHECKPOINT_NOT_RESTORABLE', pattern: /Unable to find an external (?<namespace>netns|pidns): (?<key>.+)/,
    says: 'the {namespace} {key}, which was outside at the dump, was not given', cure: 'Name it in options.namespaces.external, as at the dump.' },
  { reason: 'OBJECT_UNSUPPORTED', pattern: /Can't dump file (?<fd>\d+) of that type \[\d+\] \((?<object>.+)\)/,
    says: 'descriptor {fd} of {task} is of a kind that CRIU cannot save ({object})', cure: CLOSE_IT },
  { reason: 'OBJECT_UNSUPPORTED', pattern: /pidfd pid (?<other>\d+) is not a part of process tree/,
    says: '{task} has a pidfd of process {other} outside the tree', cure: CLOSE_IT },
  { reason: 'OBJECT_UNSUPPORTED', pattern: /Can't dump that handle|Can't find suitable path for handle/,
    says: '{task} watches a file whose path CRIU cannot find', cure: 'Set options.files.force_irmap, or let the process end its watch.' },
  { reason: 'OBJECT_UNSUPPORTED', pattern: /Net namespace is required to dump tun link/,
    says: '{task} has a tun device of the host', cure: 'Run the tree in a network namespace of its own.' },
  { reason: 'OBJECT_UNSUPPORTED', pattern: /has uprobes vma/,
    says: 'the tree is being traced with uprobes', cure: 'Remove the uprobes before the dump.' },
  { reason: 'OBJECT_UNSUPPORTED', pattern: /(?<object>Unsupported mapping found|Can't handle non-regular mapping|Unknown \w+ [0-7]+ \(|BPF map type|packetized mode for pipes|The path \[.*\] is not supported|Can't find suitable FS|PIDFD_THREAD flag)/,
    says: 'the tree has something that CRIU cannot save', cure: 'See the cause line, and let the process do without it at the time of the dump.' },

  // Sockets and the network.
  { reason: 'TCP_CONNECTION', pattern: /Connected TCP socket/,
    says: '{task} has a connected TCP socket', cure: 'Set options.tcp.established to keep the connection, or options.tcp.close to have it closed.' },
  { reason: 'TCP_CONNECTION', pattern: /In-flight connection \(l\) for/,
    says: '{task} has a TCP connection that it has not accepted yet', cure: 'Try again when it is accepted, or set options.tcp.skip_in_flight.' },
  { reason: 'CHECKPOINT_NOT_RESTORABLE', pattern: /Need to set the --tcp-close options?/,
    says: 'the dump left TCP connections to be closed', cure: 'Set options.tcp.close, as at the dump.' },
  { reason: 'UNIX_SOCKET_PEER_OUTSIDE', pattern: /External socket is used|External socket found in image/,
    says: 'the tree has a unix socket whose peer is outside', cure: 'Set options.sockets.external_unix, which serves datagram sockets, or include the peer in the tree.' },
  { reason: 'UNIX_SOCKET_PEER_OUTSIDE', pattern: /Can't dump half of stream unix connection\. name: (?<name>.*); peer name: (?<peer>.*)/,
    says: 'the tree is one side of a connected unix socket (peer {peer})', cure: 'Include the peer in the tree or let the connection be closed; no option keeps half of a stream.' },
  { reason: 'UNIX_SOCKET_PEER_OUTSIDE', pattern: /Can't dump name-less external socket|Unix socket \d+ with(?:out| unreachable) peer|Dangling connection \d+/,
    says: 'the tree has a unix socket whose peer is outside and has no name', cure: 'Include the peer in the tree or let the connection be closed.' },
  { reason: 'UNIX_SOCKET_PEER_OUTSIDE', pattern: /unix: Can't connect \d+ socket: (?<error>.+)/, operations: RESTORE,
    says: 'the unix socket outside, to which the tree was connected, does not answer ({error})', cure: 'Start what listened there at the same path and restore again.' },
  { reason: 'ADDRESS_IN_USE', pattern: /Can't bind [\w-]+ server: (?<error>.+)/,
    says: 'the page server cannot listen at its address ({error})', cure: 'Choose another port or address for the page server.' },
  { reason: 'ADDRESS_IN_USE', pattern: /Can't bind .*: Address already in use/,
    says: 'an address of {task} is taken on this host', cure: 'Stop what uses the address (see the cause line) and restore again.' },
  { reason: 'CHECKPOINT_NOT_RESTORABLE', pattern: /Can't bind .*: Cannot assign requested address/,
    says: 'an address of {task} does not exist on this host', cure: 'Give this host the address, or restore in a network namespace that has it.' },
  { reason: 'NETWORK_TOOL_FAILED', pattern: /Failed to (?:un)?lock TCP connection|Ip6?tables configuration failed|Locking (?:network|connection) failed|Can't create nftables table|no legacy version present/i,
    says: 'the network cannot be locked while the tree stands still', cure: 'Install iptables, or set options.tcp.network_lock to NETWORK_LOCK_NFTABLES.' },
  { reason: 'NETWORK_TOOL_FAILED', pattern: /IP tool failed on (?<what>\w+ \w+)|execvp\("(?<program>ip)", \.\.\.\) failed/,
    says: 'the network namespace of the tree cannot be saved or restored without a working program `ip`', cure: 'Install iproute2 on this host.' },
  { reason: 'KERNEL_UNSUPPORTED', pattern: /Can't get (?<option>\d+:\d+) opt: (?:Operation not supported|Protocol not available)/,
    says: 'the kernel does not answer a question of this CRIU about sockets ({option})', cure: NEWER_CRIU },
  { reason: 'KERNEL_UNSUPPORTED', pattern: /Sockets \(family (?<family>\d+) proto (?<protocol>\d+)\) are not collected/,
    says: 'the kernel does not list the sockets of family {family}, protocol {protocol}', cure: 'Load the kernel modules unix_diag, tcp_diag, udp_diag, inet_diag, netlink_diag and af_packet_diag.' },
  { reason: 'SOCKET_UNSUPPORTED', pattern: /Unsupported proto 262 for socket/,
    says: '{task} has a multipath TCP socket, which CRIU cannot save', cure: 'Switch MPTCP off for the program; for Go set GODEBUG=multipathtcp=0.' },
  { reason: 'SOCKET_UNSUPPORTED', pattern: /Unsupported proto (?<protocol>\d+) for socket|Unknown socket collected \(family (?<family>\d+)\)|Unsupported (?:type \(\d+\) on socket|socket (?:family|type))|Only stream, dgram and raw|socket from an external network namespace/,
    says: '{task} has a socket of a kind that CRIU cannot save', cure: CLOSE_IT },
  { reason: 'SOCKET_UNSUPPORTED', pattern: /Can't dump corked dgram socket|In-flight connection on\s+non-listening|Non-empty write queue|The socket has data to read|Control messages in queue|More than 1 SCM|The netlink socket/,
    says: '{task} has a socket with data on the way that CRIU cannot save', cure: 'Try again when the process has read or sent it.' },
  { reason: 'PAGE_SERVER_UNREACHABLE', pattern: /The page server doesn't answer|Can't write pages to socket|Can't write to page server|Can't send PSI|Failed to resolve hostname|Remote side closed connection|Unable to spice data: (?:Broken pipe|Connection reset)|A socket was closed unexpectedly|The data were not flushed|Error reading data from page server|Can't read pagemap from socket/,
    says: 'the connection to the page server does not work', cure: 'Check that the other side runs and can be reached, and try again.' },
  { reason: 'PAGE_SERVER_UNREACHABLE', pattern: /connect to lazy-pages\.socket failed: (?<error>.+)/,
    says: 'the daemon for lazy pages does not run ({error})', cure: 'Start `criu lazy-pages` in the work folder before the restore.' },

  // Restore.
  { reason: 'PID_TAKEN', pattern: /Can't fork for (?<pid>\d+): File exists|Pid \d+ do not match expected (?<pid2>\d+)/,
    says: 'the pid {pid}, which the tree needs, is taken', cure: 'End the process that has it or restore in a pid namespace of its own.' },
  { reason: 'PID_TAKEN', pattern: /Current [sg]id (?<pid>\d+) intersects with/,
    says: 'the session or process group of criud has the number {pid}, which the tree needs', cure: 'Restart criud, so that it has another session, and restore again.' },
  { reason: 'CAPABILITY_MISSING', pattern: /(?:Can't fork for \d+|Can't unshare|Can't setns|Can't set last_pid|Failed to write \S+ to \/proc\/sys\/kernel\/ns_last_pid)\b.*(?:Operation not permitted|Permission denied|-1)|CAP_AUDIT_CONTROL\?|Unable to restore capabilities|suspending seccomp failed: Operation not permitted/,
    says: 'CRIU lacks a right that the restore needs', cure: 'Run criud as root with CAP_SYS_ADMIN, CAP_SYS_PTRACE, CAP_SYS_RESOURCE and CAP_NET_ADMIN.' },
  { reason: 'FILE_MISSING', pattern: /Can't open file (?<path>.+?)(?: on restore)?: No such file or directory/,
    says: '{path}, which the tree used, is not there', cure: 'Put the file back as it was at the dump and restore again.' },
  { reason: 'FILE_CHANGED', pattern: /File (?<path>.+) has bad mode (?<now>\S+) \(expect (?<expected>\S+)\)/,
    says: '{path} has mode {now}, and had {expected} at the dump', cure: 'Set the mode back, or set options.files.skip_mode_check.' },
  { reason: 'FILE_CHANGED', pattern: /File (?<path>.+) has bad (?<what>size|build-ID)(?: length)?(?: (?<now>\d+) \(expect (?<expected>\d+)\))?/,
    says: '{path} is another file than at the dump ({what})', cure: 'Put the file back as it was at the dump and restore again.' },
  { reason: 'CHECKPOINT_NOT_RESTORABLE', pattern: /can only be restored\s+in a new pid namespace/,
    says: 'the tree needs a pid namespace of its own', cure: 'Restore the whole tree that was dumped.' },
  { reason: 'CHECKPOINT_NOT_RESTORABLE', pattern: /CPU (?:instruction )?capabilities do not match|FPU feature required by image|CPU xfeatures has unsupported|CPU xsave (?:max )?size mismatch|but host cpu doesn't support|Core march mismatch|Unknown cpu vendor|unknown vendor/,
    says: 'this CPU lacks what the tree was using', cure: 'Restore on a host whose CPU has at least the features of the first one; CheckCpuInfo tells before.' },
  { reason: 'CHECKPOINT_NOT_RESTORABLE', pattern: /Cgroup dir (?<path>\S+) doesn't exist|controller \S+ not found|Can't make cgroup dir|Can't move (?:thread )?\S+ into|No cg_controller_entry found|Abort restore of existing cgroups|CG paths mismatch|Failed accessing cgroup dir/,
    says: 'the cgroups of the tree cannot be made on this host', cure: 'Set options.cgroups.mode (CGROUP_MODE_IGNORE leaves the tree in the cgroup of criud).' },
  { reason: 'CHECKPOINT_NOT_RESTORABLE', pattern: /(?<lsm>apparmor|selinux) LSM specified but|mismatched lsm types|can't write lsm profile|can't render profile|apparmor parsing failed|failed to write policy in AA namespace/,
    says: 'the security profile of the tree cannot be set on this host', cure: 'Load the same AppArmor or SELinux policy as on the host of the dump.' },
  { reason: 'CHECKPOINT_NOT_RESTORABLE', pattern: /Missing required plugin: (?<plugin>.+)/,
    says: 'the checkpoint needs the CRIU plugin {plugin}', cure: 'Install the plugin on this host.' },
  { reason: 'CHECKPOINT_NOT_RESTORABLE', pattern: /Dumped with --allow-uprobes|Not supported images version|Too old image/,
    says: 'this CRIU does not restore images made in that way', cure: 'Restore with the CRIU version that made the checkpoint, or a newer one.' },

  // The images.
  { reason: 'CHECKPOINT_DAMAGED', pattern: /(?:Head m|M)agic doesn't match for (?<image>\S+)/,
    says: 'the image {image} is not one of its kind', cure: DAMAGED },
  { reason: 'CHECKPOINT_DAMAGED', pattern: /Read -?\d+ bytes while \d+ expected (?:on|from) (?<image>[^:]+)|Failed unpacking object \S+ from (?<image2>.+)|Unexpected EOF on (?<image3>.+)|Unable to open (?<image4>\S+\.img): No such file/,
    says: 'an image is missing or cut ({image})', cure: DAMAGED },
  { reason: 'CHECKPOINT_DAMAGED', pattern: /Img trimmed|Unexpected EOF$|Can't read pages data|Reached EOF unexpectedly|Can't read mapping page|in parent pagemap|No parent for snapshot pagemap|not found in parent|Image corrupted|image corruption|Corrupted |Page entry address|No cpuinfo image|Core \w+ (?:\w+ )?data missed|Can't open core data|Ghost file size mismatch/i,
    says: 'the images do not hold together', cure: DAMAGED },

  // The kernel.
  { reason: 'KERNEL_UNSUPPORTED', pattern: /^(?<what>\w+) (?:has )?failed when initializing kerndat/,
    says: 'CRIU could not find out what the kernel can do ({what})', cure: NEWER_CRIU },
  { reason: 'KERNEL_UNSUPPORTED', pattern: /[Uu]nable to fixup vdso|Can't fixup vdso|Failed to map vdso|Task had vdso, restorer doesn't|Can't find rt vDSO|vdso: .*mismatch/,
    says: 'this CRIU does not cope with the vDSO of the kernel', cure: NEWER_CRIU },
  { reason: 'KERNEL_UNSUPPORTED', pattern: /kernel lacks get_rseq_conf|can't restore as kernel doesn't support it|unsupported RSEQ|Collect MADV_GUARD_INSTALL pages|suspending seccomp failed: Invalid|seccomp: \w+ returned|Dumping seccomp filters not supported|Lazy pages are not available|syscall is not supported|Can't fetch filter on/,
    says: 'the kernel lacks what the dump or restore of this tree needs', cure: 'Use a newer kernel; CheckHost tells what it lacks.' },
  { reason: 'CRIU_FAILED', pattern: /Can't infect \(pid: (?<pid>\d+)\) with parasite|Can't accept connection to the transport socket/,
    says: 'CRIU could not run its code inside {task}', cure: 'See the excerpt of the log; a seccomp filter or security policy of the process may forbid it.' },

  // What CRIU does not mark as an error.
  { reason: 'CHECKPOINT_DAMAGED', unmarked: 'any', operations: RESTORE, pattern: /^`- returned 0$/,
    says: 'the images end before all memory is read, where CRIU tries again for ever', cure: DAMAGED },
  { reason: 'PAGE_SERVER_UNREACHABLE', unmarked: 'any', pattern: /Can't connect to server (?<address>\S+)/,
    says: 'the page server at {address} does not answer', cure: 'Check that it runs and can be reached, and try again.' },
  { reason: 'PROCESS_NOT_FOUND', unmarked: 'about-root', pattern: /Unable to interrupt task: (?<pid>\d+) \(No such process\)|^Can't open (?<pid2>\d+): No such file/,
    says: 'there is no {task}', cure: 'Name the pid of a process that runs, as criud sees it.' },
  { reason: 'PROCESS_ACCESS_DENIED', unmarked: 'about-root', pattern: /Unable to interrupt task: (?<pid>\d+) \(Operation not permitted\)/,
    says: 'CRIU may not attach to {task}', cure: 'Check that it is not being traced, not a zombie and not a kernel thread, and that criud has CAP_SYS_PTRACE.' },
];

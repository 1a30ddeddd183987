import { criu } from '../../gen/criu/messages.js';
import { Failure, type FieldViolation, type Reason } from '../failure/index.js';
import { atLeast, type CriuVersion, formatVersion, parseRelease, type Release } from './version.js';

type Request = criu.rpc.criu_req.$Properties;
type Options = criu.rpc.criu_opts.$Properties;
type Features = criu.rpc.criu_features.$Properties;

const { criu_req_type: Type, criu_network_lock_method: NetworkLock } = criu.rpc;
type RequestType = criu.rpc.criu_req_type;

const DUMPS: readonly RequestType[] = [Type.DUMP, Type.PRE_DUMP, Type.SINGLE_PRE_DUMP];
const PRE_DUMPS: readonly RequestType[] = [Type.PRE_DUMP, Type.SINGLE_PRE_DUMP];
const PAGE_SERVERS: readonly RequestType[] = [Type.PAGE_SERVER, Type.PAGE_SERVER_CHLD];

/** Every type that CRIU carries out inside an images folder. */
const IN_IMAGES_FOLDER: readonly RequestType[] = [
  ...DUMPS,
  Type.RESTORE,
  ...PAGE_SERVERS,
  Type.CPUINFO_DUMP,
  Type.CPUINFO_CHECK,
];

/** Something of the protocol that is newer than CRIU 3.15. What is not listed is in 3.15. */
export interface Novelty {
  /** CRIU's own name for it. */
  readonly name: string;
  readonly since: Release;
  /** What an older CRIU does instead, without a word unless it says so here. */
  readonly otherwise: string;
}

interface OptionNovelty extends Novelty {
  readonly field: keyof Options;
  /** The value that asks for nothing but what an older CRIU does anyhow. */
  readonly asBefore?: boolean | number;
}

// biome-ignore format: one line an entry
export const OPTIONS: readonly OptionNovelty[] = [
  { field: 'pidfdStoreSk', name: 'pidfd_store_sk', since: '3.16', otherwise: 'a process that reuses a pid between two pre-dumps is told by its start time only' },
  { field: 'lsmMountContext', name: 'lsm_mount_context', since: '3.16', otherwise: 'mounts come back with the SELinux context of the images' },
  { field: 'networkLock', name: 'network_lock', since: '3.16', asBefore: NetworkLock.IPTABLES, otherwise: 'the network is locked with iptables' },
  { field: 'mntnsCompatMode', name: 'mntns_compat_mode', since: '3.17', asBefore: false, otherwise: 'the field is ignored; there is no other mode yet' },
  { field: 'skipFileRwxCheck', name: 'skip_file_rwx_check', since: '3.18', asBefore: false, otherwise: 'a file with changed permissions fails the restore' },
  { field: 'unprivileged', name: 'unprivileged', since: '3.18', asBefore: false, otherwise: 'CRIU demands to be root, and fails' },
  { field: 'leaveStopped', name: 'leave_stopped', since: '3.19', asBefore: false, otherwise: 'a dump kills the tree, and a restore lets it run' },
  { field: 'displayStats', name: 'display_stats', since: '3.19', asBefore: false, otherwise: 'no statistics are printed' },
  { field: 'logToStderr', name: 'log_to_stderr', since: '3.19', asBefore: false, otherwise: 'the log goes to a file' },
];

// biome-ignore format: one line an entry
export const REQUEST_TYPES: readonly (Novelty & { readonly type: RequestType })[] = [
  { type: Type.SINGLE_PRE_DUMP, name: 'SINGLE_PRE_DUMP', since: '3.17', otherwise: 'CRIU does nothing and answers that the request is invalid' },
];

// biome-ignore format: one line an entry
export const FEATURES: readonly (Novelty & { readonly field: keyof Features })[] = [
  { field: 'pidfdStore', name: 'features.pidfd_store', since: '3.16', otherwise: 'CRIU leaves it out of the answer' },
];

// biome-ignore format: one line an entry
export const ENUM_VALUES: readonly (Novelty & { readonly field: keyof Options; readonly value: number })[] = [
  { field: 'networkLock', value: NetworkLock.SKIP, name: 'network_lock SKIP', since: '3.19', otherwise: 'CRIU rejects the request, and 3.15 locks the network with iptables' },
];

/** Request types that do without an images folder only from a release on. */
// biome-ignore format: one line an entry
export const WITHOUT_IMAGES_FOLDER: readonly (Novelty & { readonly type: RequestType })[] = [
  { type: Type.FEATURE_CHECK, name: 'FEATURE_CHECK without images_dir_fd', since: '3.16', otherwise: 'the check fails whatever the kernel can do' },
  { type: Type.CHECK, name: 'CHECK without images_dir_fd', since: '4.2', otherwise: 'the check fails whatever the kernel can do' },
];

/** Points at which CRIU waits; an older CRIU passes them without stopping. */
// biome-ignore format: one line an entry
export const NOTIFICATIONS: readonly Novelty[] = [
  { name: 'query-ext-files', since: '3.19', otherwise: 'external files must be named with the request' },
  { name: 'pre-stream', since: '3.19', otherwise: 'images cannot be streamed' },
];

/** A magic link to an inherited descriptor is the one path that CRIU 3.19 to 4.1 can open. */
const MAGIC_LINK = /^\/proc\/self\/fd\/\d+$/;

/**
 * Refuses a request that the running CRIU would not carry out as written: what
 * is newer than it, and what no CRIU does right (see refuseHarmful). A field
 * that an old CRIU does not know it ignores without a word.
 *
 * @throws Failure CRIU_TOO_OLD naming everything that this CRIU does not know.
 * @throws Failure as refuseHarmful does.
 */
export function refuseUnsupported(version: CriuVersion, request: Request): void {
  const options = request.opts ?? undefined;
  const asked: readonly Novelty[] = [
    ...REQUEST_TYPES.filter(({ type }) => request.type === type),
    ...WITHOUT_IMAGES_FOLDER.filter(({ type }) => request.type === type && !hasImagesFolder(options)),
    ...FEATURES.filter(({ field }) => request.features?.[field] === true),
    ...OPTIONS.filter(({ field, asBefore }) => isSet(options?.[field]) && options?.[field] !== asBefore),
    ...ENUM_VALUES.filter(({ field, value }) => options?.[field] === value),
    ...imagesDirNovelty(options),
  ];
  const missing = asked.filter(({ since }) => !atLeast(version, since));
  if (missing.length > 0) throw tooOld(version, missing);
  refuseHarmful(request);
}

/**
 * Refuses to wait for notifications that the running CRIU never sends.
 *
 * @throws Failure CRIU_TOO_OLD naming all of them.
 */
export function refuseLaterNotifications(version: CriuVersion, names: readonly string[]): void {
  const missing = NOTIFICATIONS.filter(({ name, since }) => names.includes(name) && !atLeast(version, since));
  if (missing.length > 0) throw tooOld(version, missing);
}

/**
 * The path of the images folder was added in 3.19 and opened wrongly until 4.2.
 * It is read only where there is no descriptor.
 */
function imagesDirNovelty(options: Options | undefined): readonly Novelty[] {
  if (!options?.imagesDir || options.imagesDirFd >= 0) return [];
  if (MAGIC_LINK.test(options.imagesDir)) {
    return [{ name: 'images_dir', since: '3.19', otherwise: 'CRIU finds no images folder, and fails' }];
  }
  return [
    { name: 'images_dir as an ordinary path', since: '4.2', otherwise: 'CRIU cannot open it, and fails' },
  ];
}

function tooOld(version: CriuVersion, missing: readonly Novelty[]): Failure {
  const running = formatVersion(version);
  const said = missing.map(({ name, since, otherwise }) => `${name} needs CRIU ${since} (else ${otherwise})`);
  const needed = missing.map(({ since }) => since).reduce((a, b) => (atLeast(parseRelease(a), b) ? a : b));
  return new Failure('CRIU_TOO_OLD', `CRIU ${running} cannot do what is asked: ${said.join('; ')}.`, {
    metadata: {
      fields: missing.map(({ name }) => name).join(', '),
      since: missing.map(({ since }) => since).join(', '),
      needed,
      running,
    },
    cure: `Install CRIU ${needed} or newer, or leave out what it does not know.`,
  });
}

interface ServiceLimit {
  readonly name: string;
  readonly because: string;
  readonly given: (options: Options) => boolean;
}

// biome-ignore format: one line an entry
const SERVICE_LIMITS: readonly ServiceLimit[] = [
  { name: 'ps.fd', because: 'the number would be one of the service, not ours', given: (options) => isSet(options.ps?.fd) },
  { name: 'inherit_fd', because: 'the numbers would be those of the service, not ours', given: (options) => (options.inheritFd?.length ?? 0) > 0 },
  { name: 'rst_sibling', because: 'a restored tree cannot become a child of the service, and even false is refused', given: (options) => isSet(options.rstSibling) },
];

/**
 * Refuses options that CRIU takes from the process it was started by, and not
 * over the socket of `criu service`, where it would answer EBADRQC.
 *
 * @throws Failure CRIU_SERVICE_LIMIT naming every such option.
 */
export function refuseOnService(options: Options): void {
  const given = SERVICE_LIMITS.filter((limit) => limit.given(options));
  if (given.length === 0) return;
  const said = given.map(({ name, because }) => `${name} (${because})`).join('; ');
  throw new Failure('CRIU_SERVICE_LIMIT', `A CRIU service cannot do what is asked: ${said}.`, {
    metadata: { fields: given.map(({ name }) => name).join(', ') },
    cure: 'Let criud start CRIU itself (the swrk transport), or leave these options out.',
  });
}

interface Rule {
  readonly reason: Extract<Reason, 'INVALID_REQUEST' | 'CRIU_BAD_OPTION'>;
  readonly field: string;
  readonly description: string;
  readonly broken: (type: RequestType, options: Options | undefined, request: Request) => boolean;
}

/**
 * INVALID_REQUEST is what the client asked for, CRIU_BAD_OPTION what only criud
 * itself can have put there.
 */
// biome-ignore format: one line an entry
const RULES: readonly Rule[] = [
  { reason: 'CRIU_BAD_OPTION', field: 'opts', description: 'missing; CRIU crashes without options', broken: (type, options) => IN_IMAGES_FOLDER.includes(type) && !options },
  { reason: 'INVALID_REQUEST', field: 'pid', description: 'must be greater than 0; without it CRIU dumps, and kills, the process that asks', broken: (type, options) => DUMPS.includes(type) && !isPositive(options?.pid) },
  { reason: 'INVALID_REQUEST', field: 'lazy_pages', description: 'has no meaning in a pre-dump', broken: (type, options) => PRE_DUMPS.includes(type) && options?.lazyPages === true },
  { reason: 'INVALID_REQUEST', field: 'mntns_compat_mode', description: 'is for a restore only', broken: (type, options) => type !== Type.RESTORE && options?.mntnsCompatMode === true },
  { reason: 'INVALID_REQUEST', field: 'unix_sk_ino', description: 'is read only together with ext_unix_sk', broken: (_, options) => (options?.unixSkIno?.length ?? 0) > 0 && options?.extUnixSk !== true },
  { reason: 'INVALID_REQUEST', field: 'empty_ns', description: 'takes no value but 0 and CLONE_NEWNET (0x40000000)', broken: (_, options) => isSet(options?.emptyNs) && ![0, 0x40000000].includes(options.emptyNs) },
  { reason: 'CRIU_BAD_OPTION', field: 'images_dir_fd', description: 'neither it nor images_dir names a folder', broken: (type, options) => IN_IMAGES_FOLDER.includes(type) && options !== undefined && !hasImagesFolder(options) },
  { reason: 'CRIU_BAD_OPTION', field: 'log_file', description: 'must be a plain name; it lies in the work folder', broken: (_, options) => options?.logFile?.includes('/') === true },
  { reason: 'CRIU_BAD_OPTION', field: 'track_mem', description: 'must be true in a pre-dump; a kernel without soft-dirty makes CRIU crash otherwise', broken: (type, options) => PRE_DUMPS.includes(type) && options?.trackMem !== true },
  { reason: 'CRIU_BAD_OPTION', field: 'ps.address', description: 'a dump needs it or ps.fd; CRIU crashes otherwise', broken: (type, options) => DUMPS.includes(type) && isSet(options?.ps) && options.lazyPages !== true && !options.ps.address && !isSet(options.ps.fd) },
  { reason: 'CRIU_BAD_OPTION', field: 'ps.address', description: 'a page server needs it or ps.fd; without it CRIU listens on every address', broken: (type, options) => PAGE_SERVERS.includes(type) && !options?.ps?.address && !isSet(options?.ps?.fd) },
  { reason: 'CRIU_BAD_OPTION', field: 'ps.port', description: 'a dump with lazy_pages needs it or ps.fd; a port that CRIU chooses is told to nobody', broken: (type, options) => type === Type.DUMP && options?.lazyPages === true && !isPositive(options.ps?.port) && !isSet(options.ps?.fd) },
  { reason: 'CRIU_BAD_OPTION', field: 'tls', description: 'does not go with ps.fd; CRIU skips the handshake', broken: (_, options) => options?.tls === true && isSet(options.ps?.fd) },
  { reason: 'CRIU_BAD_OPTION', field: 'orphan_pts_master', description: 'does nothing without notify_scripts', broken: (type, options) => type === Type.RESTORE && options?.orphanPtsMaster === true && options.notifyScripts !== true },
  { reason: 'CRIU_BAD_OPTION', field: 'pid', description: 'must be greater than 0 in WAIT_PID', broken: (type, _, request) => type === Type.WAIT_PID && !isPositive(request.pid) },
];

/**
 * Refuses combinations which every CRIU up to 4.2 gets wrong: it crashes, dumps
 * the wrong process, opens a port to everyone, or ignores what was asked.
 * Which requests may keep a connection open is not looked at.
 *
 * @throws Failure INVALID_REQUEST where the client asked for it.
 * @throws Failure CRIU_BAD_OPTION where criud itself did.
 */
export function refuseHarmful(request: Request): void {
  const options = request.opts ?? undefined;
  const broken = RULES.filter((rule) => rule.broken(request.type, options, request));
  if (broken.length === 0) return;
  const ours = broken.filter(({ reason }) => reason === 'CRIU_BAD_OPTION');
  const reason = ours.length > 0 ? 'CRIU_BAD_OPTION' : 'INVALID_REQUEST';
  const violations: FieldViolation[] = (ours.length > 0 ? ours : broken).map(({ field, description }) => ({
    field,
    description,
  }));
  const type = Type[request.type] ?? `type ${request.type}`;
  const said = violations.map(({ field, description }) => `${field} ${description}`).join('; ');
  throw new Failure(reason, `${type} cannot be asked of CRIU like this: ${said}.`, {
    violations,
    metadata: { request: type, fields: violations.map(({ field }) => field).join(', ') },
    cure:
      reason === 'INVALID_REQUEST'
        ? 'Correct the named fields and send the request again.'
        : 'This is a defect of criud: please report it with this message.',
  });
}

function hasImagesFolder(options: Options | undefined): boolean {
  return options !== undefined && (options.imagesDirFd >= 0 || !!options.imagesDir);
}

function isSet<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

function isPositive(value: number | null | undefined): boolean {
  return isSet(value) && value > 0;
}

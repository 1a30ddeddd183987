import { join } from 'node:path';
import protobuf from 'protobufjs';
import { beforeAll, describe, expect, it } from 'vitest';

/**
 * The messages of CRIU's RPC as CRIU 4.2 has them: `number [label] type
 * [default]` of every field. A mistake in our definition would not show in a
 * dump: CRIU passes over a field that it does not know.
 */
// biome-ignore format: a table
const MESSAGES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  cgroup_root: {
    ctrl: '1 string',
    path: '2 required string',
  },
  criu_dump_resp: {
    restored: '1 bool',
  },
  criu_features: {
    mem_track: '1 bool',
    lazy_pages: '2 bool',
    pidfd_store: '3 bool',
  },
  criu_notify: {
    script: '1 string',
    pid: '2 int32',
  },
  criu_opts: {
    images_dir_fd: '1 required int32 [-1]',
    pid: '2 int32',
    leave_running: '3 bool',
    ext_unix_sk: '4 bool',
    tcp_established: '5 bool',
    evasive_devices: '6 bool',
    shell_job: '7 bool',
    file_locks: '8 bool',
    log_level: '9 int32 [2]',
    log_file: '10 string',
    ps: '11 criu_page_server_info',
    notify_scripts: '12 bool',
    root: '13 string',
    parent_img: '14 string',
    track_mem: '15 bool',
    auto_dedup: '16 bool',
    work_dir_fd: '17 int32',
    link_remap: '18 bool',
    veths: '19 repeated criu_veth_pair',
    cpu_cap: '20 uint32 [4294967295]',
    force_irmap: '21 bool',
    exec_cmd: '22 repeated string',
    ext_mnt: '23 repeated ext_mount_map',
    manage_cgroups: '24 bool',
    cg_root: '25 repeated cgroup_root',
    rst_sibling: '26 bool',
    inherit_fd: '27 repeated inherit_fd',
    auto_ext_mnt: '28 bool',
    ext_sharing: '29 bool',
    ext_masters: '30 bool',
    skip_mnt: '31 repeated string',
    enable_fs: '32 repeated string',
    unix_sk_ino: '33 repeated unix_sk',
    manage_cgroups_mode: '34 criu_cg_mode',
    ghost_limit: '35 uint32 [1048576]',
    irmap_scan_paths: '36 repeated string',
    external: '37 repeated string',
    empty_ns: '38 uint32',
    join_ns: '39 repeated join_namespace',
    cgroup_props: '41 string',
    cgroup_props_file: '42 string',
    cgroup_dump_controller: '43 repeated string',
    freeze_cgroup: '44 string',
    timeout: '45 uint32',
    tcp_skip_in_flight: '46 bool',
    weak_sysctls: '47 bool',
    lazy_pages: '48 bool',
    status_fd: '49 int32',
    orphan_pts_master: '50 bool',
    config_file: '51 string',
    tcp_close: '52 bool',
    lsm_profile: '53 string',
    tls_cacert: '54 string',
    tls_cacrl: '55 string',
    tls_cert: '56 string',
    tls_key: '57 string',
    tls: '58 bool',
    tls_no_cn_verify: '59 bool',
    cgroup_yard: '60 string',
    pre_dump_mode: '61 criu_pre_dump_mode [SPLICE]',
    pidfd_store_sk: '62 int32',
    lsm_mount_context: '63 string',
    network_lock: '64 criu_network_lock_method [IPTABLES]',
    mntns_compat_mode: '65 bool',
    skip_file_rwx_check: '66 bool',
    unprivileged: '67 bool',
    images_dir: '68 string',
    leave_stopped: '69 bool',
    display_stats: '70 bool',
    log_to_stderr: '71 bool',
  },
  criu_page_server_info: {
    address: '1 string',
    port: '2 int32',
    pid: '3 int32',
    fd: '4 int32',
  },
  criu_req: {
    type: '1 required criu_req_type',
    opts: '2 criu_opts',
    notify_success: '3 bool',
    keep_open: '4 bool',
    features: '5 criu_features',
    pid: '6 uint32',
  },
  criu_resp: {
    type: '1 required criu_req_type',
    success: '2 required bool',
    dump: '3 criu_dump_resp',
    restore: '4 criu_restore_resp',
    notify: '5 criu_notify',
    ps: '6 criu_page_server_info',
    cr_errno: '7 int32',
    features: '8 criu_features',
    cr_errmsg: '9 string',
    version: '10 criu_version',
    status: '11 int32',
  },
  criu_restore_resp: {
    pid: '1 required int32',
  },
  criu_version: {
    major_number: '1 required int32',
    minor_number: '2 required int32',
    gitid: '3 string',
    sublevel: '4 int32',
    extra: '5 int32',
    name: '6 string',
  },
  criu_veth_pair: {
    if_in: '1 required string',
    if_out: '2 required string',
  },
  ext_mount_map: {
    key: '1 required string',
    val: '2 required string',
  },
  inherit_fd: {
    key: '1 required string',
    fd: '2 required int32',
  },
  join_namespace: {
    ns: '1 required string',
    ns_file: '2 required string',
    extra_opt: '3 string',
  },
  unix_sk: {
    inode: '1 required uint32',
  },
};

// biome-ignore format: a table
const ENUMS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  criu_cg_mode: { IGNORE: 0, CG_NONE: 1, PROPS: 2, SOFT: 3, FULL: 4, STRICT: 5, DEFAULT: 6 },
  criu_network_lock_method: { IPTABLES: 1, NFTABLES: 2, SKIP: 3 },
  criu_pre_dump_mode: { SPLICE: 1, VM_READ: 2 },
  criu_req_type: { EMPTY: 0, DUMP: 1, RESTORE: 2, CHECK: 3, PRE_DUMP: 4, PAGE_SERVER: 5, NOTIFY: 6, CPUINFO_DUMP: 7, CPUINFO_CHECK: 8, FEATURE_CHECK: 9, VERSION: 10, WAIT_PID: 11, PAGE_SERVER_CHLD: 12, SINGLE_PRE_DUMP: 13 },
};

function described(field: protobuf.Field): string {
  const label = field.repeated ? 'repeated ' : field.required ? 'required ' : '';
  const fallback: unknown = field.options?.default;
  return `${field.id} ${label}${field.type}${fallback === undefined ? '' : ` [${fallback}]`}`;
}

describe("our definition of CRIU's RPC", () => {
  let messages: Record<string, Record<string, string>>;
  let enums: Record<string, Record<string, number>>;

  beforeAll(async () => {
    const path = join(import.meta.dirname, '../../../proto/criu/rpc.proto');
    const root = await new protobuf.Root().load(path, { keepCase: true });
    const scope = root.lookup('criu.rpc');
    const nested = scope instanceof protobuf.Namespace ? scope.nestedArray : [];
    messages = Object.fromEntries(
      nested
        .filter((item) => item instanceof protobuf.Type)
        .map(({ name, fieldsArray }) => [
          name,
          Object.fromEntries(fieldsArray.map((field) => [field.name, described(field)])),
        ]),
    );
    enums = Object.fromEntries(
      nested.filter((item) => item instanceof protobuf.Enum).map(({ name, values }) => [name, values]),
    );
  });

  it('has the messages of CRIU and no others', () => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(MESSAGES).sort());
    expect(Object.keys(enums).sort()).toEqual(Object.keys(ENUMS).sort());
  });

  it.each(Object.keys(MESSAGES))('has every field of %s with its number, label, type and default', (name) => {
    expect(messages[name]).toEqual(MESSAGES[name]);
  });

  it.each(Object.keys(ENUMS))('has every value of %s', (name) => {
    expect(enums[name]).toEqual(ENUMS[name]);
  });
});

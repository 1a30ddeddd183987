import type { TreeFinding } from '../finding.js';
import { describeFiles, deviceNumbers } from '../open-file.js';
import type { TreeSnapshot } from '../tree-snapshot.js';

/** Devices for which there are CRIU plugins (amdgpu, cuda): whether one is loaded is not known here. */
const PLUGIN = /^\/dev\/(kfd$|dri\/|nvidia)/;

/** /dev/zero, the one device that CRIU maps again. */
const DEV_ZERO = { major: 1, minor: 5 };

/** Open or mapped device files that CRIU cannot dump: all but memory devices, terminals, tun and autofs. */
export function findDevices({ processes }: TreeSnapshot): TreeFinding[] {
  return processes.flatMap(({ facts, files, mappings }) => {
    const opened = (files ?? []).flatMap((file) => {
      const { status } = file;
      if (status === undefined) return [];
      const foreign =
        status.isBlockDevice() || (status.isCharacterDevice() && !isSupported(deviceNumbers(status.rdev)));
      return foreign ? [finding(facts.pid, describeFiles([file]), file.link)] : [];
    });
    const mapped = (mappings ?? []).flatMap(({ range, name, status }) => {
      if (status === undefined || !status.isCharacterDevice()) return [];
      const { major, minor } = deviceNumbers(status.rdev);
      if (major === DEV_ZERO.major && minor === DEV_ZERO.minor) return [];
      return [finding(facts.pid, `mapping ${range} → ${name}`, name)];
    });
    return [...opened, ...mapped];
  });
}

function isSupported({ major, minor }: { readonly major: number; readonly minor: number }): boolean {
  switch (major) {
    case 1:
      return true;
    case 4:
      return minor >= 1 && minor <= 63;
    case 5:
      return minor <= 2;
    case 10:
      return minor === 200 || minor === 235;
    case 188:
    case 204:
      return true;
    default:
      return major >= 128 && major <= 136;
  }
}

function finding(pid: number, object: string, path: string): TreeFinding {
  const common = { reason: 'OBJECT_UNSUPPORTED', pid, object } as const;
  if (PLUGIN.test(path)) {
    return {
      ...common,
      severity: 'warning',
      message: `Process ${pid} uses the device ${path}, which CRIU dumps only with the plugin for it.`,
      cure: 'Install the plugin of CRIU for this device (amdgpu, cuda) and let CRIU load it.',
    };
  }
  return {
    ...common,
    severity: 'blocking',
    message: `Process ${pid} uses the device ${path}, whose state CRIU cannot dump.`,
    cure: 'Let the program close the device before the dump, and open it again after.',
  };
}

import type { CriuFacts } from '../../criu/index.js';
import {
  readKernel,
  readNamespaces,
  readPageBytes,
  readPidMax,
  readSecurityModule,
} from '../../host/index.js';
import type { HostFacts } from './tree-needs.js';

/** The facts of this host. @param criu of its CRIU, where that could be asked. */
export function readHostFacts(criu: CriuFacts | undefined): HostFacts {
  const { hostname, bootId, release, architecture } = readKernel();
  return {
    hostname,
    bootId,
    pidNamespace: readNamespaces(process.pid).pid ?? '',
    kernelRelease: release,
    architecture,
    pageBytes: readPageBytes(),
    pidMax: readPidMax(),
    securityModule: readSecurityModule(),
    ...(criu && {
      criu: {
        version: criu.version,
        memoryTracking: criu.memoryTracking,
        lazyPages: criu.lazyPages,
      },
    }),
  };
}

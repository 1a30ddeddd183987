import {
  type CheckHostResponse,
  CriuTransport,
  type HostServiceService,
} from '../../gen/api/criud/v1/host_service.js';
import { formatVersion, type Installation, type Transport } from '../criu/index.js';
import { checkHost, type HostReport, readKernel } from '../host/index.js';
import type { Handlers } from './handler.js';
import { durationMessage, reasonMessage } from './messages.js';

const TRANSPORTS: Readonly<Record<Transport['kind'], CriuTransport>> = {
  swrk: CriuTransport.SWRK,
  service: CriuTransport.SERVICE,
};

/** @param criudVersion as package.json has it */
export function hostService(installation: Installation, criudVersion: string): Handlers<HostServiceService> {
  return {
    async getHost() {
      const { version, memoryTracking, lazyPages, pidfdStore } = await installation.facts();
      const { release, architecture, hostname, bootId } = readKernel();
      return {
        criudVersion,
        criuVersion: formatVersion(version),
        criuTransport: TRANSPORTS[installation.transport.kind],
        hostname,
        kernel: release,
        architecture,
        bootId,
        features: { memoryTracking, lazyPages, pidfdStore },
      };
    },

    async checkHost({ skipTrial }, { signal }) {
      return reportMessage(await checkHost(installation, { skipTrial, signal }));
    },
  };
}

function reportMessage(report: HostReport): CheckHostResponse {
  const { trialDumpMilliseconds: dump, trialRestoreMilliseconds: restore } = report;
  return {
    ok: report.ok,
    criuVersion: report.criuVersion,
    findings: report.findings.map(({ reason, fatal, message, cure, causeLine }) => ({
      reason: reasonMessage(reason),
      fatal,
      message,
      cure,
      causeLine: causeLine ?? '',
    })),
    trialDump: dump === undefined ? undefined : durationMessage(dump),
    trialRestore: restore === undefined ? undefined : durationMessage(restore),
  };
}

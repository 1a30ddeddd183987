import {
  type InspectedFile as InspectedFileMessage,
  type InspectedProcess as InspectedProcessMessage,
  InspectedProcessState,
  type InspectedSocket as InspectedSocketMessage,
  type Inspection as InspectionMessage,
  type RestoreNeeds as RestoreNeedsMessage,
} from '../../gen/api/criud/v1/inspection.js';
import type {
  InspectedFile,
  InspectedProcess,
  InspectedSocket,
  Inspection,
  RestoreNeeds,
} from '../criu/index.js';

const STATES: Readonly<Record<InspectedProcess['state'], InspectedProcessState>> = {
  unknown: InspectedProcessState.UNSPECIFIED,
  running: InspectedProcessState.RUNNING,
  stopped: InspectedProcessState.STOPPED,
  zombie: InspectedProcessState.ZOMBIE,
};

export function inspectionMessage({ processes, files, sockets, needs }: Inspection): InspectionMessage {
  return {
    processes: processes.map(processMessage),
    files: files.map(fileMessage),
    sockets: sockets.map(socketMessage),
    needs: needsMessage(needs),
  };
}

function processMessage({ state, cut, ...process }: InspectedProcess): InspectedProcessMessage {
  return {
    ...process,
    arguments: [...process.arguments],
    environment: [...process.environment],
    threads: [...process.threads],
    mappings: [...process.mappings],
    descriptors: [...process.descriptors],
    state: STATES[state],
    truncated: cut,
  };
}

function fileMessage({ size, ...file }: InspectedFile): InspectedFileMessage {
  return { ...file, sizeBytes: size };
}

function socketMessage(socket: InspectedSocket): InspectedSocketMessage {
  return { ...socket };
}

function needsMessage(needs: RestoreNeeds): RestoreNeedsMessage {
  return {
    ...needs,
    pids: [...needs.pids],
    paths: [...needs.paths],
    addresses: [...needs.addresses],
    mounts: [...needs.mounts],
    namespaces: [...needs.namespaces],
    cgroups: [...needs.cgroups],
    securityLabels: [...needs.securityLabels],
  };
}

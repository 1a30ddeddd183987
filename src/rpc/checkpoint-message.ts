import {
  CheckpointKind,
  type Checkpoint as CheckpointMessage,
  type DumpStatistics as DumpStatisticsMessage,
} from '../../gen/api/criud/v1/checkpoint.js';
import { type CheckpointSummary, type Manifest, summaryOf } from '../catalog/index.js';
import { checkpointName, timestampMessage } from './messages.js';

const KINDS: Readonly<Record<Manifest['kind'], CheckpointKind>> = {
  dump: CheckpointKind.DUMP,
  'pre-dump': CheckpointKind.PRE_DUMP,
};

export function checkpointMessage(manifest: Manifest): CheckpointMessage {
  return summaryMessage(summaryOf(manifest));
}

export function summaryMessage(checkpoint: CheckpointSummary): CheckpointMessage {
  const { host, tree, statistics } = checkpoint;
  return {
    name: checkpointName(checkpoint.id),
    kind: KINDS[checkpoint.kind],
    createTime: timestampMessage(new Date(checkpoint.createdAt)),
    labels: { ...checkpoint.labels },
    host: host.name,
    kernel: host.kernel,
    criuVersion: checkpoint.criu.version,
    pid: tree.pid,
    startTime: BigInt(tree.startTime),
    processes: tree.processes,
    sizeBytes: BigInt(checkpoint.plainBytes),
    statistics: statistics && dumpStatisticsMessage(statistics),
    parent: checkpoint.parent === undefined ? '' : checkpointName(checkpoint.parent),
    memoryTracked: checkpoint.memoryTracked ?? false,
    encryptionKey: checkpoint.encryption?.keyId ?? '',
  };
}

/** A manifest keeps the names that src/criu gives to what it reads from stats-dump. */
function dumpStatisticsMessage(statistics: Readonly<Record<string, number>>): DumpStatisticsMessage {
  const count = (name: keyof DumpStatisticsMessage) => BigInt(statistics[name] ?? 0);
  return {
    freezingMicroseconds: count('freezingMicroseconds'),
    frozenMicroseconds: count('frozenMicroseconds'),
    memoryDumpMicroseconds: count('memoryDumpMicroseconds'),
    memoryWriteMicroseconds: count('memoryWriteMicroseconds'),
    pagesScanned: count('pagesScanned'),
    pagesSkippedParent: count('pagesSkippedParent'),
    pagesWritten: count('pagesWritten'),
    sharedPagesWritten: count('sharedPagesWritten'),
    sharedPagesScanned: count('sharedPagesScanned'),
    sharedPagesSkippedParent: count('sharedPagesSkippedParent'),
    pathSearchMicroseconds: count('pathSearchMicroseconds'),
  };
}

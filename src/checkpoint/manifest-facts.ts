import type { JsonObject, Manifest } from '../catalog/index.js';
import { type CriuVersion, formatVersion } from '../criu/index.js';
import { type ProcessTree, readKernel } from '../host/index.js';
import type { CheckpointOptions } from './options.js';

/** What a manifest says about where and of what a checkpoint was made. */
export function manifestFacts(
  tree: ProcessTree,
  version: CriuVersion,
  options: CheckpointOptions,
  labels: Readonly<Record<string, string>>,
): Omit<Manifest, 'format' | 'id' | 'kind' | 'createdAt' | 'files'> {
  const { hostname, bootId, release, architecture } = readKernel();
  return {
    labels,
    host: { name: hostname, bootId, kernel: release, architecture },
    criu: { version: formatVersion(version) },
    tree: {
      pid: tree.root.pid,
      startTime: String(tree.root.startTime),
      processes: tree.processes.length,
    },
    options: asJson(options),
  };
}

/** Options are numbers, texts, booleans and lists of texts, and nothing else. */
function asJson(options: CheckpointOptions): JsonObject {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

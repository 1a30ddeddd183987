import type { LabCriud } from './criud.js';
import type { LabHost } from './host.js';
import { type Lab, openLab } from './lab.js';

export interface SharedHost {
  readonly host: LabHost;
  readonly criud: LabCriud;
}

let shared: Promise<SharedHost & { readonly lab: Lab }> | undefined;

/**
 * A host with a criud, the same for all that one test file is made of: to boot it takes longer than most tests. Whoever
 * needs another kernel or CRIU, or does something to the host itself, opens a lab.
 */
export function sharedHost(): Promise<SharedHost> {
  shared ??= openShared();
  return shared;
}

/** For the test file itself, when all is done. */
export async function endSharedHost(): Promise<void> {
  await (await shared)?.lab.end();
}

async function openShared() {
  const lab = await openLab('shared');
  const host = await lab.host();
  return { lab, host, criud: await host.startCriud() };
}

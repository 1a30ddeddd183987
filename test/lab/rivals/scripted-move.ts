import type { LabHost } from '../host.js';

/** A process that is to be moved by commands, which both hosts were given before it stands still. */
export interface ScriptedMove {
  readonly from: LabHost;
  readonly to: LabHost;
  readonly pid: number;
  /** For images, on both hosts; not there yet. */
  readonly folder: string;
}

const PORT = 7081;

/**
 * Has a host wait for an archive of images, and restore what is in the folder when it has come.
 *
 * @returns the command that takes the archive on the other host, and the end of the restore
 */
export async function receive(
  host: LabHost,
  folder: string,
): Promise<{ readonly sender: string; readonly end: Promise<unknown> }> {
  const end = host.shell(
    `nc -l ${PORT} | tar --extract --directory ${folder}
     ${host.criu} restore --restore-detached --images-dir ${folder} < /dev/null > ${folder}/output 2>&1`,
  );
  // Whoever fails before has an error of its own.
  end.catch(() => {});
  await host.shell(`until ss --listening --tcp --numeric | grep --quiet :${PORT}; do sleep 0.02; done`);
  return { sender: `nc -N ${host.address} ${PORT}`, end };
}

import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { CRIUD_PROGRAM } from './criud-bundle.js';
import { CRIUS, KERNELS } from './files.js';
import type { LabHost } from './host.js';
import type { Lab } from './lab.js';
import type { Scenario } from './scenario.js';

const SOCKET = '/run/shell.sock';
const PROGRAM = '/run/shell';
const TERMINAL = '/run/shell.terminal';

/** A shell in a guest, with criud and CRIU at hand, until the shell ends. */
export const shell: Scenario = {
  summary: 'a shell in a host of the lab (--kernel, --criu)',
  run: openShell,
};

async function openShell(lab: Lab, args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { kernel: { type: 'string' }, criu: { type: 'string' } },
  });
  const kernel = oneOf('--kernel', KERNELS, values.kernel ?? 'trixie');
  const criu = oneOf('--criu', CRIUS, values.criu ?? '4.2');
  process.stderr.write('Booting a guest ...\n');
  const host = await lab.host({ kernel, criu });
  const daemon = await host.startCriud();
  await host.writeFile('/usr/local/bin/criud', `#!/bin/sh\nexec node ${CRIUD_PROGRAM} "$@"\n`, 0o755);
  const release = (await host.shell('uname -r')).trim();
  process.stderr.write(
    `Linux ${release}, CRIU ${daemon.log.at(-1)?.criu}. criud serves at ${daemon.socket}. Ctrl-D ends the guest.\n`,
  );
  await attach(host);
  return 0;
}

/** Joins this process's terminal, or its standard input and output, with a new one of the guest in which bash runs. */
async function attach(host: LabHost): Promise<void> {
  const term = /^(xterm|screen|tmux|linux|vt100|rxvt)/.exec(process.env.TERM ?? '')?.[0] ?? 'xterm';
  await host.writeFile(PROGRAM, `#!/bin/bash\ntty > ${TERMINAL}\nexec bash\n`, 0o755);
  const address = `EXEC:${PROGRAM},pty,stderr,setsid,ctty,sane`;
  await host.start('socat', [`UNIX-LISTEN:${SOCKET}`, address], { cwd: '/root', env: { TERM: term } });
  const far = await host.waitFor('the shell', 10_000, () => host.connect(SOCKET).catch(() => undefined));
  const terminal = await host.waitFor('its terminal', 10_000, () =>
    host.readLine(TERMINAL).then(
      (path) => path || undefined,
      () => undefined,
    ),
  );

  const { stdin, stdout } = process;
  const resize = () => {
    const size = ['rows', String(stdout.rows), 'cols', String(stdout.columns)];
    host.run('stty', ['-F', terminal, ...size], { mayFail: true }).catch(() => {}); // the shell has ended
  };
  if (stdout.isTTY) {
    resize();
    stdout.on('resize', resize);
  }
  if (stdin.isTTY) stdin.setRawMode(true);
  try {
    stdin.pipe(far, { end: false });
    // The end of a terminal's input is a character.
    stdin.once('end', () => far.write('\x04'));
    far.pipe(stdout, { end: false });
    await once(far, 'close');
  } finally {
    if (stdin.isTTY) stdin.setRawMode(false);
    stdin.unpipe(far).unref();
    stdout.off('resize', resize);
  }
}

function oneOf<Choice extends string>(flag: string, choices: readonly Choice[], word: string): Choice {
  const found = choices.find((each) => each === word);
  if (found === undefined) throw new Error(`${flag} is one of ${choices.join(', ')}, and not ${word}`);
  return found;
}

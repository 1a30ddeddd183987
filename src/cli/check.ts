import { openInstallation } from '../criu/index.js';
import { checkHost } from '../host/index.js';
import { CRIU_FLAGS, CRIU_FLAGS_USAGE, parseFlags, transportOf } from './arguments.js';

const USAGE = `criud check: whether CRIU works on this host, by a trial dump and restore

${CRIU_FLAGS_USAGE}
  --skip-trial          only CRIU's own CHECK
  --json                one JSON object instead of text

Exit status 0: it works. 1: it does not.
`;

export async function check(args: readonly string[]): Promise<number> {
  const flags = parseFlags({
    args: [...args],
    options: {
      ...CRIU_FLAGS,
      'skip-trial': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (flags.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const installation = openInstallation(transportOf(flags));
  const report = await checkHost(installation, {
    skipTrial: flags['skip-trial'],
    signal: AbortSignal.timeout(60_000),
  });
  if (flags.json) {
    process.stdout.write(`${JSON.stringify({ ...report, criu: { version: report.criuVersion } })}\n`);
    return report.ok ? 0 : 1;
  }
  process.stdout.write(
    `CRIU ${report.criuVersion || '(version unknown)'} ${report.ok ? 'works' : 'does not work'} here.\n`,
  );
  for (const { reason, message, cure, causeLine } of report.findings) {
    process.stdout.write(`  ${reason}: ${message}\n${causeLine ? `    ${causeLine}\n` : ''}    ${cure}\n`);
  }
  return report.ok ? 0 : 1;
}

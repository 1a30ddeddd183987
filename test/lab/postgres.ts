import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { LabHost } from './host.js';
import { type Service, startService, whenItServes } from './service.js';

/**
 * A psql that stays connected to the server over TCP, and so may leave a transaction open. It is outside of the tree, and
 * ends with the host: a restore that fails leaves its connection locked, and it would never end by itself.
 */
export interface PostgresClient {
  /** Sends commands without their last semicolon, and gives the lines of the answer, `|` between columns. */
  ask(commands: string): Promise<readonly string[]>;
}

/**
 * A PostgreSQL with a client of its own in the same tree, connected by the unix socket, which inserts a row into the table
 * `ticks` about ten times a second: `n` counts from 1, `backend` is the process that serves it.
 */
export interface Postgres extends Service {
  connect(): Promise<PostgresClient>;
}

const PORT = 5432;
/** Marks the end of an answer. */
const END = '(end of the answer)';

const TICKS = `
  create table ticks (n bigserial primary key, backend int not null default pg_backend_pid());
  insert into ticks default values \\watch 0.1`;

/**
 * Makes a database and starts the server. It has its own IPC namespace, because it has a System V segment. A guest has room
 * for one.
 */
export async function startPostgres(host: LabHost): Promise<Postgres> {
  const service = await startService(host, {
    user: 'postgres',
    within: ['unshare', '--ipc'],
    prepare: `
      TZ=UTC initdb --no-sync --no-instructions --wal-segsize=1 --auth=trust --locale=C data
      echo '${TICKS}' > ticks.sql`,
    script: `
      postgres -D data -c port=${PORT} -c listen_addresses=127.0.0.1 &
      until pg_isready --quiet; do sleep 0.1; done
      psql --no-psqlrc --file=ticks.sql postgres > /dev/null &
      wait`,
  });
  let clients = 0;

  async function connect(): Promise<PostgresClient> {
    const socket = `/run/psql-${++clients}.sock`;
    const psql = `psql --no-psqlrc -qAt -v ON_ERROR_STOP=1 -h 127.0.0.1 -p ${PORT} -U postgres postgres`;
    const started = await host.start('socat', [`UNIX-LISTEN:${socket}`, `EXEC:${psql}`]);
    const words = await host.waitFor('a psql', 30_000, () => host.connect(socket).catch(() => undefined));
    const lost = once(words, 'close').then(async () => {
      throw new Error(`psql has ended: ${await started.output()}`);
    });
    lost.catch(() => {});
    words.on('error', () => {}); // its close follows
    const lines = createInterface({ input: words })[Symbol.asyncIterator]();

    return {
      async ask(commands) {
        words.write(`${commands};\n\\echo ${END}\n`);
        const answer: string[] = [];
        for (;;) {
          const { value, done } = await Promise.race([lines.next(), lost]);
          if (done) return lost;
          if (value === END) return answer;
          answer.push(value);
        }
      },
    };
  }

  const ticks = ['-qAt', '-U', 'postgres', '-c', 'select n from ticks limit 1', 'postgres'];
  await whenItServes(host, service, () => host.run('psql', ticks));
  return { ...service, connect };
}

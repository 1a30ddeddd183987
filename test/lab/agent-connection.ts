import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';

/** How a command was run to its end. */
export interface Ended {
  /** Exit code, or null when a signal ended it. */
  readonly code: number | null;
  readonly signal: string | null;
}

export interface Answer extends Ended {
  readonly stdout: string;
  readonly stderr: string;
  /** True when it was killed because its time was over. */
  readonly timedOut: boolean;
}

export interface AgentCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Added to the environment of the agent. */
  readonly env: Readonly<Record<string, string>>;
}

/** The agent of a guest (guest/agent.mjs), which does what it is asked for at once and has no deadlines of its own. */
export interface AgentConnection {
  /** Fails until the agent runs. */
  ready(): Promise<void>;
  /** Makes of the guest a host of its own (guest/configure.sh), with this environment in all that is begun later. */
  configure(environment: Readonly<Record<string, string>>): Promise<Answer>;
  run(command: AgentCommand & { readonly stdin: string; readonly timeoutMs: number }): Promise<Answer>;
  /** Begins a command in a session of its own; its output is appended to files of the guest. */
  start(command: AgentCommand & { readonly output: string; readonly errors: string }): Promise<number>;
  /** Kills all processes that were started with a variable `NAME=VALUE` in their environment, and waits for their end. */
  killMarked(variable: string, timeoutMs: number): Promise<void>;
  /** Waits for the end of a process that `start` has begun. */
  end(pid: number): Promise<Ended>;
  readFile(path: string): Promise<Buffer>;
  /** The first line of a file that is rewritten all the time, never half of it. */
  readLine(path: string): Promise<string>;
  writeFile(path: string, content: string | Uint8Array, mode?: number): Promise<void>;
  /** The names in a folder, sorted. */
  list(path: string): Promise<readonly string[]>;
  /** What is and will be in a file of the guest, until the stream is destroyed. */
  follow(path: string): Promise<IncomingMessage>;
  /** Connects to a unix socket of the guest by its path, or to HOST:PORT as the guest sees it. */
  connect(to: string): Promise<Duplex>;
  close(): void;
}

/** @param port of 127.0.0.1 */
export function connectAgent(port: number): AgentConnection {
  const connections = new Agent({ keepAlive: true });
  const place = { host: '127.0.0.1', port, agent: connections };

  async function ask(
    method: string,
    path: string,
    query: Readonly<Record<string, string | number>> = {},
    body?: string | Uint8Array,
  ): Promise<IncomingMessage> {
    const asked = request({ ...place, method, path: `${path}?${queryOf(query)}` });
    asked.end(body);
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]; // as the event is defined
    if (answer.statusCode === 200) return answer;
    throw new Error(`${method} ${path} ${Object.values(query).join(' ')}: ${await text(answer)}`);
  }

  async function askJson(...args: Parameters<typeof ask>): Promise<unknown> {
    return JSON.parse(await text(await ask(...args)));
  }

  return {
    async ready() {
      await askJson('GET', '/ready');
    },
    // What the agent answers is as its own types say.
    async configure(environment) {
      return (await askJson('POST', '/configure', {}, JSON.stringify({ environment }))) as Answer;
    },
    async run(command) {
      return (await askJson('POST', '/run', {}, JSON.stringify(command))) as Answer;
    },
    async start(command) {
      const { pid } = (await askJson('POST', '/start', {}, JSON.stringify(command))) as { pid: number };
      return pid;
    },
    async killMarked(variable, timeoutMs) {
      await askJson('POST', '/kill-marked', {}, JSON.stringify({ variable, timeoutMs }));
    },
    async end(pid) {
      return (await askJson('GET', '/end', { pid })) as Ended;
    },
    readFile: async (path) => buffer(await ask('GET', '/file', { path })),
    async readLine(path) {
      return (await askJson('GET', '/line', { path })) as string;
    },
    async writeFile(path, content, mode) {
      await askJson('PUT', '/file', { path, ...(mode !== undefined && { mode }) }, content);
    },
    async list(path) {
      return (await askJson('GET', '/folder', { path })) as readonly string[];
    },
    follow: (path) => ask('GET', '/follow', { path }),
    connect(to) {
      return new Promise((resolve, reject) => {
        const headers = { Connection: 'Upgrade', Upgrade: 'tunnel' };
        const asked = request({ ...place, agent: false, path: `/tunnel?${queryOf({ to })}`, headers });
        asked.once('upgrade', (_answer, socket, head) => {
          if (head.length > 0) socket.unshift(head);
          resolve(socket);
        });
        asked.once('response', (answer) => {
          text(answer).then((said) => reject(new Error(`no tunnel to ${to}: ${said}`)), reject);
        });
        asked.once('error', reject);
        asked.end();
      });
    },
    close: () => connections.destroy(),
  };
}

function queryOf(query: Readonly<Record<string, string | number>>): string {
  const fields = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]);
  return new URLSearchParams(fields).toString();
}

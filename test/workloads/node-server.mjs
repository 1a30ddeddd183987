// node node-server.mjs STATE_FILE: an HTTP server on 127.0.0.1 that answers its count, kept in memory only, as JSON.
import { createHash } from 'node:crypto';
import { openSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';

const [, , stateFile = 'state'] = process.argv;
const state = openSync(stateFile, 'w+');
const memory = Buffer.alloc(1024 * 1024, 'what Node keeps in a buffer');
const digest = createHash('sha256').update(memory).digest('hex');
const settled = new Map(Array.from({ length: 1000 }, (_, index) => [`key ${index}`, { index }]));
let count = 0n;

const server = createServer((_request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ count: String(count), pid: process.pid }));
});

/** The port it listens on, undefined if it does not. */
function portNow() {
  const address = server.address();
  return server.listening && typeof address === 'object' ? address?.port : undefined;
}

/**
 * What is wrong with the state, undefined if nothing.
 * @param {number | undefined} port
 */
function verify(port) {
  if (port === undefined || portNow() !== port) return 'does not listen as before';
  if (createHash('sha256').update(memory).digest('hex') !== digest) return 'the buffer is damaged';
  const index = Number(count % 1000n);
  if (settled.get(`key ${index}`)?.index !== index) return 'the map is damaged';
  return undefined;
}

server.listen(0, '127.0.0.1', () => {
  const port = portNow();
  setInterval(() => {
    const failure = verify(port);
    if (failure !== undefined) {
      writeSync(state, `failed=${failure}\n`.padEnd(100), 0);
      process.exit(1);
    }
    count += 1n;
    const line = `count=${String(count).padStart(20, '0')} pid=${String(process.pid).padStart(10, '0')}`;
    writeSync(state, `${line} port=${String(port).padStart(5, '0')}\n`, 0);
  }, 10);
});

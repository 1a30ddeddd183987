// A proxy in a process of its own: `node delay-proxy.mjs PORT MILLISECONDS` forwards to that port of the loopback
// interface, each byte so many milliseconds later in both directions, and prints the port that it listens at.

import { connect, createServer } from 'node:net';

const [port, delay] = process.argv.slice(2).map(Number);

/** Bytes on their way in one direction: more than any window that is measured. */
const MOST = 64 * 1024 * 1024;

/**
 * @param {import('node:net').Socket} from
 * @param {import('node:net').Socket} to
 */
function forward(from, to) {
  /** @type {{ due: number, data: Buffer }[]} */
  const onTheirWay = [];
  let bytes = 0;
  let ended = false;
  let timer = false;
  const deliver = () => {
    timer = false;
    const now = performance.now();
    for (let next = onTheirWay[0]; next && next.due <= now; next = onTheirWay[0]) {
      onTheirWay.shift();
      bytes -= next.data.length;
      if (!to.destroyed) to.write(next.data);
    }
    if (bytes < MOST / 2 && to.writableLength < MOST) from.resume();
    if (onTheirWay.length > 0) wait();
    else if (ended) to.end();
  };
  const wait = () => {
    if (timer) return;
    timer = true;
    setTimeout(deliver, Math.max(0, (onTheirWay[0]?.due ?? 0) - performance.now()));
  };
  from.on('data', (data) => {
    onTheirWay.push({ due: performance.now() + (delay ?? 0), data });
    bytes += data.length;
    if (bytes >= MOST) from.pause();
    wait();
  });
  from.on('end', () => {
    ended = true;
    wait();
  });
  from.on('error', () => to.destroy());
  from.on('close', () => {
    if (!ended) to.destroy();
  });
}

const server = createServer({ allowHalfOpen: true }, (near) => {
  const far = connect({ port: port ?? 0, host: '127.0.0.1', allowHalfOpen: true });
  near.setNoDelay();
  far.setNoDelay();
  forward(near, far);
  forward(far, near);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`);
});

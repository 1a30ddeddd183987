import { type RedisClient, redisClient } from '../integration/redis.js';
import type { LabHost } from './host.js';
import { type Service, startService, whenItServes } from './service.js';

/** A redis-server that keeps its data in memory only. */
export interface Redis extends Service {
  /** Opens a connection over TCP from outside of the tree. */
  connect(): Promise<RedisClient>;
}

const PORT = 6379;

/** Starts a redis-server and waits until it serves. A guest has room for one. */
export async function startRedis(host: LabHost): Promise<Redis> {
  const service = await startService(host, {
    user: 'redis',
    script: `exec redis-server --port ${PORT} --bind 127.0.0.1 --save '' --appendonly no`,
  });
  const connect = async () => redisClient(await host.connect(`127.0.0.1:${PORT}`));
  await whenItServes(host, service, async () => {
    await using client = await connect();
    return await client.ask('PING');
  });
  return { ...service, connect };
}

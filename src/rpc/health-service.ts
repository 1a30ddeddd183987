import { once } from 'node:events';
import { status } from '@grpc/grpc-js';
import {
  type HealthCheckResponse,
  type HealthService,
  HealthCheckResponse_ServingStatus as ServingStatus,
} from '../../gen/api/grpc/health/v1/health.js';
import type { Handlers } from './handler.js';
import { ForeignStatus } from './status.js';

/**
 * grpc.health.v1: every service of the list and the server as a whole, which
 * has the empty name, serve until `closing` is aborted. A watch tells that and
 * ends, so that it does not hold up the end of the server.
 */
export function healthService(services: readonly string[], closing: AbortSignal): Handlers<HealthService> {
  const known = new Set(['', ...services]);

  function health(service: string): HealthCheckResponse {
    if (!known.has(service)) return { status: ServingStatus.SERVICE_UNKNOWN };
    return { status: closing.aborted ? ServingStatus.NOT_SERVING : ServingStatus.SERVING };
  }

  return {
    async check({ service }) {
      if (!known.has(service)) throw new ForeignStatus(status.NOT_FOUND, `There is no service ${service}.`);
      return health(service);
    },

    async list() {
      return { statuses: Object.fromEntries([...known].map((service) => [service, health(service)])) };
    },

    async *watch({ service }, { signal }) {
      yield health(service);
      const either = AbortSignal.any([signal, closing]);
      if (!either.aborted) await once(either, 'abort');
      if (!signal.aborted) yield health(service);
    },
  };
}

import { afterAll } from 'vitest';
import { endSharedHost } from './shared-host.js';
import './chain.js';
import './encrypted-chain.js';
import './pid-reuse.js';

afterAll(endSharedHost);

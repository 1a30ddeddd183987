import { afterAll } from 'vitest';
import { endSharedHost } from './shared-host.js';
import './policy.js';
import './cancel.js';

afterAll(endSharedHost);

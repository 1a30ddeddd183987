// STATE CHECKPOINT: flattens a checkpoint as criud does, in a process that can be killed anywhere on the way.

import { join } from 'node:path';
import { openCatalog } from '../../dist/src/catalog/index.js';
import { openCheckpoints } from '../../dist/src/checkpoint/index.js';
import { openOperations } from '../../dist/src/operations/index.js';

const [, , state = '', checkpoint = ''] = process.argv;
const none = () => Promise.reject(new Error('nothing else is done here'));
const catalog = await openCatalog(state);
const operations = await openOperations(join(state, 'operations'), { resolve: none });
const { flatten } = openCheckpoints({
  ...{ catalog, operations },
  installation: { transport: { kind: 'swrk', program: 'none' }, facts: none, open: none },
  terminals: { keep: () => {}, count: 0, close: () => {} },
  settings: { timeout: 60_000, grace: 1_000, allowedOptions: [] },
});
const { id } = await flatten({ checkpoint, labels: {}, requestId: 'once', fingerprint: 'once' });
const { outcome } = await operations.wait(id, 60_000, new AbortController().signal);
if (outcome?.kind !== 'flatten') throw new Error(`the outcome is ${JSON.stringify(outcome)}`);
await operations.close();

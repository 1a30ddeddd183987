import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openCatalog, verifyCheckpoint } from '../../src/catalog/index.js';
import { flattenCheckpoint } from '../../src/checkpoint/flatten.js';
import { resolveInterrupted } from '../../src/checkpoint/index.js';
import { openOperations } from '../../src/operations/index.js';
import { type ImageChain, makeImageChain } from '../unit/checkpoint/image-chain.js';
import { readPages } from '../unit/criu/image-set.js';
import { atEveryChange, killAtChange } from './kill-at-change.js';

const PROGRAM = join(import.meta.dirname, 'flatten-once.mjs');
const NEVER = new AbortController().signal;

let root: string;
let chain: ImageChain;
beforeAll(async () => {
  root = mkdtempSync(join(realpathSync(tmpdir()), 'criud-kills-'));
  chain = await makeImageChain(await openCatalog(join(root, 'before')), 2, 2);
});
afterAll(() => rmSync(root, { recursive: true }));

/** What the next criud makes of a state: the operation that it resolves, and the id of what has been made by it. */
async function restart(state: string) {
  const catalog = await openCatalog(state);
  const operations = await openOperations(join(state, 'operations'), {
    resolve: (past, run) => resolveInterrupted({ catalog }, past, run),
  });
  const [known] = operations.list();
  const operation = known && (await operations.wait(known.id, 60_000, NEVER));
  await operations.close();

  for (const place of ['incoming', 'work']) expect(readdirSync(join(state, place))).toEqual([]);
  const old = chain.checkpoints.map(({ manifest }) => manifest.id);
  const names = readdirSync(join(state, 'checkpoints'));
  const made = names.filter((name) => !old.includes(name));
  expect(names).toHaveLength(old.length + made.length);
  for (const name of names) await verifyCheckpoint(await catalog.get(name));
  for (const name of made) {
    const { manifest, imagesFolder } = await catalog.get(name);
    expect(manifest.parent).toBeUndefined();
    expect(manifest.files.every(({ sha256 }) => sha256 !== undefined)).toBe(true);
    for (const [subject, pages] of chain.memory) {
      const found = await readPages(imagesFolder, subject);
      expect(found.size).toBe(pages.size);
      for (const [address, content] of pages) expect(found.get(address)?.equals(content)).toBe(true);
    }
  }
  return { catalog, operation, made };
}

it('A flattening that is killed before any of its changes has made a whole checkpoint or none, and is told so', async () => {
  const newest = chain.checkpoints[0]?.manifest.id ?? '';
  const outcomes = new Set<string>();
  const changes = await atEveryChange(async (change) => {
    const state = join(root, String(change));
    cpSync(join(root, 'before'), state, { recursive: true, verbatimSymlinks: true });
    using killer = await killAtChange(state);
    killer.arm(change);
    const child = spawn(process.execPath, [PROGRAM, state, newest], {
      env: { ...process.env, ...killer.environment },
      stdio: 'inherit',
    });
    const [code, signal] = await once(child, 'exit');
    expect(signal ?? code).toBe(signal === null ? 0 : 'SIGKILL');
    const { catalog, operation, made } = await restart(state);
    const { outcome } = operation ?? {};
    outcomes.add(outcome?.kind ?? 'not begun');
    expect(made).toEqual(outcome?.kind === 'flatten' ? [outcome.checkpoint.id] : []);
    if (outcome?.kind === 'failed') expect(outcome.failure.reason).toBe('OPERATION_INTERRUPTED');
    // And nothing stands in the way of another one.
    const run = {
      id: 'again',
      signal: NEVER,
      enter() {},
      progresses() {},
      isAbout() {},
      traces: async () => {},
    };
    const again = { checkpoint: newest, labels: {}, fingerprint: '' };
    // Nothing else of a run is used.
    const wanted = run as unknown as Parameters<typeof flattenCheckpoint>[3];
    await flattenCheckpoint({ catalog }, again, await catalog.get(newest), wanted);
    rmSync(state, { recursive: true });
    return signal === null ? 'finished' : 'killed';
  });
  expect(changes).toBeGreaterThan(20);
  expect(outcomes).toEqual(new Set(['not begun', 'failed', 'flatten']));
}, 300_000);

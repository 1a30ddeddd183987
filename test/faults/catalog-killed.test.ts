import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, realpathSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type Catalog,
  type CheckpointSummary,
  openCatalog,
  type StoredCheckpoint,
  verifyCheckpoint,
} from '../../src/catalog/index.js';
import { FACTS } from '../unit/catalog/facts.js';
import { atEveryChange, killAtChange } from './kill-at-change.js';

const CATALOG = pathToFileURL(join(import.meta.dirname, '../../dist/src/catalog/index.js')).href;

/** Opens the real catalogue, and does the work when it is told to. */
const PROGRAM = `
  const { applyRetention, openCatalog } = await import(${JSON.stringify(CATALOG)});
  const [, state, work, id] = process.argv;
  let catalog = work === 'open' ? undefined : await openCatalog(state);
  await catalog?.list({}, { size: 1 });
  process.stdout.write('ready');
  await new Promise((told) => process.stdin.once('data', told));
  catalog ??= await openCatalog(state);
  if (work === 'remove') await catalog.remove(id, { cascade: true });
  if (work === 'retain') await applyRetention(catalog, { maxCount: 1 });
  if (work === 'label') await catalog.label(id, () => ({ new: 'label' }));
  process.exit(0);
`;

let scratch: string;
let template: string;
/** A chain of two and one by itself, the oldest first. */
let ids: readonly string[];

beforeAll(async () => {
  scratch = await mkdtemp(join(realpathSync(tmpdir()), 'criud-killed-'));
  template = join(scratch, 'template');
  const catalog = await openCatalog(template);
  const first = await make(catalog);
  const made = [first, await make(catalog, first), await make(catalog)];
  ids = made.map(({ manifest }) => manifest.id);
});
afterAll(() => rm(scratch, { recursive: true }));

async function make(catalog: Catalog, parent?: StoredCheckpoint): Promise<StoredCheckpoint> {
  await using draft = await catalog.begin(parent);
  await writeFile(join(draft.imagesFolder, 'inventory.img'), 'inventory');
  if (draft.parentPath !== undefined) await symlink(draft.parentPath, join(draft.imagesFolder, 'parent'));
  // Each has a place in the order of its own.
  for (const before = Date.now(); Date.now() === before; ) await new Promise(setImmediate);
  return await draft.commit(FACTS, 'page-cache');
}

/** Kills the work at each of its changes, and looks at what is left after each. */
async function killedAtEach(
  work: 'open' | 'remove' | 'retain' | 'label',
  look: (left: readonly CheckpointSummary[], isKilled: boolean) => void,
  prepare: (state: string) => Promise<void> = async () => {},
): Promise<number> {
  return atEveryChange(async (change) => {
    const state = join(scratch, `${work}-${change}`);
    await cp(template, state, { recursive: true, verbatimSymlinks: true });
    await prepare(state);
    using killer = await killAtChange(state);
    const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, state, work, ids[0] ?? ''], {
      env: { ...process.env, ...killer.environment },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    killer.arm(change);
    child.stdin.write('go');
    const [code, signal] = await once(child, 'exit');
    expect(signal ?? code).toBe(signal === null ? 0 : 'SIGKILL');

    const catalog = await openCatalog(state);
    const { checkpoints } = await catalog.list({}, { size: 100 });
    expect(readdirSync(join(state, 'incoming'))).toEqual([]);
    expect(readdirSync(join(state, 'work'))).toEqual([]);
    expect(readdirSync(join(state, 'checkpoints')).sort()).toEqual(checkpoints.map(({ id }) => id).sort());
    for (const { id } of checkpoints) {
      const chain = await catalog.chain(await catalog.get(id));
      for (const each of chain) await verifyCheckpoint(each);
    }
    look(checkpoints, signal !== null);
    await rm(state, { recursive: true });
    return signal === null ? 'finished' : 'killed';
  });
}

const idsOf = (checkpoints: readonly CheckpointSummary[]) => checkpoints.map(({ id }) => id).sort();

it('whenever a removal with all children is killed, the catalogue is whole', async () => {
  const changes = await killedAtEach('remove', (left, isKilled) => {
    expect(idsOf(left)).toContain(ids[2]);
    if (!isKilled) expect(left).toHaveLength(1);
  });
  // At least the rename, the image, the manifest and the three folders of each.
  expect(changes).toBeGreaterThanOrEqual(12);
});

it('whenever retention is killed, the catalogue is whole, and what is to be kept is there', async () => {
  const changes = await killedAtEach('retain', (left, isKilled) => {
    expect(idsOf(left)).toContain(ids[2]);
    if (!isKilled) expect(left).toHaveLength(1);
  });
  expect(changes).toBeGreaterThanOrEqual(12);
});

it('whenever a change of labels is killed, there are the old ones or the new ones', async () => {
  const seen = new Set<string>();
  await killedAtEach('label', (left) => {
    expect(left).toHaveLength(3);
    seen.add(JSON.stringify(left.find(({ id }) => id === ids[0])?.labels));
  });
  expect([...seen].sort()).toEqual([JSON.stringify({ new: 'label' }), JSON.stringify(FACTS.labels)]);
});

it('whenever a start that sweeps what was left is killed, the next one does it', async () => {
  await killedAtEach(
    'open',
    (left) => expect(left).toHaveLength(3),
    async (state) => {
      for (const folder of ['incoming/removed', 'work/restore']) {
        await mkdir(join(state, folder));
        await writeFile(join(state, folder, 'file'), '');
      }
    },
  );
});

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHECKOUT, run } from './command.js';

/** The modules that protoc makes for Python of the public protos. */
export interface Stubs extends AsyncDisposable {
  /** For PYTHONPATH. */
  readonly folder: string;
}

export async function makePythonStubs(): Promise<Stubs> {
  const folder = await mkdtemp(join(tmpdir(), 'criud-stubs-'));
  const protos = await Promise.all(
    ['proto/criud/v1', 'third_party/google/rpc'].map(async (folder) => {
      const files = await readdir(join(CHECKOUT, folder));
      return files.filter((file) => file.endsWith('.proto')).map((file) => `${folder}/${file}`);
    }),
  );
  const { status, stderr } = await run([
    ...[
      'protoc',
      '-I',
      'proto',
      '-I',
      'third_party',
      `--python_out=${folder}`,
      `--grpc_python_out=${folder}`,
    ],
    `--plugin=protoc-gen-grpc_python=${join(CHECKOUT, '.cache/programs/bin/grpc_python_plugin')}`,
    ...protos.flat(),
  ]);
  if (status !== 0 || stderr !== '') throw new Error(`protoc ended with ${status}: ${stderr}`);
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

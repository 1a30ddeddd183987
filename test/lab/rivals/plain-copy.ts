import { receive, type ScriptedMove } from './scripted-move.js';

/** What is done by hand with nothing but CRIU: dump, copy, restore, one after the other. */
export async function copyPlainly({ from, to, pid, folder }: ScriptedMove): Promise<void> {
  for (const host of [from, to]) await host.run('mkdir', [folder]);
  const restored = await receive(to, folder);
  await from.shell(
    `${from.criu} dump --tree ${pid} --images-dir ${folder}
     tar --create --directory ${folder} . | ${restored.sender}`,
  );
  await restored.end;
}

import { receive, type ScriptedMove } from './scripted-move.js';

/** More do not help: as many pages change in the time that a round takes at least. */
const ROUNDS = 3;

const PAGE_PORT = 7082;

/**
 * What a script makes of CRIU's own commands: rounds of pre-dumps and a dump into page servers of the other host, then
 * the other images in one stream. All that can be there before the dump is.
 */
export async function preCopyByScript({ from, to, pid, folder }: ScriptedMove): Promise<void> {
  const imagesOf = (round: number) => `--images-dir ${folder}/${round}`;
  const parentOf = (round: number) => (round > 1 ? `--prev-images-dir ../${round - 1}` : '');
  const serve = (round: number) =>
    to.shell(`${to.criu} page-server ${imagesOf(round)} ${parentOf(round)} --port ${PAGE_PORT} --daemon`);
  const send = (what: string, round: number) =>
    `${from.criu} ${what} --tree ${pid} ${imagesOf(round)} ${parentOf(round)} --track-mem \
       --page-server --address ${to.address} --port ${PAGE_PORT}`;
  const last = ROUNDS + 1;
  for (const host of [from, to]) await host.shell(`mkdir -p ${folder}/{1..${last}}`);
  for (let round = 1; round <= ROUNDS; round++) {
    await serve(round);
    await from.shell(send('pre-dump', round));
  }
  await serve(last);
  const restored = await receive(to, `${folder}/${last}`);
  await from.shell(
    `${send('dump', last)}
     cd ${folder}/${last}; tar --create *.img | ${restored.sender}`,
  );
  await restored.end;
}

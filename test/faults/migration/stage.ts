import type { Pair, Place, Tree } from './pair.js';

/** Two hosts for as many faults as one likes, and a tree that goes to and fro between them. */
export interface Stage {
  readonly pair: Pair;
  /** A tree that runs on one of the two, which is `source` from then on. */
  tree(): Promise<Tree>;
  source(): Place;
  target(): Place;
  /** It runs at the other one now. */
  hasMoved(): void;
  /** Forgets the tree and all that either criud knows: something is wrong with them. */
  clear(): Promise<void>;
}

export function openStage(pair: Pair): Stage {
  let [source, target] = pair.places;
  let tree: Tree | undefined;
  return {
    pair,
    async tree() {
      if (tree !== undefined) return tree;
      [source, target] = pair.places;
      tree = await pair.startTree();
      return tree;
    },
    source: () => source,
    target: () => target,
    hasMoved() {
      [source, target] = [target, source];
    },
    async clear() {
      await pair.link.join();
      for (const { lookout, criud } of pair.places) {
        await lookout.signal([criud.pid], 'SIGKILL');
        const { crius } = await lookout.look(0);
        await lookout.signal(
          crius.map(({ pid }) => pid),
          'SIGKILL',
        );
      }
      if (tree !== undefined) await pair.endTree(tree);
      tree = undefined;
      for (const place of pair.places) await place.serveAnew();
    },
  };
}

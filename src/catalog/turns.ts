/** Lets work on one thing go on only when the work on it before has ended, however that did. */
export interface Turns {
  take<T>(id: string, work: () => Promise<T>): Promise<T>;
}

export function openTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return {
    async take(id, work) {
      const before = last.get(id) ?? Promise.resolve();
      const mine = before.then(work, work);
      last.set(id, mine);
      try {
        return await mine;
      } finally {
        if (last.get(id) === mine) last.delete(id);
      }
    },
  };
}

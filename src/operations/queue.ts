/** Lets so many in at a time, and the others in the order in which they came. */
export interface Queue {
  /** How many wait. */
  readonly waiting: number;
  /**
   * Resolves when there is room, with what makes room again.
   *
   * @param waits is called when it has to wait.
   * @throws the reason of the signal when that is aborted before.
   */
  enter(signal: AbortSignal, waits: () => void): Promise<() => void>;
}

export function openQueue(room: number): Queue {
  let inside = 0;
  const line = new Set<() => void>();

  function leave(): void {
    const [first] = line;
    if (first === undefined) {
      inside -= 1;
      return;
    }
    line.delete(first);
    first();
  }

  return {
    get waiting() {
      return line.size;
    },
    async enter(signal, waits) {
      signal.throwIfAborted();
      if (inside < room) {
        inside += 1;
        return leave;
      }
      waits();
      await new Promise<void>((resolve, reject) => {
        const abort = () => {
          line.delete(turn);
          reject(signal.reason);
        };
        const turn = () => {
          signal.removeEventListener('abort', abort);
          resolve();
        };
        signal.addEventListener('abort', abort, { once: true });
        line.add(turn);
      });
      return leave;
    },
  };
}

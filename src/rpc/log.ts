/** Where criud tells what it does; a pino logger is one. Every entry has a stable `event`. */
export interface Log {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

/**
 * Bytes that may be on their way without an answer, of a connection and of each
 * call. HTTP/2 has 64 KiB, which over a round trip of 20 ms is 3 MB/s; with this
 * it is what a link of 6 Gbit/s takes. Measured: twice as much brings little.
 */
export const FLOW_WINDOW = 16 * 1024 * 1024;

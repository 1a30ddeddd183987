/* deleted-file STATE_FILE [BYTES]: keeps a file open that was deleted, with BYTES of content (default 16384). */
#include "round.h"

#define PIECE 65536

int main(int argc, char **argv) {
  round_open(argc, argv);
  size_t words = (argc > 2 ? strtoull(argv[2], NULL, 10) : 16384) / sizeof(uint64_t);
  char *path = round_path("deleted");
  int fd = open(path, O_RDWR | O_CREAT | O_EXCL, 0600);
  REQUIRE_OK(fd >= 0, path);
  static uint64_t piece[PIECE / sizeof(uint64_t)];
  const size_t most = sizeof piece / sizeof *piece;
  for (size_t at = 0; at < words;) {
    size_t length = words - at < most ? words - at : most;
    for (size_t i = 0; i < length; i++) piece[i] = pattern(at + i);
    write_whole(fd, piece, length * sizeof *piece, "fill");
    at += length;
  }
  REQUIRE_OK(unlink(path) == 0, "unlink");
  off_t offset = lseek(fd, 8, SEEK_SET);

  for (size_t at = 0;; round_pause()) {
    struct stat is;
    REQUIRE_OK(fstat(fd, &is) == 0, "fstat");
    REQUIRE(is.st_nlink == 0, "the file has a name again");
    REQUIRE(is.st_size == (off_t)(words * sizeof *piece), "the file has %lld bytes", (long long)is.st_size);
    REQUIRE(lseek(fd, 0, SEEK_CUR) == offset, "the position in the file is another");
    REQUIRE(access(path, F_OK) < 0, "there is a file of the deleted name");
    size_t length = words - at < most ? words - at : most;
    REQUIRE_OK(pread(fd, piece, length * sizeof *piece, at * sizeof *piece) == (ssize_t)(length * sizeof *piece), "read");
    for (size_t i = 0; i < length; i++) REQUIRE(piece[i] == pattern(at + i), "word %zu is wrong", at + i);
    at = at + length < words ? at + length : 0;
    round_done_plain();
  }
}

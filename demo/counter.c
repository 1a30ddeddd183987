/*
 * The process of the demo: it fills memory with a pattern, and every five
 * milliseconds looks at a piece of it, counts one up and writes the count into
 * a file that it holds open. A count that goes on shows that the memory, the
 * file and the position in the program are as they were.
 *
 *     counter FILE MEBIBYTES
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { PAGE = 4096, LINE = 13 };

int main(int argc, char **argv)
{
  if (argc != 3)
    return 2;
  size_t pages = (size_t)atoi(argv[2]) * 1024 * 1024 / PAGE;
  size_t *memory = malloc(pages * PAGE);
  int file = open(argv[1], O_WRONLY | O_CREAT, 0600);
  if (memory == NULL || pages == 0 || file < 0)
    return 1;
  for (size_t page = 0; page < pages; page++)
    memory[page * PAGE / sizeof *memory] = page;

  const struct timespec pause = {.tv_nsec = 5 * 1000 * 1000};
  for (size_t count = 1;; count++) {
    size_t page = count % pages;
    if (memory[page * PAGE / sizeof *memory] != page)
      return 1;
    char line[LINE + 1];
    snprintf(line, sizeof line, "%12zu\n", count);
    if (pwrite(file, line, LINE, 0) != LINE)
      return 1;
    nanosleep(&pause, NULL);
  }
}

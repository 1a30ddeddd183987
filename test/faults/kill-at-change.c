// Preloaded into a program, ends it with SIGKILL right before one of its changes to the files below a folder. Which
// one, a test says through a file that both have mapped: the change that finds 1 in `left` is not made any more.
// Flushes do not count: what is killed loses nothing that it has written.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

struct control {
  _Atomic int left;
  _Atomic int seen;
};

static struct control *control;
static char folder[PATH_MAX];

__attribute__((constructor)) static void begin(void) {
  const char *below = getenv("KILL_AT_CHANGE_BELOW");
  const char *path = getenv("KILL_AT_CHANGE_CONTROL");
  if (below == NULL || path == NULL) return;
  int file = open(path, O_RDWR | O_CLOEXEC);
  void *mapped = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (mapped == MAP_FAILED) _exit(126);
  snprintf(folder, sizeof folder, "%s/", below);
  control = mapped;
  // What the program starts is not meant.
  unsetenv("LD_PRELOAD");
  unsetenv("KILL_AT_CHANGE_BELOW");
  unsetenv("KILL_AT_CHANGE_CONTROL");
}

static void change(void) {
  atomic_fetch_add(&control->seen, 1);
  if (atomic_load(&control->left) <= 0 || atomic_fetch_sub(&control->left, 1) != 1) return;
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

static int is_below(const char *path) {
  return strncmp(path, folder, strlen(folder)) == 0;
}

static void named(int directory, const char *path) {
  if (control == NULL) return;
  char full[2 * PATH_MAX] = "";
  if (path[0] != '/') {
    char link[64];
    snprintf(link, sizeof link, directory == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", directory);
    ssize_t length = readlink(link, full, PATH_MAX);
    if (length <= 0) return;
    full[length] = '/';
    full[length + 1] = 0;
  }
  strncat(full, path, PATH_MAX - 1);
  if (is_below(full)) change();
}

static void opened(int file) {
  if (control == NULL) return;
  char link[64], path[PATH_MAX] = "";
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  if (readlink(link, path, sizeof path - 1) > 0 && is_below(path)) change();
}

// The function of the C library behind the one that is here.
#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define ON_PATH(name, parameters, at, path, arguments) \
  int name parameters {                                \
    named(at, path);                                   \
    return NEXT(name) arguments;                       \
  }

ON_PATH(rename, (const char *from, const char *to), AT_FDCWD, to, (from, to))
ON_PATH(renameat, (int a, const char *from, int b, const char *to), b, to, (a, from, b, to))
ON_PATH(renameat2, (int a, const char *from, int b, const char *to, unsigned f), b, to, (a, from, b, to, f))
ON_PATH(link, (const char *from, const char *to), AT_FDCWD, to, (from, to))
ON_PATH(linkat, (int a, const char *from, int b, const char *to, int f), b, to, (a, from, b, to, f))
ON_PATH(symlink, (const char *target, const char *path), AT_FDCWD, path, (target, path))
ON_PATH(symlinkat, (const char *target, int a, const char *path), a, path, (target, a, path))
ON_PATH(unlink, (const char *path), AT_FDCWD, path, (path))
ON_PATH(unlinkat, (int a, const char *path, int f), a, path, (a, path, f))
ON_PATH(remove, (const char *path), AT_FDCWD, path, (path))
ON_PATH(rmdir, (const char *path), AT_FDCWD, path, (path))
ON_PATH(mkdir, (const char *path, mode_t mode), AT_FDCWD, path, (path, mode))
ON_PATH(mkdirat, (int a, const char *path, mode_t mode), a, path, (a, path, mode))
ON_PATH(chmod, (const char *path, mode_t mode), AT_FDCWD, path, (path, mode))
ON_PATH(truncate, (const char *path, off_t size), AT_FDCWD, path, (path, size))
ON_PATH(truncate64, (const char *path, off64_t size), AT_FDCWD, path, (path, size))

#define ON_FILE(type, name, parameters, file, arguments) \
  type name parameters {                                 \
    opened(file);                                        \
    return NEXT(name) arguments;                         \
  }

ON_FILE(ssize_t, write, (int file, const void *data, size_t size), file, (file, data, size))
ON_FILE(ssize_t, pwrite, (int file, const void *data, size_t size, off_t at), file, (file, data, size, at))
ON_FILE(ssize_t, pwrite64, (int file, const void *data, size_t size, off64_t at), file, (file, data, size, at))
ON_FILE(ssize_t, writev, (int file, const struct iovec *parts, int n), file, (file, parts, n))
ON_FILE(ssize_t, pwritev, (int file, const struct iovec *parts, int n, off_t at), file, (file, parts, n, at))
ON_FILE(ssize_t, pwritev64, (int file, const struct iovec *parts, int n, off64_t at), file, (file, parts, n, at))
ON_FILE(ssize_t, sendfile, (int to, int from, off_t *at, size_t size), to, (to, from, at, size))
ON_FILE(ssize_t, sendfile64, (int to, int from, off64_t *at, size_t size), to, (to, from, at, size))
ON_FILE(ssize_t, copy_file_range, (int from, off64_t *a, int to, off64_t *b, size_t size, unsigned f), to,
        (from, a, to, b, size, f))
ON_FILE(int, ftruncate, (int file, off_t size), file, (file, size))
ON_FILE(int, ftruncate64, (int file, off64_t size), file, (file, size))
ON_FILE(int, fallocate, (int file, int mode, off_t at, off_t size), file, (file, mode, at, size))
ON_FILE(int, fallocate64, (int file, int mode, off64_t at, off64_t size), file, (file, mode, at, size))
ON_FILE(int, fchmod, (int file, mode_t mode), file, (file, mode))

// Only what may make or empty a file changes something. An open that fails, since the file is there, counts too.
#define OPEN(name, parameters, at, path, arguments)                           \
  int name parameters {                                                       \
    mode_t mode = 0;                                                          \
    if ((flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE) {         \
      va_list rest;                                                           \
      va_start(rest, flags);                                                  \
      mode = va_arg(rest, mode_t);                                            \
      va_end(rest);                                                           \
    }                                                                         \
    if ((flags & (O_CREAT | O_TRUNC)) != 0) named(at, path);                  \
    return NEXT(name) arguments;                                              \
  }

OPEN(open, (const char *path, int flags, ...), AT_FDCWD, path, (path, flags, mode))
OPEN(open64, (const char *path, int flags, ...), AT_FDCWD, path, (path, flags, mode))
OPEN(openat, (int a, const char *path, int flags, ...), a, path, (a, path, flags, mode))
OPEN(openat64, (int a, const char *path, int flags, ...), a, path, (a, path, flags, mode))

/*
 * SOCK_SEQPACKET sockets, descriptor passing, peer credentials, process descriptors and sockets that are made here and
 * given to CRIU: the system calls that CRIU's RPC, the repair of trees and a migration need and Node core lacks. System
 * calls only; queues, promises and the protocol are TypeScript's (src/native).
 *
 * Ownership
 *   - Every descriptor made or received here belongs to one `struct owner`, wrapped in one JavaScript object. It is
 *     closed exactly once: by close(), when that object is collected, or when its environment ends (a worker that
 *     exits), whichever comes first. release() gives it to the caller instead.
 *   - own() takes its descriptor whatever happens: when it fails, the descriptor is closed.
 *   - The poll handle is made at the first watch(). From uv_close() on it is libuv's, until on_poll_closed() frees
 *     it. The environment waits for that: its cleanup hook lives exactly as long as the handle.
 *   - The struct is freed when both the JavaScript object and the poll handle are gone.
 *   - The callback of watch() is held strongly while watching, and only then.
 *
 * Everything is close-on-exec from the call that makes it, and nothing here can block the event loop.
 */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <node_api.h>
#include <uv.h>

enum {
  MAX_PACKET = 1 << 20, /* larger packets are refused; what a sender can send is bounded by its socket buffer */
  MAX_SENT = 253,       /* SCM_MAX_FD: what Linux passes in one packet */
  MAX_RECEIVED = 16,    /* CRIU sends at most one */
  LISTEN_BACKLOG = 16,
};

struct owner {
  napi_env env;
  int fd;                              /* -1 once closed or released */
  napi_ref callback;                   /* NULL unless watching */
  uv_poll_t *poll;                     /* NULL before the first watch, and when libuv is done with it */
  napi_async_cleanup_hook_handle hook; /* valid while there is a poll handle */
  bool collected;                      /* the JavaScript object is gone */
};

/* Headers older than the kernel lack them; the numbers are the same on every architecture that CRIU knows. */
#ifndef SYS_pidfd_send_signal
#define SYS_pidfd_send_signal 424
#endif
#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif
#ifndef SYS_pidfd_getfd
#define SYS_pidfd_getfd 438
#endif

/* Tells our objects from those that another addon wrapped. Random. */
static const napi_type_tag OWNER_TAG = {0x7d1e0c5a93b24f68, 0xb1a7d2e94c3f8056};

/* ---- Errors and arguments ---- */

/* Throws an Error with `code` ("EPIPE") and `syscall` ("sendmsg"), unless an exception is pending already. */
static napi_value fail(napi_env env, const char *syscall, int error) {
  napi_value code, text, name, exception;
  bool pending = true;

  if (napi_is_exception_pending(env, &pending) == napi_ok && !pending &&
      napi_create_string_utf8(env, uv_err_name(-error), NAPI_AUTO_LENGTH, &code) == napi_ok &&
      napi_create_string_utf8(env, uv_strerror(-error), NAPI_AUTO_LENGTH, &text) == napi_ok &&
      napi_create_string_utf8(env, syscall, NAPI_AUTO_LENGTH, &name) == napi_ok &&
      napi_create_error(env, code, text, &exception) == napi_ok &&
      napi_set_named_property(env, exception, "syscall", name) == napi_ok)
    napi_throw(env, exception);
  return NULL;
}

/* Closes a descriptor that has no owner yet, and fails with the errno of the call that went wrong on it. */
static napi_value discard(napi_env env, int fd, const char *syscall) {
  int error = errno;

  close(fd);
  return fail(env, syscall, error);
}

static bool arguments(napi_env env, napi_callback_info info, size_t count, napi_value *values) {
  size_t given = count;

  return napi_get_cb_info(env, info, &given, values, NULL, NULL) == napi_ok && given >= count;
}

/* A number argument that must be the only one; -1 when it is none. */
static int number_argument(napi_env env, napi_callback_info info) {
  napi_value value;
  int number;

  return arguments(env, info, 1, &value) && napi_get_value_int32(env, value, &number) == napi_ok ? number : -1;
}

static napi_value from_number(napi_env env, int64_t number) {
  napi_value value;

  return napi_create_int64(env, number, &value) == napi_ok ? value : NULL;
}

/* The owner behind a JavaScript object, open or closed; NULL and an exception when it is no owner. */
static struct owner *owner_of(napi_env env, napi_value value, const char *syscall) {
  bool ours = false;
  void *owner = NULL;

  if (napi_check_object_type_tag(env, value, &OWNER_TAG, &ours) != napi_ok || !ours ||
      napi_unwrap(env, value, &owner) != napi_ok)
    fail(env, syscall, EINVAL);
  return owner;
}

/* The same, of an owner that still has its descriptor: use after close is EBADF and never hits a stranger's. */
static struct owner *open_owner(napi_env env, napi_value value, const char *syscall) {
  struct owner *owner = owner_of(env, value, syscall);

  if (!owner || owner->fd >= 0) return owner;
  fail(env, syscall, EBADF);
  return NULL;
}

/* The same, from the first argument of a call. */
static struct owner *open_argument(napi_env env, napi_callback_info info, const char *syscall) {
  napi_value value;

  if (arguments(env, info, 1, &value)) return open_owner(env, value, syscall);
  fail(env, syscall, EINVAL);
  return NULL;
}

/* ---- Owning a descriptor ---- */

static void unwatch(struct owner *owner) {
  if (!owner->callback) return;
  uv_poll_stop(owner->poll);
  napi_delete_reference(owner->env, owner->callback);
  owner->callback = NULL;
}

static void on_poll_closed(uv_handle_t *poll) {
  struct owner *owner = poll->data;

  free(poll);
  owner->poll = NULL;
  napi_remove_async_cleanup_hook(owner->hook);
  if (owner->collected) free(owner);
}

/* Takes the descriptor from its owner; -1 when there is none. libuv has let go of it when this returns. */
static int disown(struct owner *owner) {
  int fd = owner->fd;

  owner->fd = -1;
  unwatch(owner);
  if (owner->poll && !uv_is_closing((uv_handle_t *)owner->poll))
    uv_close((uv_handle_t *)owner->poll, on_poll_closed);
  return fd;
}

static void close_owned(struct owner *owner) {
  int fd = disown(owner);

  if (fd >= 0) close(fd);
}

static void on_collected(napi_env env, void *data, void *hint) {
  struct owner *owner = data;

  (void)env, (void)hint;
  owner->collected = true;
  close_owned(owner);
  if (!owner->poll) free(owner);
}

static void on_environment_end(napi_async_cleanup_hook_handle hook, void *owner) {
  (void)hook;
  close_owned(owner);
}

static napi_value own(napi_env env, int fd) {
  struct owner *owner = malloc(sizeof *owner);
  napi_value object;

  if (owner) *owner = (struct owner){.env = env, .fd = fd};
  if (owner && napi_create_object(env, &object) == napi_ok &&
      napi_type_tag_object(env, object, &OWNER_TAG) == napi_ok &&
      napi_wrap(env, object, owner, on_collected, NULL, NULL) == napi_ok)
    return object;
  free(owner);
  errno = ENOMEM;
  return discard(env, fd, "own");
}

/* number(owner): the descriptor's number; it stays owned. */
static napi_value number(napi_env env, napi_callback_info info) {
  struct owner *owner = open_argument(env, info, "number");

  return owner ? from_number(env, owner->fd) : NULL;
}

/* release(owner): the descriptor's number, now the caller's to close. */
static napi_value release(napi_env env, napi_callback_info info) {
  struct owner *owner = open_argument(env, info, "release");

  return owner ? from_number(env, disown(owner)) : NULL;
}

/* close(owner): may be called again, and within the callback of watch(). */
static napi_value close_owner(napi_env env, napi_callback_info info) {
  napi_value value;
  struct owner *owner;

  if (!arguments(env, info, 1, &value)) return fail(env, "close", EINVAL);
  if ((owner = owner_of(env, value, "close"))) close_owned(owner);
  return NULL;
}

/* ---- Waiting until a socket is ready ---- */

/* Once per watch(), so that a callback which throws is not called for ever. It may close the owner. */
static void on_ready(uv_poll_t *poll, int status, int events) {
  struct owner *owner = poll->data;
  napi_env env = owner->env;
  napi_handle_scope scope;
  napi_value callback, global, exception;
  bool pending = false;

  (void)status, (void)events; /* the system call that the callback tries again tells more */
  if (napi_open_handle_scope(env, &scope) != napi_ok) return;
  napi_get_reference_value(env, owner->callback, &callback);
  napi_get_global(env, &global);
  unwatch(owner);
  napi_make_callback(env, NULL, global, callback, 0, NULL, NULL);
  if (napi_is_exception_pending(env, &pending) == napi_ok && pending &&
      napi_get_and_clear_last_exception(env, &exception) == napi_ok)
    napi_fatal_exception(env, exception); /* 'uncaughtException', as for a callback of Node core */
  napi_close_handle_scope(env, scope);
}

/* 0 or an errno. */
static int make_poll(struct owner *owner) {
  uv_poll_t *poll = malloc(uv_handle_size(UV_POLL)); /* as large as the running libuv has it, not the headers */
  uv_loop_t *loop;
  int error = ENOMEM;

  if (poll && napi_get_uv_event_loop(owner->env, &loop) == napi_ok &&
      !(error = -uv_poll_init(loop, poll, owner->fd))) {
    poll->data = owner;
    owner->poll = poll;
    napi_add_async_cleanup_hook(owner->env, on_environment_end, owner, &owner->hook);
    return 0;
  }
  free(poll);
  return error;
}

/*
 * watch(owner, events, callback): calls back once, when the socket is readable (1), writable (2) or broken, and
 * keeps the event loop alive until then. Replaces the watch before it; with no events there is none.
 */
static napi_value watch(napi_env env, napi_callback_info info) {
  napi_value argv[3];
  napi_valuetype type;
  struct owner *owner;
  uint32_t events;
  int error;

  if (!arguments(env, info, 3, argv) || napi_get_value_uint32(env, argv[1], &events) != napi_ok ||
      events & ~(uint32_t)(UV_READABLE | UV_WRITABLE) || napi_typeof(env, argv[2], &type) != napi_ok ||
      type != napi_function)
    return fail(env, "watch", EINVAL);
  if (!(owner = open_owner(env, argv[0], "watch"))) return NULL;
  unwatch(owner);
  if (!events) return NULL;
  if (!owner->poll && (error = make_poll(owner))) return fail(env, "watch", error);
  if (napi_create_reference(env, argv[2], 1, &owner->callback) != napi_ok) return fail(env, "watch", ENOMEM);
  uv_poll_start(owner->poll, (int)events, on_ready);
  return NULL;
}

/* ---- Making sockets ---- */

static bool unblock(int fd) {
  int flags = fcntl(fd, F_GETFL);

  return flags >= 0 && fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0;
}

/* pair(): [ours, theirs]. Only ours is non-blocking: CRIU expects to block on its end. */
static napi_value pair(napi_env env, napi_callback_info info) {
  napi_value ours, theirs, ends;
  int fds[2];

  (void)info;
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds)) return fail(env, "socketpair", errno);
  ours = unblock(fds[0]) ? own(env, fds[0]) : discard(env, fds[0], "fcntl");
  theirs = own(env, fds[1]);
  if (!ours || !theirs || napi_create_array_with_length(env, 2, &ends) != napi_ok ||
      napi_set_element(env, ends, 0, ours) != napi_ok || napi_set_element(env, ends, 1, theirs) != napi_ok)
    return fail(env, "socketpair", ENOMEM);
  return ends;
}

/* 0 or an errno. A NUL in the path would name another file, or an abstract socket. */
static int address_of(napi_env env, napi_value path, struct sockaddr_un *address) {
  char *name = address->sun_path;
  size_t length;

  *address = (struct sockaddr_un){.sun_family = AF_UNIX};
  if (napi_get_value_string_utf8(env, path, NULL, 0, &length) != napi_ok || length == 0) return EINVAL;
  if (length >= sizeof address->sun_path) return ENAMETOOLONG;
  napi_get_value_string_utf8(env, path, name, sizeof address->sun_path, &length);
  return strlen(name) == length ? 0 : EINVAL;
}

/* A new socket, on which `apply` has connected or bound its only argument, a path. */
static napi_value open_socket(napi_env env, napi_callback_info info, const char *syscall,
                              int (*apply)(int, const struct sockaddr *, socklen_t)) {
  struct sockaddr_un address;
  napi_value path;
  int fd, error;

  if (!arguments(env, info, 1, &path)) return fail(env, syscall, EINVAL);
  if ((error = address_of(env, path, &address))) return fail(env, syscall, error);
  fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return fail(env, "socket", errno);
  if (apply(fd, (struct sockaddr *)&address, sizeof address)) return discard(env, fd, syscall);
  return own(env, fd);
}

/* connect(path): EAGAIN when the listener's backlog is full. */
static napi_value connect_socket(napi_env env, napi_callback_info info) {
  return open_socket(env, info, "connect", connect);
}

static int bind_and_listen(int fd, const struct sockaddr *address, socklen_t length) {
  return bind(fd, address, length) || listen(fd, LISTEN_BACKLOG) ? -1 : 0;
}

/* listen(path): makes the socket's file, which stays after close(). */
static napi_value listen_socket(napi_env env, napi_callback_info info) {
  return open_socket(env, info, "bind", bind_and_listen);
}

/* accept(owner): the owner of the next connection, or undefined when none waits. */
static napi_value accept_socket(napi_env env, napi_callback_info info) {
  struct owner *owner = open_argument(env, info, "accept");
  int fd;

  if (!owner) return NULL;
  fd = accept4(owner->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (fd >= 0) return own(env, fd);
  return errno == EAGAIN ? NULL : fail(env, "accept", errno);
}

/* adopt(number): the owner of an open SEQPACKET socket, now non-blocking. Whatever else it is gets closed. */
static napi_value adopt(napi_env env, napi_callback_info info) {
  int fd = number_argument(env, info), type;
  socklen_t length = sizeof type;

  if (fd < 0) return fail(env, "adopt", EBADF);
  if (getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &length)) return discard(env, fd, "getsockopt");
  errno = EPROTOTYPE;
  if (type != SOCK_SEQPACKET || !unblock(fd)) return discard(env, fd, "adopt");
  return own(env, fd);
}

/* ---- Packets ---- */

union control {
  struct cmsghdr header; /* for its alignment */
  char sent[CMSG_SPACE(sizeof(int) * MAX_SENT)];
  char received[CMSG_SPACE(sizeof(int) * MAX_RECEIVED)];
};

/* Puts an array of descriptor numbers into a message. */
static bool attach_descriptors(napi_env env, napi_value numbers, struct msghdr *message, union control *control) {
  uint32_t count, i;
  napi_value value;
  int fd;

  if (napi_get_array_length(env, numbers, &count) != napi_ok || count > MAX_SENT) return false;
  if (count == 0) return true;
  control->header.cmsg_len = CMSG_LEN(sizeof fd * count);
  control->header.cmsg_level = SOL_SOCKET;
  control->header.cmsg_type = SCM_RIGHTS;
  message->msg_control = control;
  message->msg_controllen = control->header.cmsg_len;
  for (i = 0; i < count; i++) {
    if (napi_get_element(env, numbers, i, &value) != napi_ok || napi_get_value_int32(env, value, &fd) != napi_ok)
      return false;
    memcpy(CMSG_DATA(&control->header) + sizeof fd * i, &fd, sizeof fd);
  }
  return true;
}

/* send(owner, bytes, numbers): whether there was room. The descriptors stay the caller's. */
static napi_value send_packet(napi_env env, napi_callback_info info) {
  struct iovec bytes;
  struct msghdr message = {.msg_iov = &bytes, .msg_iovlen = 1};
  union control control;
  napi_typedarray_type type;
  struct owner *owner;
  napi_value argv[3], result;
  ssize_t sent;

  if (!arguments(env, info, 3, argv) ||
      napi_get_typedarray_info(env, argv[1], &type, &bytes.iov_len, &bytes.iov_base, NULL, NULL) != napi_ok ||
      type != napi_uint8_array || !attach_descriptors(env, argv[2], &message, &control))
    return fail(env, "sendmsg", EINVAL);
  if (!(owner = open_owner(env, argv[0], "sendmsg"))) return NULL;
  sent = sendmsg(owner->fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent < 0 && errno != EAGAIN) return fail(env, "sendmsg", errno);
  return napi_get_boolean(env, sent >= 0, &result) == napi_ok ? result : NULL;
}

/*
 * Size of the next packet, which stays queued; 0 at the end. ECONNRESET says only that the peer closed with packets
 * of ours unread. It is told once, ahead of what the peer sent before it closed, so look again.
 */
static ssize_t next_size(int fd) {
  ssize_t size;

  do size = recv(fd, NULL, 0, MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT);
  while (size < 0 && errno == ECONNRESET);
  return size;
}

/* Takes the descriptors out of a received message, for the caller to own or close. Returns how many there are. */
static uint32_t detach_descriptors(struct msghdr *message, int fds[MAX_RECEIVED]) {
  struct cmsghdr *header = CMSG_FIRSTHDR(message);
  uint32_t count;

  while (header && (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS))
    header = CMSG_NXTHDR(message, header);
  if (!header) return 0;
  count = (uint32_t)((header->cmsg_len - CMSG_LEN(0)) / sizeof *fds); /* Linux puts all of them into one header */
  memcpy(fds, CMSG_DATA(header), count * sizeof *fds);
  return count;
}

/* An array of owners. Goes on after a failure, for own() to close the rest. */
static napi_value own_all(napi_env env, const int *fds, uint32_t count) {
  napi_value array = NULL, object;
  bool whole = napi_create_array_with_length(env, count, &array) == napi_ok;
  uint32_t i;

  for (i = 0; i < count; i++) {
    object = own(env, fds[i]);
    whole = whole && object && napi_set_element(env, array, i, object) == napi_ok;
  }
  return whole ? array : fail(env, "own", ENOMEM);
}

/* Fills `data` with a packet of exactly `size` bytes. Returns owners of the descriptors that came along. */
static napi_value receive_into(napi_env env, int fd, void *data, size_t size) {
  union control control;
  struct iovec bytes = {.iov_base = data, .iov_len = size};
  struct msghdr message = {.msg_iov = &bytes, .msg_iovlen = 1, .msg_control = &control,
                           .msg_controllen = CMSG_LEN(sizeof fd * MAX_RECEIVED)};
  int fds[MAX_RECEIVED];
  uint32_t count;

  if (recvmsg(fd, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT) < 0) return fail(env, "recvmsg", errno);
  count = detach_descriptors(&message, fds);
  if (!(message.msg_flags & (MSG_TRUNC | MSG_CTRUNC))) return own_all(env, fds, count);
  while (count > 0) close(fds[--count]);
  return fail(env, "recvmsg", message.msg_flags & MSG_TRUNC ? EMSGSIZE : ENOBUFS);
}

/* receive(owner): { bytes, descriptors }, null at the end, or undefined when nothing waits. */
static napi_value receive_packet(napi_env env, napi_callback_info info) {
  struct owner *owner = open_argument(env, info, "recvmsg");
  napi_value buffer, bytes, descriptors, packet;
  ssize_t size;
  void *data;

  if (!owner) return NULL;
  size = next_size(owner->fd);
  if (size < 0) return errno == EAGAIN ? NULL : fail(env, "recvmsg", errno);
  if (size == 0) return napi_get_null(env, &packet) == napi_ok ? packet : NULL;
  if (size > MAX_PACKET) return fail(env, "recvmsg", EMSGSIZE);
  if (napi_create_arraybuffer(env, (size_t)size, &data, &buffer) != napi_ok ||
      napi_create_typedarray(env, napi_uint8_array, (size_t)size, buffer, 0, &bytes) != napi_ok ||
      !(descriptors = receive_into(env, owner->fd, data, (size_t)size)) ||
      napi_create_object(env, &packet) != napi_ok ||
      napi_set_named_property(env, packet, "bytes", bytes) != napi_ok ||
      napi_set_named_property(env, packet, "descriptors", descriptors) != napi_ok)
    return fail(env, "recvmsg", ENOMEM);
  return packet;
}

/* ---- Sockets that CRIU gets ---- */

/* copy(number): an owner of the same open file under another number, close-on-exec. */
static napi_value copy(napi_env env, napi_callback_info info) {
  int fd = fcntl(number_argument(env, info), F_DUPFD_CLOEXEC, 3); /* never a standard stream */

  return fd < 0 ? fail(env, "fcntl", errno) : own(env, fd);
}

/* block(number): lets calls on the open file wait, in every process that has it. */
static napi_value block(napi_env env, napi_callback_info info) {
  int fd = number_argument(env, info), flags = fcntl(fd, F_GETFL);

  return flags < 0 || fcntl(fd, F_SETFL, flags & ~O_NONBLOCK) ? fail(env, "fcntl", errno) : NULL;
}

/* streamPair(): the two ends of a connected SOCK_STREAM pair, both blocking. */
static napi_value stream_pair(napi_env env, napi_callback_info info) {
  napi_value one, other, ends;
  int fds[2];

  (void)info;
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds)) return fail(env, "socketpair", errno);
  one = own(env, fds[0]);
  other = own(env, fds[1]);
  if (!one || !other || napi_create_array_with_length(env, 2, &ends) != napi_ok ||
      napi_set_element(env, ends, 0, one) != napi_ok || napi_set_element(env, ends, 1, other) != napi_ok)
    return fail(env, "socketpair", ENOMEM);
  return ends;
}

/* shutDown(number): ends a connection in both directions, for every process that has the socket. */
static napi_value shut_down(napi_env env, napi_callback_info info) {
  return shutdown(number_argument(env, info), SHUT_RDWR) ? fail(env, "shutdown", errno) : NULL;
}

/* A descriptor by its number and a value that is to be set on it, the two arguments of a call. */
static bool descriptor_and_value(napi_env env, napi_callback_info info, int *fd, int64_t *value) {
  napi_value argv[2];

  if (arguments(env, info, 2, argv) && napi_get_value_int32(env, argv[0], fd) == napi_ok &&
      napi_get_value_int64(env, argv[1], value) == napi_ok && *value > 0)
    return true;
  fail(env, "setsockopt", EINVAL);
  return false;
}

/* pace(number, bytesPerSecond): SO_MAX_PACING_RATE. */
static napi_value pace(napi_env env, napi_callback_info info) {
  int64_t value;
  int fd;
  unsigned long rate;

  if (!descriptor_and_value(env, info, &fd, &value)) return NULL;
  rate = (unsigned long)value;
  return setsockopt(fd, SOL_SOCKET, SO_MAX_PACING_RATE, &rate, sizeof rate) ? fail(env, "setsockopt", errno) : NULL;
}

/* copyRuns(from, to, runs): copies between two files; `runs` has for each run where it is read, where it is written, and
   its bytes. */
static napi_value copy_runs(napi_env env, napi_callback_info info) {
  napi_value argv[3];
  napi_typedarray_type type;
  int32_t from, to;
  size_t count;
  void *data;
  char piece[64 * 1024];

  if (!arguments(env, info, 3, argv) || napi_get_value_int32(env, argv[0], &from) != napi_ok ||
      napi_get_value_int32(env, argv[1], &to) != napi_ok ||
      napi_get_typedarray_info(env, argv[2], &type, &count, &data, NULL, NULL) != napi_ok ||
      type != napi_float64_array || count % 3 != 0)
    return fail(env, "pread", EINVAL);
  for (const double *run = data, *end = run + count; run < end; run += 3) {
    off_t source = (off_t)run[0], target = (off_t)run[1], left = (off_t)run[2];
    while (left > 0) {
      ssize_t got = pread(from, piece, left < (off_t)sizeof piece ? (size_t)left : sizeof piece, source);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return fail(env, "pread", got == 0 ? ENODATA : errno);
      for (ssize_t done = 0; done < got;) {
        ssize_t put = pwrite(to, piece + done, (size_t)(got - done), target + done);
        if (put < 0 && errno != EINTR) return fail(env, "pwrite", errno);
        if (put > 0) done += put;
      }
      source += got;
      target += got;
      left -= got;
    }
  }
  return NULL;
}

/* limitSilence(number, milliseconds): TCP_USER_TIMEOUT. */
static napi_value limit_silence(napi_env env, napi_callback_info info) {
  int64_t value;
  int fd;
  unsigned limit;

  if (!descriptor_and_value(env, info, &fd, &value)) return NULL;
  limit = (unsigned)value;
  return setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &limit, sizeof limit) ? fail(env, "setsockopt", errno) : NULL;
}

/* ---- Processes ---- */

/* peer(number): [pid, uid, gid] of whoever connected, listened on or paired this socket's other end. */
static napi_value peer(napi_env env, napi_callback_info info) {
  int fd = number_argument(env, info);
  struct ucred peer;
  socklen_t length = sizeof peer;
  napi_value ids;

  if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &length)) return fail(env, "getsockopt", errno);
  if (napi_create_array_with_length(env, 3, &ids) != napi_ok ||
      napi_set_element(env, ids, 0, from_number(env, peer.pid)) != napi_ok ||
      napi_set_element(env, ids, 1, from_number(env, peer.uid)) != napi_ok ||
      napi_set_element(env, ids, 2, from_number(env, peer.gid)) != napi_ok)
    return fail(env, "getsockopt", ENOMEM);
  return ids;
}

/* reap(pid): the wait status of a dead child, undefined while it runs, null when it is no child. One pid only:
 * waiting for any child would take those of child_process from libuv. */
static napi_value reap(napi_env env, napi_callback_info info) {
  int pid = number_argument(env, info), status;
  pid_t reaped;
  napi_value none;

  if (pid <= 0) return fail(env, "waitpid", EINVAL);
  reaped = waitpid(pid, &status, WNOHANG);
  if (reaped > 0) return from_number(env, status);
  if (reaped == 0) return NULL;
  if (errno != ECHILD) return fail(env, "waitpid", errno);
  return napi_get_null(env, &none) == napi_ok ? none : NULL;
}

/* openProcess(pid): an owner of a descriptor that means this process and never one that gets its number later. */
static napi_value open_process(napi_env env, napi_callback_info info) {
  int pid = number_argument(env, info), fd;

  if (pid <= 0) return fail(env, "pidfd_open", EINVAL);
  fd = (int)syscall(SYS_pidfd_open, pid, 0); /* close-on-exec by itself */
  return fd < 0 ? fail(env, "pidfd_open", errno) : own(env, fd);
}

/* A process by its descriptor and a number that goes with it, the two arguments of a call. */
static struct owner *process_and_number(napi_env env, napi_callback_info info, const char *syscall, int *number) {
  napi_value argv[2];

  if (arguments(env, info, 2, argv) && napi_get_value_int32(env, argv[1], number) == napi_ok)
    return open_owner(env, argv[0], syscall);
  fail(env, syscall, EINVAL);
  return NULL;
}

/* signalProcess(owner, number): sends a signal to the process, and to no other. */
static napi_value signal_process(napi_env env, napi_callback_info info) {
  int number;
  struct owner *owner = process_and_number(env, info, "pidfd_send_signal", &number);

  if (!owner) return NULL;
  return syscall(SYS_pidfd_send_signal, owner->fd, number, NULL, 0) ? fail(env, "pidfd_send_signal", errno) : NULL;
}

/* copyDescriptor(owner, number): an owner of the same open file that the process has under this number. */
static napi_value copy_descriptor(napi_env env, napi_callback_info info) {
  int number, fd;
  struct owner *owner = process_and_number(env, info, "pidfd_getfd", &number);

  if (!owner) return NULL;
  fd = (int)syscall(SYS_pidfd_getfd, owner->fd, number, 0); /* close-on-exec by itself */
  return fd < 0 ? fail(env, "pidfd_getfd", errno) : own(env, fd);
}

/* tcpRepair(owner): whether a TCP socket is in repair mode, in which it neither sends nor receives. */
static napi_value tcp_repair(napi_env env, napi_callback_info info) {
  struct owner *owner = open_argument(env, info, "getsockopt");
  int on = 0;
  socklen_t length = sizeof on;
  napi_value result;

  if (!owner) return NULL;
  if (getsockopt(owner->fd, IPPROTO_TCP, TCP_REPAIR, &on, &length)) return fail(env, "getsockopt", errno);
  return napi_get_boolean(env, on != 0, &result) == napi_ok ? result : NULL;
}

/* endTcpRepair(owner): takes a TCP socket out of repair mode; the kernel then sends a probe to the peer. */
static napi_value end_tcp_repair(napi_env env, napi_callback_info info) {
  struct owner *owner = open_argument(env, info, "setsockopt");
  int off = 0;

  if (!owner) return NULL;
  return setsockopt(owner->fd, IPPROTO_TCP, TCP_REPAIR, &off, sizeof off) ? fail(env, "setsockopt", errno) : NULL;
}

#define FUNCTION(name, function) {name, NULL, function, NULL, NULL, NULL, napi_enumerable, NULL}

NAPI_MODULE_INIT() {
  static const napi_property_descriptor functions[] = {
      FUNCTION("number", number),        FUNCTION("release", release),        FUNCTION("close", close_owner),
      FUNCTION("watch", watch),          FUNCTION("pair", pair),              FUNCTION("connect", connect_socket),
      FUNCTION("listen", listen_socket), FUNCTION("accept", accept_socket),   FUNCTION("adopt", adopt),
      FUNCTION("send", send_packet),     FUNCTION("receive", receive_packet), FUNCTION("peer", peer),
      FUNCTION("copy", copy),
      FUNCTION("block", block),
      FUNCTION("streamPair", stream_pair),
      FUNCTION("shutDown", shut_down),
      FUNCTION("pace", pace),
      FUNCTION("limitSilence", limit_silence),
      FUNCTION("copyRuns", copy_runs),
      FUNCTION("reap", reap),
      FUNCTION("openProcess", open_process),
      FUNCTION("signalProcess", signal_process),
      FUNCTION("copyDescriptor", copy_descriptor),
      FUNCTION("tcpRepair", tcp_repair),
      FUNCTION("endTcpRepair", end_tcp_repair),
  };

  napi_define_properties(env, exports, sizeof functions / sizeof *functions, functions);
  return exports;
}

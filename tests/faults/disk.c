/* Preloaded: of the calls that change what is below the folder FAILING_BELOW, one fails, or all from one on. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_int calls;
static int first = -1, number, onward;

/* `error` 0 ends the process, as kill -9 does. */
void disk_fails(int at, int error, int from_then_on) {
    first = at, number = error, onward = from_then_on, calls = 0;
}

int disk_calls(void) { return calls; }

static int fails(const char *path) {
    const char *below = getenv("FAILING_BELOW");
    if (!below || !path || strncmp(path, below, strlen(below))) return 0;
    int call = calls++;
    if (first < 0 || call < first || (call > first && !onward)) return 0;
    if (!number) _exit(137);
    errno = number;
    return 1;
}

static int fd_fails(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return fails(path);
}

#define REAL(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))
#define WRAP(type, name, params, args, failing, failed) \
    type name params { return failing ? (failed) : REAL(name) args; }

WRAP(ssize_t, write, (int fd, const void *b, size_t n), (fd, b, n), fd_fails(fd), -1)
WRAP(ssize_t, pwrite, (int fd, const void *b, size_t n, off_t o), (fd, b, n, o), fd_fails(fd), -1)
WRAP(ssize_t, pwrite64, (int fd, const void *b, size_t n, off64_t o), (fd, b, n, o), fd_fails(fd), -1)
WRAP(ssize_t, writev, (int fd, const struct iovec *v, int n), (fd, v, n), fd_fails(fd), -1)
WRAP(int, fsync, (int fd), (fd), fd_fails(fd), -1)
WRAP(int, fdatasync, (int fd), (fd), fd_fails(fd), -1)
WRAP(int, ftruncate, (int fd, off_t n), (fd, n), fd_fails(fd), -1)
WRAP(int, ftruncate64, (int fd, off64_t n), (fd, n), fd_fails(fd), -1)
WRAP(int, posix_fallocate, (int fd, off_t o, off_t n), (fd, o, n), fd_fails(fd), number)
WRAP(int, posix_fallocate64, (int fd, off64_t o, off64_t n), (fd, o, n), fd_fails(fd), number)
WRAP(int, unlink, (const char *path), (path), fails(path), -1)
WRAP(int, remove, (const char *path), (path), fails(path), -1)
WRAP(int, rename, (const char *old, const char *new), (old, new), fails(new), -1)
WRAP(int, mkdir, (const char *path, mode_t mode), (path, mode), fails(path), -1)

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        va_list more; \
        va_start(more, flags); \
        int mode = flags & O_CREAT ? va_arg(more, int) : 0; \
        va_end(more); \
        return flags & O_CREAT && fails(path) ? -1 : REAL(name)(path, flags, mode); \
    }
OPEN(open)
OPEN(open64)

/* Runs a command exactly as it would run alone, and tells the coach what became of it.

   `witness PROGRAM ARGUMENT...` runs it; `witness --unknown WORD...` tells of a command that there is not, and
   `witness --ready` has the coach called in. On the other computer, in a shell that came by `ssh`, the coach is reached
   through that connection (LAB_COACH_SOCKET), and its answer is written here.

   Standard input and output are the command's own, and so is a standard error that is a file, which is read afterwards.
   Another passes through here, byte for byte and at once, through a terminal of the same size where there is one. Of
   both the last is kept. Signals, stopping, exit code and death by a signal are the command's. It stands before every
   `docker`: hence C, and no process but the command's own. Where it lacks what it needs, the command runs alone. What a
   command means, `helpers.coach` knows. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum {
    KEPT = 8192, /* so many bytes of standard error are kept */
    CHUNK = PIPE_BUF, /* bytes that are passed on at once: so many never block a pipe that has room */
    UNKNOWN = 127,
    TURN = 25, /* seconds that a hidden container of a check is waited for (helpers/world/hidden_containers.py) */
    /* Milliseconds that the coach may think: after a failure, after a success, which must not be held up, after one far
       away, and before a command that takes away what it is to look at. */
    PATIENT = 5000,
    BRISK = 20,
    FAR = 300,
    BEFORE = 500,
    /* Milliseconds in which a command may end by itself of a signal from its own group, which may have got it too. */
    GRACE = 100,
    PLACE = sizeof(((struct sockaddr_un *)0)->sun_path), /* bytes of the path of a folder in which a door can be */
};

static struct {
    pid_t pid;
    int errors; /* where its standard error comes out; -1 where that is a file, or nobody reads any more */
    bool terminal;
    bool ended;
    int status; /* as waitpid gives it */
    uint64_t due; /* signals that it gets at `deadline`, unless it has ended by then: bit N is signal N */
    long deadline;
} command = {.errors = -1};

static int signals = -1; /* tells of signals, which are all blocked once the command runs */
static char kept[KEPT];
static size_t kept_length;

static long now(void) { /* in milliseconds, of a clock that nobody sets */
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static long long date(void) { /* in nanoseconds since 1970 */
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

/* ---- the command ---- */

static void become(char **words) {
    execv(words[0], words);
    int code = errno == ENOENT ? UNKNOWN : UNKNOWN - 1;
    dprintf(2, "%s: %s\n", words[0], strerror(errno));
    _exit(code);
}

static void late(int number) { (void)number; }

/* Wait until no hidden container stands, and keep new ones away until we end: Ctrl+C ends us, nothing runs yet. */
static void wait_for_turn(const char *lock) {
    int file = lock && *lock ? open(lock, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0)
        return;
    struct sigaction over = {.sa_handler = late}, before;
    sigaction(SIGALRM, &over, &before);
    alarm(TURN);
    flock(file, LOCK_SH); /* as long as we live, or not at all where the time is up */
    alarm(0);
    sigaction(SIGALRM, &before, NULL);
}

static void resize(void) {
    struct winsize size;
    if (command.terminal && ioctl(2, TIOCGWINSZ, &size) == 0)
        ioctl(command.errors, TIOCSWINSZ, &size);
}

/* Open a way for its standard error: `ends` are ours and the command's. */
static bool open_way(int ends[2]) {
    command.terminal = isatty(2);
    if (!command.terminal)
        return pipe2(ends, O_CLOEXEC) == 0;
    struct termios mode;
    ends[0] = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (ends[0] < 0 || unlockpt(ends[0]) || (ends[1] = ioctl(ends[0], TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC)) < 0)
        return false;
    tcgetattr(ends[1], &mode); /* bytes pass it unchanged */
    mode.c_iflag = mode.c_lflag = 0;
    mode.c_oflag &= ~(tcflag_t)OPOST;
    return tcsetattr(ends[1], TCSANOW, &mode) == 0;
}

/* Start it; false where that cannot be. `through`: its standard error passes through here. */
static bool start(char **words, bool through) {
    int ends[2] = {-1, -1};
    sigset_t all, before;
    struct sigaction usual = {.sa_handler = SIG_DFL}, children;
    if (through && !open_way(ends))
        return false;
    command.errors = ends[0];
    resize();
    sigfillset(&all);
    if ((signals = signalfd(-1, &all, SFD_CLOEXEC | SFD_NONBLOCK)) < 0)
        return false;
    sigaction(SIGCHLD, &usual, &children);
    sigprocmask(SIG_SETMASK, &all, &before);
    pid_t self = getpid();
    command.pid = fork();
    if (command.pid <= 0) {
        sigaction(SIGCHLD, &children, NULL);
        sigprocmask(SIG_SETMASK, &before, NULL);
    }
    if (command.pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL); /* whoever kills `docker` means the command */
        if (getppid() != self)
            _exit(1);
        if (through)
            dup2(ends[1], 2);
        setenv("LAB_COACH", "off", 1);
        become(words);
    }
    if (ends[1] >= 0)
        close(ends[1]);
    return command.pid > 0;
}

/* Where it was stopped, so are we until somebody lets us go on. */
static void stop_too(int number) {
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, number);
    kill(getpid(), number); /* one with the terminal's own, where that is still on its way */
    sigprocmask(SIG_UNBLOCK, &one, NULL);
    sigprocmask(SIG_BLOCK, &one, NULL);
    kill(command.pid, SIGCONT);
}

static void look_after_it(void) {
    int status;
    while (!command.ended && waitpid(command.pid, &status, WNOHANG | WUNTRACED) > 0) {
        if (WIFSTOPPED(status)) {
            stop_too(WSTOPSIG(status));
        } else {
            command.ended = true;
            command.status = status;
        }
    }
}

static void die(int number) { /* a shell says it in its own way */
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, number);
    signal(number, SIG_DFL);
    kill(getpid(), number);
    sigprocmask(SIG_UNBLOCK, &one, NULL);
}

/* Pass a signal on that a program sent; what the terminal sends, the command has got itself. */
static void pass_on(const struct signalfd_siginfo *told) {
    if (told->ssi_code > 0)
        return;
    if (getpgid((pid_t)told->ssi_pid) != getpgrp()) {
        kill(command.pid, (int)told->ssi_signo);
        return;
    }
    if (!command.due)
        command.deadline = now() + GRACE;
    command.due |= UINT64_C(1) << told->ssi_signo % 64;
}

static void pass_on_what_is_due(void) {
    for (int number = 1; number < 64; number++)
        if (!command.ended && command.due >> number & 1)
            kill(command.pid, number);
    command.due = 0;
}

static bool ends_us(uint32_t number) {
    return number == SIGINT || number == SIGTERM || number == SIGHUP || number == SIGQUIT;
}

static void hear_signals(void) {
    struct signalfd_siginfo told;
    while (read(signals, &told, sizeof told) == sizeof told) {
        if (told.ssi_signo == SIGCHLD)
            look_after_it();
        else if (told.ssi_signo == SIGWINCH)
            resize();
        else if (!command.ended)
            pass_on(&told);
        else if (ends_us(told.ssi_signo)) /* it has ended, and nobody reads its last words */
            die((int)told.ssi_signo);
    }
}

static void keep(const char *data, size_t length) {
    size_t over = kept_length + length > KEPT ? kept_length + length - KEPT : 0;
    memmove(kept, kept + over, kept_length - over);
    memcpy(kept + kept_length - over, data, length);
    kept_length += length - over;
}

/* Keep the last of what the command wrote to the file that is its standard error, which was so long before. */
static void read_back(off_t before) {
    struct stat found;
    int file = open("/proc/self/fd/2", O_RDONLY | O_CLOEXEC);
    if (file < 0 || fstat(file, &found))
        return;
    ssize_t done = pread(file, kept, KEPT, found.st_size - KEPT > before ? found.st_size - KEPT : before);
    kept_length = done > 0 ? (size_t)done : 0;
}

static void close_way(void) { /* what the command writes from now on, it finds nobody for */
    close(command.errors);
    command.errors = -1;
}

/* Pass standard error on until the command has ended and nothing more is there; signals are passed on meanwhile. */
static void watch(void) {
    char data[CHUNK];
    size_t length = 0, written = 0; /* of `data`, what has been read and what of that has been passed on */
    while (!command.ended || command.errors >= 0) {
        bool full = written < length;
        struct pollfd doors[] = {
            {.fd = signals, .events = POLLIN},
            {.fd = command.errors < 0 ? -1 : full ? 2 : command.errors, .events = full ? POLLOUT : POLLIN},
        };
        long left = command.due ? command.deadline - now() : INT_MAX;
        int wait = command.ended && !full ? 0 : left == INT_MAX ? -1 : left > 0 ? (int)left : 0;
        poll(doors, 2, wait);
        if (command.due && now() >= command.deadline)
            pass_on_what_is_due();
        if (doors[0].revents) {
            hear_signals();
            continue; /* what it wrote before it ended has come by the next look */
        }
        if (full && doors[1].revents) {
            ssize_t done = write(2, data + written, length - written);
            if (done > 0)
                written += (size_t)done;
            else if (errno != EAGAIN)
                close_way(), length = written = 0;
        } else if (doors[1].revents) {
            ssize_t done = read(command.errors, data, sizeof data);
            if (done <= 0) { /* the end; a terminal says it by an error */
                close_way();
                continue;
            }
            keep(data, (size_t)done);
            length = (size_t)done, written = 0;
        } else if (command.ended && !full) {
            close_way();
        }
    }
}

/* ---- the report ---- */

static void quote(FILE *out, const char *text, size_t length) {
    fputc('"', out);
    for (size_t at = 0; at < length; at++) {
        unsigned char letter = (unsigned char)text[at];
        if (letter < ' ' || letter == '"' || letter == '\\')
            fprintf(out, "\\u%04x", letter);
        else
            fputc(letter, out);
    }
    fputc('"', out);
}

/* The paths in the command's words that lead nowhere, as JSON: which of them it is to mount, the coach knows. */
static char *paths_to_nowhere(char **argv) {
    char *found = NULL;
    size_t size;
    FILE *out = open_memstream(&found, &size);
    if (!out)
        return NULL;
    fputc('[', out);
    for (; *argv; argv++)
        for (const char *part = *argv; *part;) {
            size_t length = strcspn(part, ",:="), skipped = strcspn(part, "/.");
            if (skipped < length) {
                char path[PATH_MAX];
                int size_of_path = snprintf(path, sizeof path, "%.*s", (int)(length - skipped), part + skipped);
                if (size_of_path < PATH_MAX && access(path, F_OK)) {
                    fputs(ftell(out) > 1 ? "," : "", out);
                    quote(out, path, (size_t)size_of_path);
                }
            }
            part += length + (part[length] != '\0');
        }
    fputc(']', out);
    return fclose(out) ? NULL : found;
}

/* Whether a word of the list stands in the command: as it is, with a value (`--all=true`), among others (`-qa`). */
static bool stands_in(const char *word, size_t length, char **argv) {
    for (; *argv; argv++) {
        char after = strncmp(*argv, word, length) ? '!' : (*argv)[length];
        if (after == '\0' || (after == '=' && *word == '-'))
            return true;
        if (length == 2 && *word == '-' && **argv == '-' && (*argv)[1] != '-' && strchr(*argv, word[1]))
            return true;
    }
    return false;
}

/* Whether a list of the coach's has the command, one a line, by the words that stand in it: `heard` those of which it
   wants to hear also where they succeed, `before` those of which it wants to hear before they run. `otherwise` is the
   answer where the coach has left no list yet. */
static bool is_listed(const char *place, const char *kind, char **argv, bool otherwise) {
    char name[PLACE + sizeof "/before"], line[256];
    snprintf(name, sizeof name, "%s/%s", place, kind);
    FILE *list = fopen(name, "re");
    if (!list)
        return otherwise;
    bool found = false;
    while (!found && fgets(line, sizeof line, list)) {
        found = true;
        for (const char *word = line; found && *word;) {
            size_t length = strcspn(word, " \n");
            found = stands_in(word, length, argv);
            word += length + strspn(word + length, " \n");
        }
    }
    fclose(list);
    return found;
}

static char *report(char **argv, int code, long long began, const char *absent, bool before) {
    const char *host = getenv("DOCKER_HOST"), *box = getenv("LAB_COACH_BOX");
    char *found = NULL, folder[PATH_MAX] = "", output[PATH_MAX] = "";
    size_t size;
    struct stat to;
    FILE *out = open_memstream(&found, &size);
    if (!out)
        return NULL;
    if (!getcwd(folder, sizeof folder))
        *folder = '\0';
    ssize_t length = fstat(1, &to) || !S_ISREG(to.st_mode) ? 0 : readlink("/proc/self/fd/1", output, sizeof output);
    if (!host || !*host)
        host = "unix:///var/run/docker.sock";
    fputs("{\"argv\":[", out);
    const char *name = strrchr(argv[0], '/');
    name = name ? name + 1 : argv[0];
    quote(out, name, strlen(name));
    for (char **word = argv + 1; *word; word++) {
        fputc(',', out);
        quote(out, *word, strlen(*word));
    }
    fprintf(out, "],\"code\":%d,\"began\":%lld,\"ended\":%lld,\"words\":", code, began, date());
    quote(out, kept, kept_length);
    fputs(",\"folder\":", out);
    quote(out, folder, strlen(folder));
    fputs(",\"output\":", out);
    quote(out, output, length > 0 ? (size_t)length : 0);
    fputs(",\"host\":", out);
    quote(out, host, strlen(host));
    fputs(",\"box\":", out);
    quote(out, box, strlen(box));
    fprintf(out, ",\"missing\":%s,\"before\":%s,\"beyond\":%s}\n", absent, before ? "true" : "false",
            getenv("LAB_COACH_SOCKET") ? "true" : "false");
    return fclose(out) ? NULL : found;
}

/* Wait for a door; false where the time is up, or somebody does not want to wait. */
static bool ready(int door, short events, long deadline) {
    for (long left; (left = deadline - now()) > 0;) {
        struct pollfd doors[] = {{.fd = door, .events = events}, {.fd = signals, .events = POLLIN}};
        struct signalfd_siginfo told;
        poll(doors, 2, (int)left);
        if (doors[0].revents)
            return true;
        while (doors[1].revents && read(signals, &told, sizeof told) == sizeof told)
            if (ends_us(told.ssi_signo))
                return false;
    }
    return false;
}

/* The environment without what is only the command's. */
static void clear_environment(void) {
    char **kept_one = environ;
    for (char **one = environ; *one; one++)
        if (strncmp(*one, "DOCKER_", 7) && strncmp(*one, "LAB_COACH", 9))
            *kept_one++ = *one;
    *kept_one = NULL;
}

/* Call the coach in with what it is to hear first, and wait until it has answered. */
static void summon(char *place, char *line, long deadline) {
    int answer[2];
    char log[PLACE + sizeof "/coach.log"];
    snprintf(log, sizeof log, "%s/coach.log", place);
    if (pipe2(answer, O_CLOEXEC))
        return;
    pid_t pid = fork();
    if (pid == 0) {
        sigset_t none;
        char *words[] = {"/opt/venv/bin/python", "-m", "helpers.coach.service", place, line, NULL};
        int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
        int notes = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        setsid();
        dup2(nothing, 0);
        dup2(answer[1], 1);
        dup2(notes < 0 ? nothing : notes, 2);
        close_range(3, ~0U, 0); /* the shell's own pipes, whose readers wait for their end */
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        clear_environment();
        if (chdir("/") == 0) /* Python looks for modules where it stands: not among the learner's files */
            execv(words[0], words);
        _exit(UNKNOWN);
    }
    close(answer[1]);
    if (pid > 0)
        ready(answer[0], POLLIN, deadline);
}

/* Send it all, at once where there is room, however late it is, and write down what comes back. */
static void converse(int wire, const char *line, long deadline) {
    char data[CHUNK];
    size_t left = strlen(line);
    ssize_t done;
    while (left) {
        if ((done = send(wire, line, left, MSG_NOSIGNAL)) > 0)
            line += done, left -= (size_t)done;
        else if (errno != EAGAIN || !ready(wire, POLLOUT, deadline))
            return;
    }
    while (ready(wire, POLLIN, deadline) && (done = recv(wire, data, sizeof data, 0)) > 0)
        for (ssize_t at = 0, more; at < done && (more = write(2, data + at, (size_t)(done - at))) > 0;)
            at += more;
}

/* Tell the coach and give it time for its answer. Where it is not there yet, it is called in, but not before a command. */
static void tell(char *place, char *line, long patience) {
    const char *beyond = getenv("LAB_COACH_SOCKET");
    long deadline = now() + (beyond && patience == BRISK ? FAR : patience);
    struct sockaddr_un door = {.sun_family = AF_UNIX};
    int length = beyond ? snprintf(door.sun_path, sizeof door.sun_path, "%s", beyond)
                        : snprintf(door.sun_path, sizeof door.sun_path, "%s/coach.sock", place);
    int wire = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (wire < 0 || length >= (int)sizeof door.sun_path)
        return;
    if (connect(wire, (struct sockaddr *)&door, sizeof door) == 0)
        converse(wire, line, deadline);
    else if (!beyond && patience != BEFORE && (errno == ENOENT || errno == ECONNREFUSED))
        summon(place, line, deadline);
}

/* ---- both ---- */

static bool is_open(int number) { return fcntl(number, F_GETFD) >= 0; }

static bool is_thrown_away(const struct stat *errors) {
    return S_ISCHR(errors->st_mode) && errors->st_rdev == makedev(1, 3);
}

/* Run the command, and tell of it where there is something to tell. */
static int witness(char **words, char *place, const struct stat *errors) {
    bool heard = is_listed(place, "heard", words + 1, true);
    char *absent = heard ? paths_to_nowhere(words + 1) : NULL, *line;
    if (is_listed(place, "before", words + 1, false) && (line = report(words, 0, date(), "[]", true)))
        tell(place, line, BEFORE);
    long long began = date();
    off_t before = fcntl(2, F_GETFL) & O_APPEND ? errors->st_size : lseek(2, 0, SEEK_CUR);
    if (!start(words, S_ISFIFO(errors->st_mode) || S_ISSOCK(errors->st_mode) || isatty(2)))
        become(words);
    watch();
    if (S_ISREG(errors->st_mode))
        read_back(before);
    if (WIFSIGNALED(command.status)) {
        die(WTERMSIG(command.status));
        pause(); /* not reached */
    }
    int code = WEXITSTATUS(command.status);
    bool failed = code && code != 128 + SIGINT && !is_thrown_away(errors); /* who does that wants no others for them */
    if ((failed || (!code && heard)) && (line = report(words, code, began, absent ? absent : "[]", false)))
        tell(place, line, code ? PATIENT : BRISK);
    return code;
}

int main(int count, char **words) {
    char place[PLACE];
    const char *box = getenv("LAB_COACH_BOX"), *lock = getenv("LAB_COACH_LOCK");
    if (count < 2)
        return UNKNOWN;
    bool complete = is_open(0) && is_open(1) && is_open(2); /* what we open must not take their place */
    wait_for_turn(lock);
    unsetenv("LAB_COACH_LOCK");
    const char *end = box ? strrchr(box, '/') : NULL;
    bool known = end && snprintf(place, sizeof place, "%.*s", (int)(end - box), box) < PLACE;
    struct stat errors;
    char *line, **argv = words + 1;
    if (!strcmp(argv[0], "--unknown") || !strcmp(argv[0], "--ready")) {
        int code = argv[0][2] == 'u' ? UNKNOWN : 0;
        char *ssh[] = {"ssh", NULL};
        if (!known || !complete || fstat(2, &errors) || (code && (is_thrown_away(&errors) || !argv[1])))
            return code;
        if (code)
            kept_length = (size_t)snprintf(kept, sizeof kept, "%.4000s: command not found", argv[1]);
        if ((line = report(code ? argv + 1 : ssh, code, date(), "[]", false)))
            tell(place, line, code ? PATIENT : BRISK);
        return code;
    }
    if (!known || !complete || fstat(2, &errors))
        become(argv);
    return witness(argv, place, &errors);
}

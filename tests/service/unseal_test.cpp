// SPDX-License-Identifier: EUPL-1.2
#include <fcntl.h>
#include <linux/capability.h>
#include <poll.h>
#include <pty.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <fstream>
#include <iostream>

#include "service/detail/private_memory.h"
#include "storage/city.h"
#include "storage/vault.h"
#include "tests/support/command.h"
#include "tests/support/sanitized.h"

using namespace lika;

namespace {

constexpr const char* words = "kanel ugglan springer fort";

/// `lika` in a process of its own, at a terminal or with a pipe for its standard input.
class Process {
public:
    enum class At { terminal, pipe };
    Process(const std::vector<std::string>& arguments, At at) {
        if (at == At::terminal) {
            REQUIRE(::openpty(&ours_, &theirs_, nullptr, nullptr, nullptr) == 0);
        } else {
            int in[2], out[2];
            REQUIRE((::pipe2(in, O_CLOEXEC) == 0 && ::pipe2(out, O_CLOEXEC) == 0));
            input_ = in[1], theirs_ = in[0], ours_ = out[0], output_ = out[1];
        }
        child_ = ::fork();
        if (child_ == 0) become(arguments, at);
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    ~Process() {
        if (child_ > 0) ::kill(child_, SIGKILL), ::waitpid(child_, nullptr, 0);
        for (const int end : {ours_, theirs_, input_, output_})
            if (end >= 0) ::close(end);
    }

    /// Waits until it has said this.
    bool says(const std::string& text) {
        const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds{child_ > 0 ? 60'000 : 300};
        while (said.find(text) == std::string::npos && std::chrono::steady_clock::now() < until) {
            pollfd ready{ours_, POLLIN, 0};
            char some[512];
            if (::poll(&ready, 1, 100) <= 0) continue;
            const auto got = ::read(ours_, some, sizeof some);
            if (got <= 0) break;
            said.append(some, static_cast<std::size_t>(got));
        }
        return said.find(text) != std::string::npos;
    }
    void type(const std::string& text) const {
        const int to = input_ >= 0 ? input_ : ours_;
        REQUIRE(::write(to, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    }
    void send(int signal) const { ::kill(child_, signal); }
    /// As a shell says it: 128 and the signal that ended it.
    int status() {
        int status = 0;
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{30};
        while (::waitpid(child_, &status, WNOHANG) == 0) {
            if (std::chrono::steady_clock::now() > until) return -1;
            ::usleep(10'000);
        }
        child_ = -1;
        return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    }
    bool shows_typing() const {
        termios settings{};
        return ::tcgetattr(theirs_, &settings) == 0 && (settings.c_lflag & ECHO) != 0;
    }

    std::string said;

private:
    [[noreturn]] void become(const std::vector<std::string>& arguments, At at) const {
        for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, SIG_DFL);
        if (at == At::terminal) ::login_tty(::dup(theirs_));
        if (at == At::pipe) ::dup2(theirs_, 0), ::dup2(output_, 1), ::dup2(output_, 2);
        const int status = service::run_lika(arguments);
        std::cout.flush();
        ::_exit(status);
    }

    int ours_ = -1, theirs_ = -1, input_ = -1, output_ = -1;
    pid_t child_ = -1;
};

using At = Process::At;

/// A city whose keys a passphrase opens.
struct Sealed {
    Sealed() {
        std::ofstream{config} << "<lika/>";
        const auto keys = folder.path() / "keys", vaults = folder.path() / "vaults";
        const auto key = storage::Keyring::create(keys);
        REQUIRE(storage::City::create(vaults, *key));
        REQUIRE(storage::Vault::create(vaults, "farsta", *key));
        storage::Passphrase typed;
        for (const char next : std::string_view{words}) typed.add(next);
        REQUIRE(key->lock(keys, typed, {1, std::uint64_t{8} << 20U}));
    }
    std::vector<std::string> serve() const { return {"serve", "--config", config, "--port", "0"}; }
    std::vector<std::string> status() const { return {"vault", "status", "--config", config, "--vault", "farsta"}; }

    tests::TestFolder folder;
    std::string config = folder / "lika.xml";
};

}  // namespace

TEST_CASE("a service whose keys are locked serves once the passphrase is given, by a terminal or a pipe", "[service][unseal]") {
    const Sealed city;
    const auto at = GENERATE(At::terminal, At::pipe);
    Process service{city.serve(), at};

    if (at == At::terminal) REQUIRE(service.says("Passphrase of the keys: "));
    service.type(std::string{words} + "\n");
    CHECK(service.says("ready https://"));
    service.send(SIGTERM);
    CHECK(service.status() == 0);
    CHECK(service.said.find("kanel") == std::string::npos);
}

TEST_CASE("a service that is given a wrong passphrase does not start, and says what to do", "[service][unseal]") {
    const Sealed city;
    Process service{city.serve(), At::pipe};

    service.type("kanel ugglan springer fel\n");
    CHECK(service.status() == 1);
    CHECK(service.says("lika does not start: wrong_passphrase\nIt does not open the keys"));
    CHECK(service.said.find("ready") == std::string::npos);
}

TEST_CASE("a service that waits for its passphrase can be stopped", "[service][unseal]") {
    const Sealed city;
    const auto at = GENERATE(At::terminal, At::pipe);
    Process service{city.serve(), at};
    if (at == At::terminal) REQUIRE(service.says("Passphrase of the keys: "));
    while (!std::filesystem::exists(city.folder.path() / "lika.pid")) ::usleep(10'000);
    ::usleep(300'000);

    service.send(SIGTERM);

    CHECK(service.status() == 0);
    CHECK_FALSE(std::filesystem::exists(city.folder.path() / "lika.pid"));
    if (at == At::terminal) CHECK(service.shows_typing());
}

TEST_CASE("a passphrase is not shown as it is typed; Ctrl-C ends the command and shows typing again", "[service][unseal]") {
    const Sealed city;
    Process typed{city.status(), At::terminal};
    REQUIRE(typed.says("Passphrase of the keys: "));
    CHECK_FALSE(typed.shows_typing());
    typed.type(std::string{words} + "\n");
    CHECK(typed.says("vault=farsta generation=1"));
    CHECK(typed.status() == 0);
    CHECK(typed.shows_typing());
    CHECK(typed.said.find("kanel") == std::string::npos);

    Process stopped{city.status(), At::terminal};
    REQUIRE(stopped.says("Passphrase of the keys: "));
    ::usleep(200'000);
    stopped.type("kanel\x03");
    CHECK(stopped.status() == 128 + SIGINT);
    CHECK(stopped.shows_typing());
}

TEST_CASE("a new passphrase is typed twice, and two that differ change nothing", "[service][unseal]") {
    const Sealed city;
    const auto change = [&](const std::string& first, const std::string& again) {
        Process asking{{"vault", "passphrase", "--config", city.config}, At::terminal};
        REQUIRE(asking.says("Passphrase of the keys: "));
        asking.type(std::string{words} + "\n");
        REQUIRE(asking.says("New passphrase: "));
        asking.type(first + "\n");
        REQUIRE(asking.says("Again: "));
        asking.type(again + "\n");
        return std::pair{asking.status(), asking.says("passphrases_differ")};
    };
    const auto root = tests::text_of(city.folder.path() / "keys/root.key");

    CHECK(change("en helt annan mening", "en helt anan mening") == std::pair{1, true});
    CHECK(tests::text_of(city.folder.path() / "keys/root.key") == root);
    CHECK(change("en helt annan mening", "en helt annan mening") == std::pair{0, false});
    CHECK(tests::text_of(city.folder.path() / "keys/root.key") != root);
}

#ifndef LIKA_SANITIZED   // the sanitizers make locking do nothing, and say that it did
namespace {

/// What `lika` says in a process of its own that may lock no memory.
std::string said_without_locked_memory(const std::vector<std::string>& arguments) {
    int out[2];
    REQUIRE(::pipe(out) == 0);
    const auto child = ::fork();
    if (child == 0) {
        const rlimit none{0, 0};
        ::setrlimit(RLIMIT_MEMLOCK, &none);
        __user_cap_header_struct head{_LINUX_CAPABILITY_VERSION_3, 0};
        __user_cap_data_struct sets[2];   // root's may lock all the same
        ::syscall(SYS_capget, &head, sets);
        sets[0].effective &= ~(1U << CAP_IPC_LOCK);
        ::syscall(SYS_capset, &head, sets);
        ::dup2(out[1], 1), ::dup2(out[1], 2);
        const int status = service::run_lika(arguments);
        std::cout.flush();
        ::_exit(status);
    }
    ::close(out[1]);
    std::string said;
    char some[512];
    for (auto got = ::read(out[0], some, sizeof some); got > 0; got = ::read(out[0], some, sizeof some))
        said.append(some, static_cast<std::size_t>(got));
    ::close(out[0]);
    ::waitpid(child, nullptr, 0);
    return said;
}

}  // namespace

TEST_CASE("keys that the system may write to its swap are told of, and work", "[service][unseal]") {
    const tests::TestFolder folder;
    const auto config = folder / "lika.xml";
    std::ofstream{config} << "<lika/>";
    const auto key = storage::Keyring::create(folder.path() / "keys");
    REQUIRE(storage::City::create(folder.path() / "vaults", *key));

    const auto said = said_without_locked_memory({"vault", "status", "--config", config, "--vault", "city"});
    CHECK(said.find("keys_not_locked: ") != std::string::npos);
    CHECK(said.find("vault=city generation=1") != std::string::npos);
    CHECK(storage::are_secrets_locked());
}
#endif

TEST_CASE("nothing of a process that keeps its memory private can be dumped or read by another", "[service][unseal]") {
    const auto child = ::fork();
    if (child == 0) {
        service::keep_memory_private();
        rlimit core{1, 1};
        ::getrlimit(RLIMIT_CORE, &core);
        ::_exit(core.rlim_max == 0 && ::prctl(PR_GET_DUMPABLE) == 0 ? 0 : 1);
    }
    int status = -1;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(status == 0);
}

// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "service/commands/commands.h"
#include "service/detail/advice.h"
#include "service/detail/city_files.h"
#include "service/detail/pid_file.h"
#include "service/detail/terminal.h"
#include "service/running.h"
#include "service/settings.h"

namespace lika::service {
namespace {

struct ServeOptions {
    std::string config = "var/lika.xml";
    std::optional<int> port;
};

volatile std::sig_atomic_t asked_to_stop = 0;

extern "C" void ask_to_stop(int) { asked_to_stop = 1; }

int refuse(const engine::Error& error) {
    std::cerr << "lika does not start: " << with_advice(error) << '\n';
    return 1;
}

std::string url_of(const std::string& address, int port) {
    const bool six = address.find(':') != std::string::npos;
    return "https://" + (six ? "[" + address + "]" : address) + ":" + std::to_string(port);
}

void tidy_until_stopped(Running& running) {
    using Clock = std::chrono::steady_clock;
    auto next = Clock::now();
    while (asked_to_stop == 0) {
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
        if (Clock::now() < next) continue;
        next = Clock::now() + std::chrono::minutes{1};
        if (const auto tidied = running.tidy(); !tidied)
            std::cerr << "sessions not tidied: " << tidied.error().reason << '\n';
    }
}

int serve(const ServeOptions& options) {
    auto settings = read_settings(options.config);
    if (!settings) return refuse(settings.error());
    if (options.port) settings->port = *options.port;
    for (const int signal : {SIGTERM, SIGINT}) handle_signal(signal, ask_to_stop, Reading::ends);

    const auto pid_file = PidFile::take(settings->data);
    if (!pid_file) return refuse(pid_file.error());
    const auto running = Running::start(*settings);
    if (!running) return asked_to_stop != 0 ? 0 : refuse(running.error());
    for (const int signal : {SIGTERM, SIGINT}) handle_signal(signal, ask_to_stop, Reading::goes_on);
    std::cout << "ready " << url_of(settings->address, (*running)->port()) << std::endl;
    tidy_until_stopped(**running);
    if ((*running)->finish_checkpoints()) return 0;
    std::cerr << "checkpoints_stuck: the second place of the log's checkpoints does not answer\n";
    std::_Exit(1);   // as after a kill: what was acknowledged is durable
}

}  // namespace

void add_serve(CLI::App& app, int& status) {
    auto* command = app.add_subcommand("serve", "Runs the service in the foreground until SIGTERM or Ctrl-C");
    const auto options = std::make_shared<ServeOptions>();
    command->add_option("--config", options->config, "DIR/lika.xml")->capture_default_str();
    command->add_option("--port", options->port, "Instead of the configured one; 0: any free one")
        ->check(CLI::Range(0, 65535));
    command->footer("\nExample:\n  lika demo var && lika serve --config var/lika.xml --port 8443\n"
                    "Where a passphrase opens the keys it is asked for, or is the first line of standard input; until then nothing\n"
                    "is served.");
    command->callback([options, &status] { status = serve(*options); });
}

}  // namespace lika::service

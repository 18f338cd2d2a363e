// SPDX-License-Identifier: EUPL-1.2
#include "service/settings.h"

#include <Poco/AutoPtr.h>
#include <Poco/Exception.h>
#include <Poco/Net/IPAddress.h>
#include <Poco/Util/XMLConfiguration.h>

#include <set>

namespace lika::service {
namespace {

using Configuration = Poco::Util::AbstractConfiguration;

engine::Error wrong(const char* reason, const std::string& place) {
    return {engine::ErrorKind::invalid, reason, place};
}

void collect(const Configuration& configuration, const std::string& under, std::set<std::string>& names) {
    Configuration::Keys keys;
    configuration.keys(under, keys);
    for (const auto& key : keys) collect(configuration, under.empty() ? key : under + "." + key, names);
    if (keys.empty() && !under.empty()) names.insert(under);
}

engine::Result<void> refuse_unknown(const Configuration& configuration) {
    static const std::set<std::string> known{
        "address", "port", "data", "demonstration", "session.idle_seconds",
        "session.absolute_seconds", "connections.per_address", "login.lock_seconds", "backup.public_key",
        "log.checkpoints", "log.checkpoint_seconds", "vaults.open",
        "retention.municipality", "retention.chosen"};
    std::set<std::string> names;
    collect(configuration, "", names);
    for (const auto& name : names)
        if (!known.contains(name)) return wrong("unknown_setting", name);
    return {};
}

/// Reads a number within its limits; the first that is not is kept in `fault`.
class Numbers {
public:
    explicit Numbers(const Configuration& configuration) : configuration_(configuration) {}
    int read(const std::string& name, int otherwise, int lowest, int highest) {
        if (!configuration_.has(name)) return otherwise;
        int number = lowest - 1;
        try {
            number = configuration_.getInt(name);
        } catch (const Poco::SyntaxException&) {
            number = lowest - 1;
        }
        if ((number < lowest || number > highest) && fault.empty()) fault = name;
        return number;
    }
    std::string fault;

private:
    const Configuration& configuration_;
};

engine::Result<Settings> settings_of(const Configuration& configuration,
                                     const std::filesystem::path& folder) {
    Numbers numbers{configuration};
    Settings settings;
    settings.address = configuration.getString("address", settings.address);
    settings.port = numbers.read("port", settings.port, 0, 65535);
    settings.session_idle_seconds =
        numbers.read("session.idle_seconds", settings.session_idle_seconds, 1, 86400);
    settings.session_absolute_seconds =
        numbers.read("session.absolute_seconds", settings.session_absolute_seconds, 1, 604800);
    settings.connections_per_address =
        numbers.read("connections.per_address", settings.connections_per_address, 1, 850);
    settings.login_lock_seconds = numbers.read("login.lock_seconds", settings.login_lock_seconds, 0, 3600);
    settings.checkpoint_seconds = numbers.read("log.checkpoint_seconds", settings.checkpoint_seconds, 1, 86400);
    settings.open_vaults = numbers.read("vaults.open", settings.open_vaults, 1, 1000);
    settings.demonstration = configuration.getBool("demonstration", false);
    settings.data = (folder / configuration.getString("data", ".")).lexically_normal().string();
    if (const auto place = configuration.getString("log.checkpoints", ""); !place.empty())
        settings.checkpoints = (std::filesystem::path{settings.data} / place).lexically_normal().string();
    if (!numbers.fault.empty()) return wrong("setting_out_of_range", numbers.fault);
    return settings;
}

}  // namespace

engine::Result<Settings> read_settings(const std::filesystem::path& file) {
    std::error_code failed;
    if (!std::filesystem::is_regular_file(file, failed)) return wrong("config_missing", file.string());
    try {
        const Poco::AutoPtr<Poco::Util::XMLConfiguration> configuration{
            new Poco::Util::XMLConfiguration(file.string())};
        const auto known = refuse_unknown(*configuration);
        if (!known) return known.error();
        return settings_of(*configuration, std::filesystem::absolute(file).parent_path());
    } catch (const Poco::Exception&) {
        return wrong("config_malformed", file.string());
    }
}

bool is_loopback(const std::string& address) {
    if (address == "localhost") return true;
    Poco::Net::IPAddress parsed;
    return Poco::Net::IPAddress::tryParse(address, parsed) && parsed.isLoopback();
}

}  // namespace lika::service

// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/instrument_choice.h"

#include "service/detail/share.h"

namespace lika::service {
namespace {

bool is_file(const std::string& choice) {
    return choice.find('/') != std::string::npos || choice.ends_with(".xml");
}

std::shared_ptr<const engine::Instrument> read(const std::string& file, std::ostream& messages) {
    const auto text = read_file(file);
    if (!text) {
        messages << file << ": file_unreadable\n";
        return nullptr;
    }
    auto reading = instruments::read_instrument(*text, file);
    for (const auto& fault : reading.faults) messages << fault.to_string() << '\n';
    if (!reading.instrument) return nullptr;
    return std::make_shared<const engine::Instrument>(std::move(*reading.instrument));
}

}  // namespace

instruments::Library installed_library(std::ostream& messages) {
    auto [library, faults] = instruments::Library::load_installed(share_folder() / "instruments");
    for (const auto& fault : faults) messages << fault.to_string() << '\n';
    return std::move(library);
}

std::shared_ptr<const engine::Instrument> choose_instrument(const std::string& choice, std::ostream& messages) {
    if (is_file(choice)) return read(choice, messages);
    const auto at = choice.find('@');
    const auto version = at == std::string::npos ? std::string{} : choice.substr(at + 1);
    const auto found = installed_library(messages).find(engine::InstrumentId{choice.substr(0, at)}, version);
    if (found) return *found;
    messages << choice << ": " << found.error().reason << '\n';
    return nullptr;
}

}  // namespace lika::service

// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "service/http.h"

namespace lika::service {

/// The front end's files, read once: a request never opens one, so it can neither climb out nor run out of descriptors.
class Pages {
public:
    /// Every file below the folder; none when there is no folder.
    static Pages load(const std::filesystem::path& folder);

    /// A file; the page itself for any other path without an extension (the page routes it); 404; 405 for what is no GET.
    /// Files under /assets carry a digest in their name and may be kept for ever; the page is asked for anew each time.
    Reply answer(const Request& request) const;

private:
    Reply file(const std::string& path, const Request& request) const;

    std::map<std::string, std::string> files_;   ///< by path: "/index.html"
};

}  // namespace lika::service
